import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Manifests } from '../lib/testing';

const ROOT = path.join(__dirname, '..');
const DIST = path.join(ROOT, 'dist');
const files = fs.readdirSync(DIST).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

test('dist/ is what the apps make of it now', () => {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'dist-'));
  try {
    execFileSync(process.execPath, ['--import', 'tsx', 'apps/main.ts'], {
      cwd: ROOT,
      env: { ...process.env, CDK8S_OUTDIR: outdir },
      stdio: 'pipe',
    });
    expect(fs.readdirSync(outdir).sort()).toEqual([...files].sort());
    for (const file of files)
      expect(fs.readFileSync(path.join(DIST, file), 'utf8')).toBe(fs.readFileSync(path.join(outdir, file), 'utf8'));
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
});

test('every namespace exists before its first use, in the order in which kubectl applies the files', () => {
  const seen = new Set<string>();
  for (const file of files) {
    for (const { kind, metadata } of Manifests.fromYaml(fs.readFileSync(path.join(DIST, file), 'utf8'))) {
      if (kind === 'Namespace') seen.add(metadata.name);
      else expect([file, metadata.name, seen.has(metadata.namespace ?? '')]).toEqual([file, metadata.name, true]);
    }
  }
});

test('nothing lives in the namespace default, and nothing but manifests lies in the folder', () => {
  expect(files.every((file) => file.endsWith('.k8s.yaml'))).toBe(true);
  for (const { kind, metadata } of Manifests.fromDirectory(DIST))
    if (kind !== 'Namespace') expect(metadata.namespace).not.toBe('default');
});

test("a server's file holds no Namespace: deleting it deletes none", () => {
  for (const file of files.slice(1))
    expect(fs.readFileSync(path.join(DIST, file), 'utf8')).not.toMatch(/^kind: Namespace$/m);
});

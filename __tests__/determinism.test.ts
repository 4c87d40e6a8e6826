import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import fc from 'fast-check';
import { type ModelServerProps, SecretKeyRef } from '../lib';
import { declare, MINIMAL } from './support/declare';

const ROOT = path.join(__dirname, '..');

test('the same app synthesized twice in one process gives the same bytes', () => {
  const { app } = declare();
  expect(app.synthYaml()).toBe(app.synthYaml());
  expect(declare().app.synthYaml()).toBe(app.synthYaml());
});

/** The same object with its keys in another order, at every level of plain objects. */
function shuffled(value: unknown, seeds: readonly number[]): unknown {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const keyed = Object.entries(value).map(([key, item], index) => ({
    key,
    item,
    rank: (seeds[index % seeds.length] * (index + 1)) % 1,
  }));
  return Object.fromEntries(keyed.sort((a, b) => a.rank - b.rank).map(({ key, item }) => [key, shuffled(item, seeds)]));
}

test('the order in which props are written does not show', () => {
  const props: Partial<ModelServerProps> = {
    ...MINIMAL,
    env: { B: '2', A: '1', C: '$(B)' },
    envFromSecrets: { Z: SecretKeyRef.named('s', 'z'), Y: SecretKeyRef.named('s', 'y') },
    labels: { team: 'x', area: 'y' },
    annotations: { b: '1', a: '2' },
    placement: { nodeSelector: { z: '1', a: '2' } },
    service: { port: 8080, annotations: { y: '1', x: '2' } },
  };
  const expected = declare(props).app.synthYaml();
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { minLength: 3, maxLength: 12 }),
      (seeds) => {
        expect(declare(shuffled(props, seeds) as Partial<ModelServerProps>).app.synthYaml()).toBe(expected);
      },
    ),
    { numRuns: 30 },
  );
});

test('locale, time zone, directory and environment do not show', () => {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'determinism-'));
  try {
    execFileSync(process.execPath, ['--import', require.resolve('tsx'), path.join(ROOT, 'apps/main.ts')], {
      cwd: os.tmpdir(),
      stdio: 'pipe',
      env: {
        ...process.env,
        LC_ALL: 'tr_TR.UTF-8',
        LANG: 'tr_TR.UTF-8',
        TZ: 'Pacific/Kiritimati',
        CDK8S_OUTDIR: outdir,
        CDK8S_DISABLE_SORT: '1',
        CDK8S_LEGACY_HASH: '1',
        CDK8S_RECORD_CONSTRUCT_METADATA: 'true',
      },
    });
    const dist = path.join(ROOT, 'dist');
    expect(fs.readdirSync(outdir).sort()).toEqual(fs.readdirSync(dist).sort());
    for (const file of fs.readdirSync(dist)) {
      expect(fs.readFileSync(path.join(outdir, file), 'utf8')).toBe(fs.readFileSync(path.join(dist, file), 'utf8'));
    }
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
});

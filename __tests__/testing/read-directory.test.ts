import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Manifests } from 'cdk8s-model-serving/testing';

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'manifests-'))));
afterEach(() => {
  rmSync(directory, { recursive: true });
});

function write(files: { [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n`;
const read = () => Manifests.fromDirectory(directory);
const names = () => read().all.map(({ metadata }) => metadata.name);

test('reads .yaml, .yml and .json files in all folders, in byte order of their paths', () => {
  write({
    'b.yaml': configMap('b'),
    'a/z.yml': configMap('a-z'),
    'a/b/c.json': '{ "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": "a-b-c" } }',
    'a-1.yaml': configMap('a-1'),
    'B.yaml': configMap('upper-b'),
    'é.yaml': configMap('accented'),
    'README.md': 'not read',
    'a/values.yaml.bak': 'not read',
  });
  expect(names()).toEqual(['upper-b', 'a-1', 'a-b-c', 'a-z', 'b', 'accented']);
});

test('reads every document of a file, and passes over empty ones', () => {
  write({
    'app.yaml': `# Synthesized\n---\n${configMap('a')}---\n---\n# nothing\n---\n${configMap('b')}---\n`,
    'empty.yaml': '',
  });
  expect(names()).toEqual(['a', 'b']);
});

test('a folder whose name ends like a file is a folder', () => {
  write({ 'odd.yaml/a.yaml': configMap('a') });
  expect(names()).toEqual(['a']);
});

test('fails for a file that is no manifest, and names it', () => {
  write({ 'app.yaml': configMap('a'), 'sub/construct-metadata.json': '{ "version": "1.0.0", "resources": {} }' });
  expect(read).toThrow(
    `${join(directory, 'sub/construct-metadata.json')} is not a Kubernetes manifest: ` +
      'apiVersion must be a text that is not empty, got nothing; ' +
      'kubectl apply would refuse it too, so take it out of what is read',
  );
});

test('fails for a document that is no manifest, and names file and document', () => {
  write({ 'app.yaml': `${configMap('a')}---\nkind: ConfigMap\n` });
  expect(read).toThrow(`${join(directory, 'app.yaml')}, document 2 is not a Kubernetes manifest: apiVersion must be`);
});

test('fails for a file that is not YAML or not JSON, and names it', () => {
  write({ 'broken.yaml': 'a: [' });
  expect(read).toThrow(`${join(directory, 'broken.yaml')} is not valid YAML: `);
  write({ 'broken.json': '{' });
  expect(read).toThrow(`${join(directory, 'broken.json')} is not valid JSON: `);
});

test('fails for what is no text, and for what a tool has to render first', () => {
  writeFileSync(join(directory, 'app.yaml'), Buffer.from([0xff, 0xfe, 0x61, 0]));
  expect(read).toThrow(
    `${join(directory, 'app.yaml')} cannot be read: it is text in UTF-16, which kubectl does not read`,
  );
  write({ 'app.yaml': configMap('a'), 'chart/Chart.yaml': 'name: a', 'chart/templates/a.yaml': configMap('{{ b }}') });
  expect(read).toThrow(
    `${join(directory, 'chart')} is a Helm chart: its templates are no manifests yet; run: helm template`,
  );
});

test('passes over folders that hold no manifests to apply', () => {
  write({ 'app.yaml': configMap('a'), 'node_modules/x/values.yaml': 'a: 1', '.git/x.yaml': 'a: 1' });
  expect(names()).toEqual(['a']);
});

test('fails for a directory that is not there, or has nothing to read in it', () => {
  expect(() => Manifests.fromDirectory(join(directory, 'dist'))).toThrow(
    `there is no directory '${join(directory, 'dist')}' (${join(directory, 'dist')}); synthesize into it first`,
  );
  expect(read).toThrow(`directory '${directory}' holds no .yaml, .yml or .json file; synthesize into it first`);
});

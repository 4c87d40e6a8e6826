import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DISK } from '../../lib/manifests/read';
import { configMap, ran } from './support/command-run';

const A = configMap('a', 'nothing');
const ARRAY = JSON.stringify([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }, { apiVersion: 'v1' }]);
const EMPTY_LIST = 'apiVersion: v1\nkind: List\nitems: []\n';

describe('a command that was given nothing to look at fails, and says what it looked at and the way out', () => {
  const piped =
    "  fix: see what the command before the pipe printed; with 'set -o pipefail' the pipeline fails where that command does\n";

  test.each(['check -', 'plan -', 'import -', 'check dist -'])('%s, with nothing on standard input', async (line) => {
    const { exitCode, errors } = await ran(line, { files: { 'dist/a.yaml': A } });
    expect({ exitCode, errors }).toEqual({
      exitCode: 2,
      errors: `error: <stdin> holds no Kubernetes object: it is empty\n${piped}`,
    });
  });

  test.each([
    ['comments alone', '# Source: chart/templates/a.yaml\n---\n', 'it is empty'],
    ['values', 'replicas: 1\n---\n- 1\n', 'it has 2 documents with neither apiVersion nor kind'],
    ['a List without items', EMPTY_LIST, 'it has 1 List without items'],
    ['a List of null', EMPTY_LIST.replace('[]', 'null'), 'it has 1 List without items'],
    ['a list of one kind of null', 'apiVersion: v1\nkind: PodList\nitems: null\n', 'it has 1 List without items'],
  ])('%s on standard input', async (_, standardInput, content) => {
    const { exitCode, errors } = await ran('check -', { standardInput });
    expect(exitCode).toBe(2);
    expect(errors).toContain(`error: <stdin> holds no Kubernetes object: ${content}\n`);
  });

  const files = { 'a/values.yaml': 'a: 1\n', 'a/empty.yaml': '', 'b.yaml': '', 'c.yaml': A, 'l.yaml': EMPTY_LIST };

  test.each([
    ['check b.yaml', 'b.yaml holds no Kubernetes object: it is empty'],
    ['check a', 'a holds no Kubernetes object: 2 files with 1 document with neither apiVersion nor kind'],
    [
      'check a b.yaml l.yaml',
      'a and 2 other paths hold no Kubernetes object: 4 files with 1 document with neither apiVersion nor kind and 1 List without items',
    ],
    ['plan a', 'a holds no Kubernetes object'],
    ['import b.yaml', 'b.yaml holds no Kubernetes object'],
  ])('%s', async (line, message) => {
    const { exitCode, errors } = await ran(line, { files });
    expect(exitCode).toBe(2);
    expect(errors).toContain(`error: ${message}`);
    expect(errors).toContain('  fix: ');
  });

  test('an empty file beside one with objects is none of it', async () => {
    expect(await ran('check a b.yaml c.yaml', { files })).toMatchObject({ errors: '', exitCode: 0 });
  });

  test('a pipe that is named as a file is standard input by another name', async () => {
    const fileSystem = { ...DISK, stat: () => ({ kind: 'stream' as const, size: 0 }), read: () => new Uint8Array() };
    const { exitCode, errors } = await ran('check /dev/fd/63', { fileSystem });
    expect(exitCode).toBe(2);
    expect(errors).toContain('error: /dev/fd/63 holds no Kubernetes object: it is empty\n  fix: see what');
  });

  test('what could not be read is not told twice, and plan says nothing of its releases', async () => {
    expect(await ran('plan nope')).toEqual({ exitCode: 2, output: '', errors: 'error: nope does not exist\n' });
  });
});

describe('a side of a review without an object', () => {
  const files = { 'a.yaml': A, 'b.yaml': '', 'l.yaml': EMPTY_LIST };

  test.each(['review a.yaml -', 'review - a.yaml'])('%s: may have failed to be made', async (line) => {
    expect(await ran(line, { files })).toEqual({
      exitCode: 2,
      output: '',
      errors:
        'error: <stdin> holds no Kubernetes object: it is empty\n' +
        '  fix: see what the command before the pipe printed; where there is nothing yet, name /dev/null instead\n',
    });
  });

  test('is refused as a file, too', async () => {
    expect((await ran('review b.yaml a.yaml', { files })).errors).toBe(
      'error: b.yaml holds no Kubernetes object: it is empty\n  fix: where there is nothing yet, name /dev/null instead\n',
    );
  });

  test('is one where it says itself that there is nothing', async () => {
    expect((await ran('review l.yaml a.yaml', { files })).output).toContain('1 added');
  });

  test('is one as /dev/null', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'side-'));
    try {
      const file = join(folder, 'a.yaml');
      writeFileSync(file, A);
      expect((await ran(`review /dev/null ${file}`, { fileSystem: DISK })).output).toContain('1 added');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('an array of objects at the top', () => {
  const error = 'is an array of 2 objects, which kubectl does not read\n  fix: keep the List around it';

  test.each(['check -', 'plan -', 'import -', 'review - a.yaml'])('%s refuses it', async (line) => {
    const { exitCode, errors } = await ran(line, { standardInput: ARRAY, files: { 'a.yaml': A } });
    expect(exitCode).toBe(2);
    expect(errors).toContain(`error: <stdin>:1 ${error}`);
  });

  test('is refused among other documents of YAML, with its line', async () => {
    const text = `${A}---\n- apiVersion: v1\n  kind: Pod\n- 1\n`;
    expect((await ran('check a.yaml', { files: { 'a.yaml': text } })).errors).toContain(`error: a.yaml:7 ${error}`);
  });

  test('an array of anything else is passed over, as other documents that are no objects', async () => {
    const { output } = await ran('check dist', { files: { 'dist/a.yaml': A, 'dist/list.json': '[{ "kind": 1 }]' } });
    expect(output).toContain('(1 document skipped');
  });
});

test('what a List holds must be an object', async () => {
  const list = 'apiVersion: v1\nkind: List\nitems:\n- metadata: { name: a }\n';
  expect((await ran('check -', { standardInput: list })).errors).toContain(
    'error: <stdin>:4 is not a Kubernetes object: apiVersion must be a text that is not empty, got nothing',
  );
});

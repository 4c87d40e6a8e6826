import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DISK, readManifests, type FileSystem } from '../../../lib/manifests/read';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'read-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const at = (path: string) => join(folder, path);
function write(files: { [path: string]: string | Uint8Array }): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), content);
  }
}
const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n`;
const namesIn = (...paths: string[]) => {
  const { manifests, problems } = readManifests(paths);
  expect(problems).toEqual([]);
  return manifests.map(({ name }) => name);
};
const problemsOf = (path = folder, fileSystem: FileSystem = DISK) =>
  readManifests([path], { fileSystem }).problems.map(({ file, line, message, fix }) =>
    [
      `${file.replace(folder, '~')}${line === undefined ? '' : `:${line}`} ${message}`,
      fix?.replace(folder, '~'),
    ].filter((part) => part !== undefined),
  );

describe('paths', () => {
  test('a folder gives its .yaml, .yml and .json files and those below, in byte order of their paths', () => {
    write({
      'b.yaml': configMap('b'),
      'a/z.yml': configMap('a-z'),
      'a/b/c.json': '{ "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": "a-b-c" } }',
      'a-1.yaml': configMap('a-1'),
      'B.yaml': configMap('upper-b'),
      'é.yaml': configMap('accented'),
      'README.md': 'not read',
      'values.yaml.bak': 'not read',
      '.git/a.yaml': configMap('of-git'),
      'node_modules/x/a.yaml': configMap('of-npm'),
    });
    expect(namesIn(folder)).toEqual(['upper-b', 'a-1', 'a-b-c', 'a-z', 'b', 'accented']);
  });

  test('a file is read whatever its name, and once however often it is named', () => {
    write({ 'a.yaml': configMap('a'), 'rendered.txt': configMap('b') });
    expect(namesIn(at('rendered.txt'), folder, at('a.yaml'), `${folder}/`)).toEqual(['b', 'a']);
  });

  test('paths are shown as they were given', () => {
    write({ 'a.yaml': configMap('a') });
    const fileSystem = {
      ...DISK,
      list: () => ['a.yaml'],
      stat: (path: string) => DISK.stat(join(folder, path)),
      read: (path: string, limit: number) => DISK.read(join(folder, path), limit),
      realPath: (path: string) => path,
    };
    expect(readManifests(['.'], { fileSystem }).manifests[0].origin).toEqual({ file: 'a.yaml', document: 1 });
  });

  test('- is standard input', () => {
    const { manifests, files } = readManifests(['-'], { standardInput: Buffer.from(configMap('piped')) });
    expect(manifests).toMatchObject([{ name: 'piped', origin: { file: '-', document: 1 } }]);
    expect(files).toBe(1);
  });

  test('linked files and folders are read, each once', () => {
    write({ 'real/a.yaml': configMap('a') });
    mkdirSync(at('links'));
    symlinkSync(at('real'), at('links/folder'));
    symlinkSync(at('real/a.yaml'), at('links/file.yaml'));
    expect(namesIn(folder)).toEqual(['a']);
  });
});

describe('what is in a document', () => {
  test('an object: apiVersion, group, kind, name and namespace', () => {
    write({ 'a.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: iris, namespace: vision }\n' });
    expect(readManifests([folder]).manifests[0]).toMatchObject({
      apiVersion: 'apps/v1',
      group: 'apps',
      kind: 'Deployment',
      name: 'iris',
      namespaceName: 'vision',
      json: { metadata: { name: 'iris' } },
    });
  });

  test('a List, or a list of one kind, is taken apart', () => {
    write({
      'list.yaml': `apiVersion: v1\nkind: List\nitems:\n- ${configMap('a').replaceAll('\n', '\n  ')}\n- ${configMap('b').replaceAll('\n', '\n  ')}`,
      'of-one-kind.yaml': 'apiVersion: apps/v1\nkind: DeploymentList\nitems:\n- metadata: { name: c }\n',
    });
    const { manifests } = readManifests([folder]);
    expect(manifests.map(({ apiVersion, kind, name }) => `${apiVersion} ${kind} ${name}`)).toEqual([
      'v1 ConfigMap a',
      'v1 ConfigMap b',
      'apps/v1 Deployment c',
    ]);
  });

  test('what has neither apiVersion nor kind is counted; what is empty is nothing', () => {
    write({
      'values.yaml': 'replicas: 2\n---\n---\n- a list\n---\njust text\n',
      'package.json': '{ "name": "x" }',
      'empty.yaml': '',
    });
    expect(readManifests([folder])).toMatchObject({ skipped: 4, files: 3, manifests: [], problems: [] });
  });

  test('a key that stands twice is told, with the object and the line; the last value holds', () => {
    write({
      'list.yaml':
        'kind: List\napiVersion: v1\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: { name: a }\n  data:\n    x: one\n    x: two\n',
    });
    const { repeatedKeys, manifests } = readManifests([folder]);
    expect(manifests[0].json.data).toEqual({ x: 'two' });
    expect(repeatedKeys).toEqual([{ manifest: manifests[0], at: '/data/x', line: 9 }]);
  });

  test('CRLF and a byte order mark change nothing', () => {
    write({ 'a.yaml': `\ufeff${configMap('a')}---\n${configMap('b')}data: { text: "x" }\n`.replaceAll('\n', '\r\n') });
    const { manifests, lineOf } = readManifests([folder]);
    expect(manifests.map(({ json }) => json)).toEqual([
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b' }, data: { text: 'x' } },
    ]);
    expect(lineOf(manifests[1].origin, '/data/text')).toBe(8);
  });
});

describe('what cannot be read is told with file, line and a way out, and the rest is read', () => {
  test('text that is not YAML', () => {
    write({
      'a.yaml': `${configMap('a')}---\nkind: [unfinished\n`,
      'b.json': '{\n "a": 1,,\n}',
      'c.yaml': 'a:\n\tb: 1\n',
    });
    expect(problemsOf()).toEqual([
      [expect.stringMatching(/^~\/a.yaml:5 is not valid YAML: /)],
      [expect.stringMatching(/^~\/b.json:2 is not valid YAML: /)],
      ['~/c.yaml:2 is not valid YAML: tab characters must not be used in indentation'],
    ]);
    expect(readManifests([folder]).manifests).toMatchObject([{ name: 'a' }]);
  });

  test('a template', () => {
    write({
      'a.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n',
      'b.yaml': 'a: 1\n{{- if .Values.x }}\nb: 2\n{{- end }}\n',
    });
    expect(problemsOf()).toEqual([
      [
        '~/a.yaml:4 is a template, not YAML: a key must be text, this one is an object',
        expect.stringContaining('helm template . | cdk8s-model-serving check -'),
      ],
      [expect.stringContaining('~/b.yaml:2 is a template, not YAML: '), expect.stringContaining('helm template')],
    ]);
  });

  test('a chart or a kustomization, wherever it lies: the command that renders it', () => {
    write({
      'charts/it is/Chart.yaml': 'apiVersion: v2\nname: x\n',
      'charts/it is/templates/a.yaml': '{{ x }}',
      'overlays/prod/kustomization.yaml': 'resources: [../../base]\n',
      'overlays/prod/patch.yaml': 'kind: Deployment\nmetadata: { name: x }\n',
      'plain/a.yaml': configMap('a'),
    });
    expect(problemsOf()).toEqual([
      [
        '~/charts/it is is a Helm chart: its templates are no manifests yet',
        `run: helm template '~/charts/it is' | cdk8s-model-serving check -`,
      ],
      [
        '~/overlays/prod is a kustomization: its patches are no manifests yet',
        'run: kubectl kustomize ~/overlays/prod | cdk8s-model-serving check -',
      ],
    ]);
    expect(readManifests([folder]).manifests).toMatchObject([{ name: 'a' }]);
  });

  test('half an object', () => {
    write({
      'a.yaml':
        '# x\nkind: Deployment\nmetadata: { name: x }\n---\napiVersion: 1\nkind: Service\nmetadata: { name: x }\n',
    });
    expect(problemsOf()).toEqual([
      [
        '~/a.yaml:2 is not a Kubernetes object: apiVersion must be a text that is not empty, got nothing',
        expect.any(String),
      ],
      ['~/a.yaml:5 is not a Kubernetes object: apiVersion must be a text that is not empty, got 1', expect.any(String)],
    ]);
  });

  test('files that are no text, or too large', () => {
    write({
      'binary.yaml': new Uint8Array([1, 2, 0, 3]),
      'latin.yaml': new Uint8Array([0x61, 0xe9, 0x62]),
      'utf16.yaml': new Uint8Array([0xff, 0xfe, 0x61, 0]),
      'large.yaml': '',
    });
    truncateSync(at('large.yaml'), 256 * 1024 * 1024 + 1);
    expect(problemsOf()).toEqual([
      ['~/binary.yaml cannot be read: it is a binary file, not YAML'],
      ['~/large.yaml is larger than 256 MiB', 'split it into several files'],
      ['~/latin.yaml cannot be read: it is not text in UTF-8', 'save it as UTF-8'],
      ['~/utf16.yaml cannot be read: it is text in UTF-16, which kubectl does not read', 'save it as UTF-8'],
    ]);
  });

  test('links that lead in a circle or nowhere', () => {
    write({ 'a/b/c.yaml': configMap('c') });
    symlinkSync(at('a'), at('a/b/up'));
    symlinkSync('self.yaml', at('self.yaml'));
    symlinkSync('nowhere', at('broken.yaml'));
    symlinkSync('nowhere', at('no-manifest'));
    expect(
      problemsOf()
        .map(([message]) => message)
        .sort(),
    ).toEqual([
      '~/a/b/up is a link to a folder that it lies in',
      '~/broken.yaml does not exist',
      '~/self.yaml is a link that leads in a circle',
    ]);
    expect(readManifests([folder]).manifests).toMatchObject([{ name: 'c' }]);
  });

  test('files and folders without permission', () => {
    write({ 'secret.yaml': configMap('a'), 'locked/b.yaml': configMap('b'), 'open.yaml': configMap('c') });
    const denied = (path: string, names: string[]) => {
      if (names.some((name) => path.endsWith(name))) throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
    };
    const fileSystem: FileSystem = {
      ...DISK,
      list: (path) => (denied(path, ['locked']), DISK.list(path)),
      read: (path, limit) => (denied(path, ['secret.yaml']), DISK.read(path, limit)),
    };
    expect(problemsOf(folder, fileSystem)).toEqual([
      ['~/locked cannot be read: permission denied'],
      ['~/secret.yaml cannot be read: permission denied'],
    ]);
    expect(readManifests([folder], { fileSystem }).manifests).toMatchObject([{ name: 'c' }]);
  });

  test('paths that are not there, and folders without manifests', () => {
    write({ 'docs/README.md': 'x' });
    expect(problemsOf(at('dist'))).toEqual([['~/dist does not exist']]);
    expect(problemsOf()).toEqual([['~ holds no .yaml, .yml or .json file']]);
  });
});

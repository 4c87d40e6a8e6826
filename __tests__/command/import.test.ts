import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Files, ran } from './support/command-run';

const SERVER = `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec:
      containers: [{ name: iris, image: 'registry.example/iris:1.0', ports: [{ containerPort: 8080 }] }]
`;
const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
`;
const imported = (files: Files, options = '') => ran(`import live ${options}`.trim(), { files });
const doc = (...documents: string[]) => ({ 'live/all.yaml': documents.join('---\n') });

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'import-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('writes the file to standard output, and what is to be known of it to standard error', async () => {
  const { exitCode, output, errors } = await imported(doc(SERVER, SERVICE));
  expect(exitCode).toBe(0);
  expect(output).toContain('new ModelServer(visionChart, "iris", {');
  expect(output).toMatch(/^\/\/ Written by: cdk8s-model-serving import live\n/);
  expect(errors).toMatch(/^imported 1 server\n/);
  expect(errors).toMatch(/\n {2}npx tsx main\.ts\n {2}npx cdk8s-model-serving review live dist\n$/);
});

it('reads standard input, and says where to keep what was piped', async () => {
  const { output, errors } = await ran('import -', { standardInput: `${SERVER}---\n${SERVICE}` });
  expect(output).toContain('new ModelServer');
  expect(errors).toContain(
    '\nto see that nothing restarts and that requests go where they went, keep what was piped as live.yaml and what is printed here as main.ts (--output main.ts), then:\n' +
      '  npx tsx main.ts\n  npx cdk8s-model-serving review live.yaml dist\n',
  );
});

it('names no file to keep where all are there', async () => {
  const { errors } = await imported(doc(SERVER, SERVICE), `--output ${join(folder, 'main.ts')}`);
  expect(errors).toContain('\nto see that nothing restarts and that requests go where they went:\n  npx tsx ');
});

it('with safe defaults does not promise that nothing restarts', async () => {
  const { errors } = await imported(doc(SERVER, SERVICE), '--safe-defaults');
  expect(errors).toContain('\nto see what is replaced once and that requests go where they went, keep what is printed');
  expect(errors).not.toContain('nothing restarts');
});

it('writes the list as JSON', async () => {
  const { output, errors } = await imported(doc(SERVER), '--format json');
  const { source, ...report } = JSON.parse(output);
  expect(errors).toBe('');
  expect(source).toContain('new ModelServer');
  expect(report).toMatchObject({
    version: 1,
    servers: 1,
    keep: ['source as main.ts (--output main.ts)'],
    verify: ['npx tsx main.ts', 'npx cdk8s-model-serving review live dist'],
  });
  expect(report.notes.map(({ kind }: { kind: string }) => kind)).toEqual(['added', 'proposed', 'server']);
});

describe('a file', () => {
  it('is written whole, and nothing is left beside it', async () => {
    const file = join(folder, 'main.ts');
    const { exitCode, output, errors } = await imported(doc(SERVER, SERVICE), `--output ${file}`);
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: '' });
    expect(errors).toContain(`npx tsx ${file}`);
    expect(readFileSync(file, 'utf8')).toContain('new ModelServer');
    expect(readdirSync(folder)).toEqual(['main.ts']);
  });

  it('that exists is left as it is, unless it may be replaced', async () => {
    const file = join(folder, 'main.ts');
    writeFileSync(file, 'mine');
    const { exitCode, errors } = await imported(doc(SERVER), `--output ${file}`);
    expect(exitCode).toBe(2);
    expect(errors).toContain(`error: '${file}' exists already, and is left as it is; name another file with --output`);
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await imported(doc(SERVER), `--output ${file} --force`)).exitCode).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('new ModelServer');
    expect(readdirSync(folder)).toEqual(['main.ts']);
  });

  it.each([
    ['in a folder that is not there', () => join(folder, 'none', 'main.ts'), 'its folder does not exist'],
    ['below a file', () => join(__filename, 'main.ts'), 'a file is where a folder should be'],
  ])('%s is not written, and no part of it', async (_, path, reason) => {
    const { exitCode, errors } = await imported(doc(SERVER), `--output ${path()}`);
    expect(exitCode).toBe(2);
    expect(errors).toContain(`cannot be written, and nothing was: ${reason}`);
    expect(existsSync(path())).toBe(false);
  });

  it('is not written when something is wrong with the manifests', async () => {
    const file = join(folder, 'main.ts');
    expect((await imported(doc(SERVER, 'kind: [\n'), `--output ${file}`)).exitCode).toBe(2);
    expect((await imported(doc(SERVICE), `--output ${file}`)).exitCode).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('what cannot be imported', () => {
  const withName = (name: string) => SERVER.replace('name: iris, namespace', `name: ${name}, namespace`);
  it.each<[string, Files, string]>([
    [
      'manifests without a server',
      doc('apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n', SERVICE),
      'there is nothing to import: it takes a Deployment of apps/v1 or an InferenceService, got 2 of ConfigMap, Service',
    ],
    ['nothing', { 'live/empty.yaml': '' }, 'live holds no Kubernetes object: it is empty'],
    [
      'a StatefulSet',
      doc(SERVER.replace('kind: Deployment', 'kind: StatefulSet')),
      'it takes a Deployment of apps/v1 or an InferenceService, got 1 of StatefulSet',
    ],
    [
      'a name that no Service may have',
      doc(withName("'1.iris'")),
      "Deployment '1.iris' cannot be imported: its name '1.iris'",
    ],
    ['a Deployment without a selector', doc(SERVER.replace(/ {2}selector.*\n/, '')), 'its selector has no matchLabels'],
    [
      'a selector of expressions',
      doc(
        SERVER.replace(
          '{ app: iris } }\n  template',
          '{ app: iris }, matchExpressions: [{ key: a, operator: Exists }] }\n  template',
        ),
      ),
      'its selector has matchExpressions, which a server cannot adopt',
    ],
    ['a program without a port', doc(SERVER.replace(', ports: [{ containerPort: 8080 }]', '')), 'it tells of no port'],
    [
      'an image that is a placeholder',
      doc(SERVER.replace('registry.example/iris:1.0', '$IMAGE')),
      "its image '$IMAGE' is no reference",
    ],
    ['an object twice', doc(SERVER, SERVER), "has Deployment 'iris' in namespace 'vision' once more"],
    ['YAML that is none', doc('kind: [\n'), 'error: live/all.yaml'],
    [
      'a chart of Helm',
      { 'live/Chart.yaml': 'name: x\n', 'live/templates/a.yaml': 'kind: Deployment\n' },
      'fix: run: helm template live | cdk8s-model-serving import -',
    ],
    [
      'a template of Helm',
      { 'live/a.yaml': 'kind: Deployment\nmetadata:\n  name: {{ .Values.name }}\n' },
      "fix: render it first, for example 'helm template . | cdk8s-model-serving import -'",
    ],
    ['a path that is not there', { 'other/a.yaml': SERVER }, 'error: live does not exist'],
  ])('%s', async (_, files, message) => {
    const { exitCode, output, errors } = await imported(files);
    expect({ exitCode, output }).toEqual({ exitCode: 2, output: '' });
    expect(errors).toContain(message);
  });

  it.each([
    ['import', 'name what to import'],
    ['import a b', 'import takes one path'],
    ['import a --format yaml', '--format must be'],
    ['import a --force', '--force needs --output'],
    ['import a --output main.js', "--output must be a TypeScript file, such as 'main.ts', got 'main.js'"],
    ['import a --safe-default', 'did you mean --safe-defaults?'],
  ])('%s is no command line', async (line, message) => {
    const { exitCode, errors } = await ran(line);
    expect(exitCode).toBe(2);
    expect(errors).toContain(message);
  });
});

describe('what is to be known', () => {
  const notesOf = async (...documents: string[]) => {
    const { output } = await imported(doc(...documents), '--format json');
    const { notes } = JSON.parse(output) as {
      notes: { kind: string; object: { kind: string; name: string }; message: string }[];
    };
    return notes.map(({ kind, object, message }) => `${kind}: ${object.kind} ${object.name}: ${message}`);
  };

  it('of a Service of several workloads: it stays, and each has one of its own', async () => {
    const other = SERVER.replace('name: iris, namespace', 'name: iris-v2, namespace').replaceAll(
      '{ app: iris }',
      '{ app: iris, v: b }',
    );
    expect(await notesOf(SERVER.replaceAll('{ app: iris }', '{ app: iris, v: a }'), other, SERVICE)).toEqual(
      expect.arrayContaining([
        "added: Service iris-pods: no Service leads to the pods of Deployment 'iris' alone, and every server has one",
        "added: Service iris-v2: no Service leads to the pods of Deployment 'iris-v2' alone, and every server has one",
        "kept: Service iris: it leads to the pods of 'iris' and 'iris-v2'; as versions of one model, those can become a Canary or a BlueGreen",
      ]),
    );
  });

  it('of a Secret: its values are in neither the file nor the list', async () => {
    const secret =
      'apiVersion: v1\nkind: Secret\nmetadata: { name: s, namespace: vision }\nstringData: { key: hunter2 }\n';
    const { output, errors } = await imported(doc(SERVER, secret));
    expect(errors).toContain("Secret 's' in namespace 'vision': values of Secrets belong into no source");
    expect(output + errors).not.toContain('hunter2');
  });

  it('of what was wrong before: it is acknowledged, or synthesis refuses it as the API server does', async () => {
    const away = SERVICE.replace('targetPort: 8080', 'targetPort: web');
    expect((await notesOf(SERVER, away)).filter((note) => note.startsWith('to mend'))).toEqual([
      expect.stringContaining('(service-target-port; acknowledged below)'),
    ]);
    const refused = SERVER.replace('spec:\n  selector', 'spec:\n  replicas: -1\n  selector');
    expect((await notesOf(refused)).filter((note) => note.startsWith('to mend'))).toEqual([
      expect.stringContaining('(valid-objects; the API server refuses it, and synthesis does)'),
    ]);
  });

  it('of two servers of one name in two namespaces: each is in a chart of its own', async () => {
    const { output } = await imported(doc(SERVER, SERVER.replace('namespace: vision', 'namespace: other')));
    expect(output.match(/new Chart\(app, .*\)/g)).toEqual([
      'new Chart(app, "vision", { namespace: "vision" })',
      'new Chart(app, "other", { namespace: "other" })',
    ]);
  });

  it('of a runtime that is recognized, and by what', async () => {
    expect(await notesOf(SERVER.replace('registry.example/iris:1.0', 'vllm/vllm-openai:v0.18.0'))).toContain(
      'looks like: Deployment iris: vLLM, by its image: ServingRuntime.vllm(...) knows its probes, paths and shutdown',
    );
    expect((await notesOf(SERVER)).join()).not.toContain('looks like');
  });

  it('goes to a terminal without what a terminal acts on', async () => {
    const hostile = SERVER.replace('namespace: vision', 'namespace: "a\\e[2J\\nb"');
    const { errors } = await imported(doc(hostile));
    expect(errors).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
  });
});

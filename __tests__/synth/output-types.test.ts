import * as fs from 'node:fs';
import { App, Chart, YamlOutputType } from 'cdk8s';
import { join } from 'node:path';
import { ContainerImage, ModelServer, ServingApp, ServingRuntime, TenantNamespace } from '../../lib';
import { MARKER } from '../../lib/synth/writer';
import { contentOf, filesOf, newOutdir, object, objectsIn, put, removeOutdir } from './support';

const { FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;
const ALL: [string, YamlOutputType][] = [
  ['a file for the app', FILE_PER_APP],
  ['a file for each chart', FILE_PER_CHART],
  ['a file for each resource', FILE_PER_RESOURCE],
  ['a folder for each chart', FOLDER_PER_CHART_FILE_PER_RESOURCE],
];

let outdir: string;
beforeEach(() => {
  outdir = newOutdir();
});
afterEach(removeOutdir);

const newApp = (yamlOutputType: YamlOutputType) => new ServingApp({ outdir, yamlOutputType });
const names = () => filesOf(outdir).map((file) => file.replace(/\.k8s\.yaml$/, ''));
const inNamespace = (name: string, namespace: string) => ({ metadata: { name, namespace } });

/** Two namespaces with their budgets, one name in both, one name in two groups, and a nested chart. */
function build(app: App): void {
  for (const name of ['vision', 'ranking']) {
    const chart = new Chart(app, name, { namespace: name });
    object(chart, 'settings');
    object(chart, 'limits', 'LimitRange');
    object(chart, 'ns', 'Namespace', { metadata: { name } });
  }
  const shared = new Chart(app, 'shared');
  for (const group of ['cert-manager.io', 'example.com'])
    object(shared, group, 'Issuer', { apiVersion: `${group}/v1`, ...inNamespace('main', 'vision') });
  object(new Chart(shared, 'inner'), 'role', 'ClusterRole', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    metadata: { name: 'system:reader' },
  });
}

test('a file for the app: everything in one, namespaces first', () => {
  const app = newApp(FILE_PER_APP);
  build(app);
  app.synth();
  expect(names()).toEqual(['app']);
  expect(objectsIn(outdir).map(({ kind }) => kind)).toEqual([
    ...['Namespace', 'LimitRange', 'Namespace', 'LimitRange'],
    ...['ConfigMap', 'ConfigMap', 'ClusterRole', 'Issuer', 'Issuer'],
  ]);
});

test('a file for each chart: namespaces and budgets in a file of their own', () => {
  const app = newApp(FILE_PER_CHART);
  build(app);
  app.synth();
  expect(names()).toEqual(['00-namespaces', 'ranking', 'shared-inner', 'shared', 'vision']);
});

test('a file for each resource: kind, group, namespace and name; namespaces first, then budgets', () => {
  const app = newApp(FILE_PER_RESOURCE);
  build(app);
  app.synth();
  expect(names()).toEqual([
    '00-Namespace.core.ranking',
    '00-Namespace.core.vision',
    '01-LimitRange.core.ranking.limits',
    '01-LimitRange.core.vision.limits',
    'ClusterRole.rbac.authorization.k8s.io.system%3Areader',
    'ConfigMap.core.ranking.settings',
    'ConfigMap.core.vision.settings',
    'Issuer.cert-manager.io.vision.main',
    'Issuer.example.com.vision.main',
  ]);
});

test('a folder for each chart: namespaces and budgets in a folder of their own', () => {
  const app = newApp(FOLDER_PER_CHART_FILE_PER_RESOURCE);
  build(app);
  app.synth();
  expect(names()).toEqual([
    '00-namespaces/00-Namespace.core.ranking',
    '00-namespaces/00-Namespace.core.vision',
    '00-namespaces/01-LimitRange.core.ranking.limits',
    '00-namespaces/01-LimitRange.core.vision.limits',
    'ranking/ConfigMap.core.ranking.settings',
    'shared/Issuer.cert-manager.io.vision.main',
    'shared/Issuer.example.com.vision.main',
    'shared-inner/ClusterRole.rbac.authorization.k8s.io.system%3Areader',
    'vision/ConfigMap.core.vision.settings',
  ]);
});

describe.each(ALL)('%s', (_type, type) => {
  test('nothing is lost, every file is marked as ours, and the text of the app is that of its files in order', () => {
    const app = newApp(type);
    build(app);
    app.synth();
    expect(objectsIn(outdir)).toHaveLength(9);
    const texts = filesOf(outdir).map((file) => fs.readFileSync(join(outdir, file), 'utf8'));
    for (const text of texts) expect(text.startsWith(`${MARKER}\n`)).toBe(true);
    expect(app.synthYaml()).toBe(texts.join('---\n'));
  });

  test('a namespace and its budgets are applied before what is in them', () => {
    const app = newApp(type);
    const tenant = new TenantNamespace(app, 'a-team');
    object(tenant, 'limits', 'LimitRange');
    new ModelServer(tenant, 'iris', {
      image: ContainerImage.of('iris:1'),
      runtime: ServingRuntime.http({ port: 8080 }),
      resources: { cpu: '1', memory: '1Gi' },
    });
    app.synth();
    const kinds = objectsIn(outdir).map(({ kind }) => kind as string);
    const early = ['Namespace', 'ResourceQuota', 'LimitRange'].filter((kind) => kinds.includes(kind));
    expect(kinds.slice(0, early.length)).toEqual(early);
  });

  test.each(ALL)('after %s, nothing of the former is left and strangers are', (_former, former) => {
    const strangers = { 'README.md': 'by hand\n', 'vision/notes.yaml': 'by: hand\n' };
    put(outdir, strangers);
    const [before, after] = [newApp(former), newApp(type)];
    build(before);
    build(after);
    before.synth();
    after.synth();
    const switched = contentOf(outdir);
    fs.rmSync(outdir, { recursive: true });
    put(outdir, strangers);
    after.synth();
    expect(switched).toEqual(contentOf(outdir));
    expect(switched).toMatchObject(strangers);
  });

  test('synthesized twice, the bytes are the same', () => {
    const app = newApp(type);
    build(app);
    app.synth();
    const first = contentOf(outdir);
    app.synth();
    expect(contentOf(outdir)).toEqual(first);
  });
});

test.each(ALL.slice(2))('%s: files that differ only in letter case are an error', (_type, type) => {
  const app = newApp(type);
  const chart = new Chart(app, 'chart');
  object(chart, 'one', 'ClusterRole', { metadata: { name: 'reader' } });
  object(chart, 'two', 'ClusterRole', { metadata: { name: 'Reader' } });
  expect(() => app.synthYaml()).toThrow(
    /^'chart\/one' would write the same file as 'chart\/two' \(letter case aside\), got '.*ClusterRole\.rbac\.authorization\.k8s\.io\.reader\.k8s\.yaml'; give it another name$/,
  );
});

test.each([
  ['a file', FILE_PER_CHART],
  ['a folder', FOLDER_PER_CHART_FILE_PER_RESOURCE],
])('two charts with %s of one name are an error', (_what, type) => {
  const app = newApp(type);
  for (const id of ['iris', 'Iris']) new Chart(app, id);
  expect(() => app.synthYaml()).toThrow(/^chart 'Iris' would write the same file as chart 'iris'/);
});

test.each([
  ['in one file', FILE_PER_APP],
  ['in files named by resources', FILE_PER_RESOURCE],
])('charts may be called whatever they like %s', (_what, type) => {
  const app = newApp(type);
  const charts = ['iris', 'Iris', 'a:b', '00-namespaces'].map((id) => new Chart(app, id));
  charts.forEach((chart, index) => object(chart, 'a', 'Thing', { metadata: { name: `thing-${index}` } }));
  app.synth();
  expect(objectsIn(outdir)).toHaveLength(4);
});

test.each(ALL.slice(2))('%s: a name never leads out of the folder', (_type, type) => {
  const app = newApp(type);
  object(new Chart(app, 'chart'), 'a', '../Kind', { metadata: { name: '../../../out', namespace: '..' } });
  expect(() => app.synth()).toThrow('metadata.name: must be');
  expect(fs.readdirSync(join(outdir, '..'))).toEqual([]);
  // Names that the API server takes may hold more than letters.
  const binding = object(new Chart(newApp(type), 'chart'), 'a', 'ClusterRole', { metadata: { name: 'system:a' } });
  App.of(binding).synth();
  expect(names().map((name) => name.replace('chart/', ''))).toEqual([
    'ClusterRole.rbac.authorization.k8s.io.system%3Aa',
  ]);
});

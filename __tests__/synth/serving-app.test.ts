import * as fs from 'node:fs';
import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import { Manifests } from 'cdk8s-model-serving/testing';
import { ConfigMap, k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContainerImage, ModelServer, ServingApp, ServingRuntime, TenantNamespace } from '../../lib';
import { MARKER } from '../../lib/synth/writer';

let outdir: string;
let stderr: jest.SpyInstance;
beforeEach(() => {
  outdir = join(fs.mkdtempSync(join(tmpdir(), 'app-')), 'dist');
  stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  fs.rmSync(join(outdir, '..'), { recursive: true });
  stderr.mockRestore();
  delete process.env.CDK8S_RECORD_CONSTRUCT_METADATA;
});

const newApp = () => new ServingApp({ outdir });
const config = (name: string, metadata = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...metadata },
});
const configMap = (scope: Construct, name: string, metadata = {}) => new ApiObject(scope, name, config(name, metadata));
const server = (scope: Construct, name: string, image = `${name}:1`) =>
  new ModelServer(scope, name, {
    image: ContainerImage.of(image),
    runtime: ServingRuntime.http({ port: 8080 }),
    resources: { cpu: '1', memory: '1Gi' },
  });

/** The files in the folder, in the byte order in which kubectl takes them. */
const files = () => (fs.existsSync(outdir) ? fs.readdirSync(outdir).sort() : []);
const read = (file: string) => fs.readFileSync(join(outdir, file), 'utf8');

function platform(): ServingApp {
  const app = newApp();
  for (const name of ['vision', 'ranking']) {
    const tenant = new TenantNamespace(app, name);
    server(tenant, 'iris');
  }
  configMap(new Chart(app, 'vision-2'), 'settings');
  return app;
}

function failing(scope: Construct, id: string, ...messages: string[]): void {
  new Construct(scope, id).node.addValidation({ validate: () => messages });
}

test('namespaces stand in a file that sorts first, everything else in the file of its chart', () => {
  platform().synth();
  expect(files()).toEqual(['00-namespaces.k8s.yaml', 'ranking.k8s.yaml', 'vision-2.k8s.yaml', 'vision.k8s.yaml']);
  expect(Manifests.fromYaml(read('00-namespaces.k8s.yaml')).all.map(({ metadata }) => metadata.name)).toEqual([
    'ranking',
    'vision',
  ]);
  Manifests.fromYaml(read('vision.k8s.yaml')).hasNo('Namespace');
  for (const file of files()) expect(read(file).split('\n')[0]).toBe(MARKER);
});

test('the text of the app is that of its files, in the byte order in which kubectl takes them', () => {
  const app = platform();
  app.synth();
  expect(app.synthYaml()).toBe(files().map(read).join('---\n'));
  expect(Manifests.fromApp(app).all).toEqual(Manifests.fromYaml(app.synthYaml()).all);
});

test('synthesized twice, and by another app of the same code, the bytes are the same', () => {
  const app = platform();
  app.synth();
  const first = files().map(read);
  app.synth();
  expect(files().map(read)).toEqual(first);
  platform().synth();
  expect(files().map(read)).toEqual(first);
  expect(stderr).not.toHaveBeenCalled();
});

test('a Namespace is in no namespace, what is in a tenant is', () => {
  const manifests = Manifests.fromApp(platform());
  for (const { metadata } of manifests.find('Namespace')) expect(metadata.namespace).toBeUndefined();
  for (const { metadata } of manifests.find('Deployment')) expect(metadata.namespace).toMatch(/^(vision|ranking)$/);
});

test('a nested chart has a file of its own, named by its path; objects go to the chart nearest around them', () => {
  const app = newApp();
  const outer = new Chart(app, 'outer');
  configMap(new Construct(new Chart(new Construct(outer, 'team'), 'inner'), 'deep'), 'a');
  configMap(outer, 'b');
  app.synth();
  expect(files()).toEqual(['outer-team-inner.k8s.yaml', 'outer.k8s.yaml']);
});

test('a chart without objects writes no file, an app without objects writes none at all', () => {
  const app = newApp();
  new Chart(app, 'empty');
  app.synth();
  expect(files()).toEqual([]);
  expect(app.synthYaml()).toBe('');
});

test.each([
  ['one nested, one not', (app: App) => [new Chart(new Chart(app, 'a'), 'b'), new Chart(app, 'a-b')], 'a-b', 'a/b'],
  [
    'letter case, which some file systems ignore',
    (app: App) => [new Chart(app, 'iris'), new Chart(app, 'Iris')],
    'Iris',
    'iris',
  ],
])('two charts of one file name are an error: %s', (_what, charts, second, first) => {
  const app = newApp();
  charts(app);
  expect(() => app.synthYaml()).toThrow(
    `chart '${second}' would write the same file as chart '${first}' (letter case aside); give it another id`,
  );
});

test('a chart may not be called like the file of the namespaces', () => {
  const app = newApp();
  new Chart(app, '00-Namespaces');
  expect(() => app.synthYaml()).toThrow(/^chart '00-Namespaces' would write the file '00-namespaces', which holds/);
});

test('one object in two charts is an error that names both paths', () => {
  const app = newApp();
  configMap(new Chart(app, 'a'), 'settings');
  configMap(new Chart(app, 'b'), 'settings');
  expect(() => app.synthYaml()).toThrow(
    `'b/settings': ConfigMap 'settings' is made twice (also by 'a/settings'); give one of them another name`,
  );
});

test('all problems of the app are reported at once, each with its path, and the folder stays as it was', () => {
  const app = platform();
  app.synth();
  const before = files().map(read);
  failing(app, 'first', 'is wrong', 'is wrong too');
  failing(new Chart(app, 'chart'), 'second', `Thing 'chart/second': is wrong`);
  configMap(new Chart(app, 'broken'), 'lazy', { labels: { at: Lazy.any({ produce: () => new Date(0) }) } });
  const synth = () => {
    app.synth();
  };
  expect(synth).toThrow(/^4 problems:\n/);
  expect(synth).toThrow(`\n  Construct 'first': is wrong\n  Construct 'first': is wrong too\n`);
  expect(synth).toThrow(`\n  Thing 'chart/second': is wrong\n`);
  expect(synth).toThrow(`'broken/lazy'`);
  expect(files().map(read)).toEqual(before);
});

test('what a patch breaks is found: checks run on what will be written', () => {
  const app = newApp();
  const tenant = new TenantNamespace(app, 'vision');
  server(tenant, 'iris').deployment.addJsonPatch(JsonPatch.replace('/spec/selector/matchLabels', { app: 'other' }));
  expect(() => app.synthYaml()).toThrow(
    /^'vision\/iris': spec.template.metadata.labels: must be what the selector asks for, app='other'/,
  );
});

test('fields are written in the order of reading, also those that a patch appends', () => {
  const app = newApp();
  const object = new ApiObject(new Chart(app, 'chart'), 'a', { apiVersion: 'example.com/v1', kind: 'Thing' });
  for (const key of ['zeta', 'spec', 'alpha']) object.addJsonPatch(JsonPatch.add(`/${key}`, 'text'));
  expect(app.synthYaml().match(/^\w+/gm)).toEqual(['apiVersion', 'kind', 'metadata', 'spec', 'alpha', 'zeta']);
});

test('warnings go to standard error and stop nothing; tests can read them from the app', () => {
  const app = newApp();
  server(new TenantNamespace(app, 'vision'), 'iris', 'iris:latest');
  const warning = expect.stringMatching(/^ModelServer 'vision\/iris': image 'iris:latest' has the tag 'latest'/);
  expect(app.warnings).toEqual([warning]);
  app.synthYaml();
  expect(stderr).not.toHaveBeenCalled();
  app.synth();
  expect(stderr.mock.calls).toEqual([[`warning: ${app.warnings[0]}\n`]]);
  expect(files()).toHaveLength(2);
});

test('objects of cdk8s and cdk8s-plus are written with their patches, as stock cdk8s would', () => {
  const build = (app: App): App => {
    const chart = new Chart(app, 'chart', { namespace: 'vision', labels: { team: 'a' } });
    configMap(chart, 'mine').addJsonPatch(JsonPatch.add('/data', { zeta: '1', alpha: 'yes' }));
    new ConfigMap(chart, 'theirs', { data: { level: 'info' } });
    return app;
  };
  const [ours, stock] = [build(newApp()), build(new App())].map((app) => Manifests.fromYaml(app.synthYaml()));
  expect(ours.all).toEqual(stock.all);
});

test('a file beside the manifests, which kubectl would choke on, is never written', () => {
  process.env.CDK8S_RECORD_CONSTRUCT_METADATA = 'true';
  const app = new ServingApp({ outdir, recordConstructMetadata: true });
  configMap(new Chart(app, 'chart'), 'a');
  app.synth();
  expect(files()).toEqual(['chart.k8s.yaml']);
});

test('the extension of the files is the one asked for, also in their order', () => {
  const app = new ServingApp({ outdir, outputFileExtension: '.yml' });
  for (const name of ['iris', 'iris-v2']) configMap(new Chart(app, name), name);
  app.synth();
  expect(files()).toEqual(['iris-v2.yml', 'iris.yml']);
  expect(app.synthYaml()).toBe(files().map(read).join('---\n'));
});

test('each token is asked once and each construct validated once, however many charts there are', () => {
  const app = newApp();
  const asked = jest.fn(() => 'text');
  const validated = jest.fn(() => []);
  for (const name of ['a', 'b', 'c']) {
    const chart = new Chart(app, name);
    const object = configMap(chart, name, { annotations: { at: Lazy.any({ produce: asked }) } });
    object.addJsonPatch(JsonPatch.add('/data', { late: 'x' }));
    new ApiObject(chart, 'plain', {
      ...config(`${name}-2`),
      data: { at: Lazy.any({ produce: asked }) },
    });
    new k8s.KubeConfigMap(chart, 'generated', { data: { at: Lazy.any({ produce: asked }) as string } });
    object.node.addValidation({ validate: validated });
  }
  app.synth();
  expect(asked).toHaveBeenCalledTimes(9);
  expect(validated).toHaveBeenCalledTimes(3);
});

test('an app synthesized twice is not changed by it: no dependency is added, no manifest grows', () => {
  const app = platform();
  const dependencies = () => app.node.findAll().map(({ node }) => node.dependencies.length);
  const before = dependencies();
  const first = app.synthYaml();
  app.synth();
  expect(dependencies()).toEqual(before);
  expect(app.synthYaml()).toBe(first);
});

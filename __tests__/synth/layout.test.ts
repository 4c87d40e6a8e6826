import { App, Chart } from 'cdk8s';
import fc from 'fast-check';
import type { JsonObject } from '../../lib/private/json';
import { manifestOf } from '../../lib/manifests/manifest';
import { layOut, type PlacedObject } from '../../lib/synth/layout';
import { object } from './support';

const app = new App();
const chartOf = (id: string) => (app.node.tryFindChild(id) as Chart | undefined) ?? new Chart(app, id);
let serial = 0;

const placed = (
  chartName: string,
  kind: string,
  name: string,
  namespace?: string,
  spec?: JsonObject,
): PlacedObject => ({
  ...manifestOf(
    { apiVersion: 'v1', kind, metadata: { name, namespace }, spec },
    { constructPath: `${chartName}/${name}` },
  ),
  path: `${chartName}/${name}`,
  object: object(chartOf(chartName), `object-${serial++}`),
  chart: chartOf(chartName),
});

const manifestsIn = (objects: readonly PlacedObject[]) => objects.map(({ json }) => json);
const fileNames = (objects: PlacedObject[], extension?: string) => layOut(objects, extension).map(({ name }) => name);

const kindsIn = (objects: PlacedObject[]) =>
  layOut(objects)
    .filter((file) => file.name === 'chart.k8s.yaml')
    .flatMap((file) => file.objects.map(({ kind }) => kind));
const names = (objects: readonly PlacedObject[]) => objects.map(({ kind, name }) => `${kind} ${name}`);

test('namespaces with their budgets go to the file that is applied first, everything else to the file of its chart', () => {
  const files = layOut([
    placed('vision', 'Deployment', 'iris', 'vision'),
    placed('vision', 'Namespace', 'vision'),
    placed('vision', 'LimitRange', 'limits', 'vision'),
    placed('ranking', 'ResourceQuota', 'quota', 'ranking'),
    placed('ranking', 'Service', 'rank', 'ranking'),
  ]);
  expect(files.map(({ name, objects }) => [name, names(objects)])).toEqual([
    ['00-namespaces.k8s.yaml', ['ResourceQuota quota', 'Namespace vision', 'LimitRange limits']],
    ['ranking.k8s.yaml', ['Service rank']],
    ['vision.k8s.yaml', ['Deployment iris']],
  ]);
});

test('the namespaces stand one after the other, each with its budgets behind it', () => {
  const [file] = layOut(
    ['b', 'a', 'c'].flatMap((name) => [
      placed(name, 'LimitRange', 'limits', name),
      placed(name, 'ResourceQuota', 'quota-2', name),
      placed(name, 'ResourceQuota', 'quota-1', name),
      placed(name, 'Namespace', name),
    ]),
  );
  expect(names(file.objects)).toEqual(
    ['a', 'b', 'c'].flatMap((name) => [
      `Namespace ${name}`,
      'ResourceQuota quota-1',
      'ResourceQuota quota-2',
      'LimitRange limits',
    ]),
  );
});

test('without namespaces there is no file for them, and without objects no file at all', () => {
  expect(fileNames([placed('chart', 'Service', 'a')])).toEqual(['chart.k8s.yaml']);
  expect(layOut([])).toEqual([]);
});

test('files stand in the byte order of their names, as kubectl takes them', () => {
  const base = fc.stringMatching(/^[a-zA-Z0-9][-.a-zA-Z0-9]{0,3}$/);
  fc.assert(
    fc.property(fc.uniqueArray(base), fc.constantFrom('.k8s.yaml', '.yaml', '-1.yml'), (charts, extension) => {
      const objects = charts.map((chart) => placed(chart, 'Service', 'a'));
      const files = fileNames(objects, extension);
      expect(files).toEqual([...files].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
      expect(files).toHaveLength(charts.length);
    }),
  );
});

test('iris-v2.k8s.yaml is applied before iris.k8s.yaml', () => {
  const objects = ['iris', 'iris-v2'].map((chart) => placed(chart, 'Service', 'a'));
  expect(fileNames(objects)).toEqual(['iris-v2.k8s.yaml', 'iris.k8s.yaml']);
});

test('what pods refer to comes before them, what sends them requests behind them', () => {
  const mixed = ['IngressRoute', 'Deployment', 'ConfigMap', 'HTTPRoute', 'Service', 'Secret', 'Ingress', 'RoleBinding'];
  expect(kindsIn(mixed.map((kind) => placed('chart', kind, 'a')))).toEqual([
    'ConfigMap',
    'Secret',
    'RoleBinding',
    'Deployment',
    'Service',
    'IngressRoute',
    'HTTPRoute',
    'Ingress',
  ]);
});

test('within a stage objects keep the order of declaration: those of a server stay together', () => {
  const server = (name: string) =>
    ['ServiceAccount', 'Service', 'NetworkPolicy', 'Deployment'].map((kind) =>
      placed('chart', kind, name, 'vision', { podSelector: { matchLabels: { app: name } } }),
    );
  const [file] = layOut([...server('b'), ...server('a')]);
  expect(
    names(file.objects)
      .map((text) => text.slice(-1))
      .join(''),
  ).toBe('bbbbaaaa');
});

test.each<[string, JsonObject]>([
  ['no rules', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }],
  ['empty lists of rules', { podSelector: {}, policyTypes: ['Ingress'], ingress: [], egress: [] }],
  ['no labels to match', { podSelector: { matchLabels: {} }, policyTypes: ['Ingress'] }],
  ['no selector, which means all pods', { policyTypes: ['Ingress'] }],
])('a policy for all pods with %s comes last, behind those that open what is needed', (_what, spec) => {
  const kinds = kindsIn([
    placed('chart', 'NetworkPolicy', 'deny-all', 'vision', spec),
    placed('chart', 'Ingress', 'route', 'vision'),
    placed('chart', 'Deployment', 'iris', 'vision'),
  ]);
  expect(kinds).toEqual(['Deployment', 'Ingress', 'NetworkPolicy']);
});

test.each<[string, JsonObject]>([
  ['lets somebody in', { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] }],
  ['lets out', { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [] }] }],
])(
  'a policy for all pods that %s, and so shuts out all others, comes late, before the one that opens nothing',
  (_, spec) => {
    const files = layOut([
      placed('chart', 'NetworkPolicy', 'deny-all', 'vision', { podSelector: {}, policyTypes: ['Ingress'] }),
      placed('chart', 'NetworkPolicy', 'allow', 'vision', spec),
      placed('chart', 'Ingress', 'route', 'vision'),
    ]);
    expect(files.flatMap(({ objects }) => objects.map(({ name }) => name))).toEqual(['route', 'allow', 'deny-all']);
  },
);

test.each<[string, JsonObject | undefined]>([
  ['for some pods', { podSelector: { matchLabels: { app: 'iris' } }, policyTypes: ['Ingress'] }],
  ['for pods by expression', { podSelector: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } }],
  ['without a spec', undefined],
])('a policy %s stays among the servers', (_what, spec) => {
  const kinds = kindsIn([
    placed('chart', 'NetworkPolicy', 'allow', 'vision', spec),
    placed('chart', 'Deployment', 'iris', 'vision'),
  ]);
  expect(kinds).toEqual(['NetworkPolicy', 'Deployment']);
});

test('every object is in exactly one file, exactly once', () => {
  const object = fc
    .tuple(
      fc.constantFrom('a', 'b'),
      fc.constantFrom('Namespace', 'Service', 'Secret', 'Ingress', 'LimitRange'),
      fc.nat(9),
    )
    .map(([chart, kind, number]) => placed(chart, kind, `n${number}`));
  fc.assert(
    fc.property(fc.array(object), (objects) => {
      const written = layOut(objects).flatMap((file) => manifestsIn(file.objects));
      expect(written).toHaveLength(objects.length);
      expect(new Set(written)).toEqual(new Set(manifestsIn(objects)));
    }),
  );
});

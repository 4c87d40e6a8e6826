import { manifestOf } from '../../lib/manifests/manifest';
import { titleOf } from '../../lib/manifests/object-ref';
import { NO_CONTEXT } from '../../lib/rules/context';
import { uniqueNodePorts } from '../../lib/rules/objects/unique-node-ports';
import { uniqueObjects } from '../../lib/rules/objects/unique-objects';
import { RULES } from '../../lib/rules/registry';
import type { Rule } from '../../lib/rules/rule';
import { runRules } from '../../lib/rules/run-rules';
import { validObjects } from '../../lib/rules/api-server/valid-objects';
import { setOf, setOfYaml, texts } from '../support/findings';

const check = (rule: Rule, yaml: string) => texts(rule, setOfYaml(yaml));

const object = (kind: string, metadata: string, apiVersion = 'v1') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { ${metadata} }\n---\n`;

describe('unique-objects', () => {
  test.each([
    ['another name', object('ConfigMap', 'name: a') + object('ConfigMap', 'name: b')],
    ['another kind', object('ConfigMap', 'name: a') + object('Secret', 'name: a')],
    ['another namespace', object('ConfigMap', 'name: a, namespace: x') + object('ConfigMap', 'name: a, namespace: y')],
    ['another group', object('Service', 'name: a') + object('Service', 'name: a', 'serving.knative.dev/v1')],
  ])('passes objects with %s', (_what, yaml) => {
    expect(check(uniqueObjects, yaml)).toEqual([]);
  });

  test('fails two manifests of one object, naming both constructs', () => {
    const twice = object('ConfigMap', 'name: a, namespace: x').repeat(2);
    expect(check(uniqueObjects, twice)).toEqual([
      `'app/1': ConfigMap 'a' in namespace 'x' is made twice (also by 'app/0'); give one of them another name`,
    ]);
  });

  test('fails every further one, and two versions of one API as well', () => {
    const versions = ['autoscaling/v1', 'autoscaling/v2', 'autoscaling/v2beta2'];
    const yaml = versions.map((version) => object('HorizontalPodAutoscaler', 'name: a', version)).join('');
    expect(check(uniqueObjects, yaml)).toHaveLength(2);
  });
});

describe('unique-node-ports', () => {
  const service = (name: string, spec: string) =>
    `${object('Service', `name: ${name}`).slice(0, -4)}spec: ${spec}\n---\n`;

  test.each([
    [
      'other numbers',
      service('a', '{ ports: [{ nodePort: 30001 }] }') + service('b', '{ ports: [{ nodePort: 30002 }] }'),
    ],
    [
      'none asked for',
      service('a', '{ ports: [{ port: 80 }] }') + service('b', '{ ports: [{ port: 80, nodePort: 0 }] }'),
    ],
    [
      'TCP and UDP in one Service',
      service('a', '{ ports: [{ nodePort: 30053, protocol: UDP }, { nodePort: 30053, protocol: TCP }] }'),
    ],
    ['a Service without ports', service('a', '{ type: ExternalName }') + object('Service', 'name: b')],
  ])('passes %s', (_what, yaml) => {
    expect(check(uniqueNodePorts, yaml)).toEqual([]);
  });

  test('fails two Services with one node port, naming both constructs', () => {
    const [a, b] = ['a', 'b'].map((name) => service(name, '{ ports: [{ port: 80 }, { nodePort: 30001 }] }'));
    expect(check(uniqueNodePorts, a + b)).toEqual([
      `'app/1': nodePort must be unique in the cluster, got 30001, which 'app/0' has; leave it out and the cluster chooses one`,
    ]);
  });

  test.each([
    ['TCP and UDP in two Services', '{ ports: [{ nodePort: 30001, protocol: UDP }] }'],
    ['the port of health checks', '{ healthCheckNodePort: 30001 }'],
  ])('fails %s: the cluster counts numbers only', (_what, spec) => {
    const first = service('a', '{ ports: [{ nodePort: 30001 }] }');
    expect(check(uniqueNodePorts, first + service('b', spec))).toHaveLength(1);
  });

  test('fails one node port for two ports of one Service', () => {
    const spec = '{ ports: [{ port: 80, nodePort: 30001 }, { port: 81, nodePort: 30001 }] }';
    expect(check(uniqueNodePorts, service('a', spec))).toHaveLength(1);
  });
});

describe('valid-objects, of Deployments', () => {
  const deployment = (strategy: string, selector = 'app: iris', labels = 'app: iris, extra: "1"') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris }
spec:
  strategy: ${strategy}
  selector: { matchLabels: { ${selector} } }
  template: { metadata: { labels: { ${labels} } }, spec: { containers: [{ name: main, image: iris:1 }] } }
`;

  test.each([
    '{ type: Recreate }',
    '{ type: Recreate, rollingUpdate: null }',
    '{ type: RollingUpdate }',
    '{ type: RollingUpdate, rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }',
    '{ type: RollingUpdate, rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }',
    '{ type: RollingUpdate, rollingUpdate: { maxSurge: 150%, maxUnavailable: 100% } }',
    '{ rollingUpdate: { maxSurge: 0 } }',
    '{}',
  ])('passes the strategy %s', (strategy) => {
    expect(check(validObjects, deployment(strategy))).toEqual([]);
  });

  test.each([
    [
      '{ rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } }',
      'maxUnavailable: must not come to 0 pods when maxSurge does, got 0 beside 0',
    ],
    ['{ rollingUpdate: { maxSurge: 0%, maxUnavailable: 0 } }', `got 0 beside '0%'`],
    ['{ rollingUpdate: { maxSurge: "1" } }', `maxSurge: must be a whole number, or a percentage`],
    ['{ rollingUpdate: { maxUnavailable: -1 } }', 'maxUnavailable: must be 0 or more, got -1'],
    ['{ rollingUpdate: { maxUnavailable: 101% } }', `maxUnavailable: must be at most 100%, got '101%'`],
    [
      '{ type: Recreate, rollingUpdate: { maxSurge: 1 } }',
      "rollingUpdate: is for the type 'RollingUpdate', not 'Recreate'; leave it out",
    ],
  ])('fails the strategy %s', (strategy, problem) => {
    expect(check(validObjects, deployment(strategy))).toEqual([expect.stringContaining(`'app/0': `)]);
    expect(check(validObjects, deployment(strategy))[0]).toContain(problem);
  });

  test('fails a selector that does not select the pods, label by label', () => {
    expect(
      check(validObjects, deployment('{}', 'app: iris, tier: api, track: stable', 'app: rose, track: stable')),
    ).toEqual([
      "'app/0': spec.template.metadata.labels: must be what the selector asks for, app='iris' (the pods carry 'rose'), tier='api' (the pods carry nothing); give the pod template the labels of spec.selector",
    ]);
  });

  test('looks at Deployments of Kubernetes only', () => {
    const foreign = deployment('{ rollingUpdate: { maxSurge: many } }').replace('apps/v1', 'example.com/v1');
    expect(check(validObjects, foreign)).toEqual([]);
  });
});

test.each(RULES)('the rule $id has a name in kebab-case, and a title', (rule) => {
  expect(rule.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(rule.title).toMatch(/^\S.{10,120}[^.]$/);
});

/** Kinds that rules look into, with what a patch may leave in place of their parts. */
const LOOKED_INTO = [
  ['Service', 'v1'],
  ['Deployment', 'apps/v1'],
  ['StatefulSet', 'apps/v1'],
  ['CronJob', 'batch/v1'],
  ['Pod', 'v1'],
  ['PersistentVolumeClaim', 'v1'],
  ['PodDisruptionBudget', 'policy/v1'],
  ['HorizontalPodAutoscaler', 'autoscaling/v2'],
  ['ScaledObject', 'keda.sh/v1alpha1'],
  ['VerticalPodAutoscaler', 'autoscaling.k8s.io/v1'],
] as const;
const ODD = [
  'null',
  'text',
  '5',
  '[]',
  '{}',
  '{ ports: {}, strategy: x, selector: [], template: null }',
  '{ template: { spec: { containers: [null, 5, { name: 1, image: [], env: {}, args: [1, null], ports: [null], lifecycle: x, resources: { limits: [] }, volumeMounts: x }], volumes: [null, { persistentVolumeClaim: 1 }, { image: x }] } } }',
  '{ containers: [{}, { startupProbe: [], readinessProbe: x, livenessProbe: { httpGet: 1 } }], terminationGracePeriodSeconds: x }',
  '{ scaleTargetRef: { kind: 1, name: a }, metrics: [null, { type: Resource }], triggers: x, minReplicas: x, maxReplicas: [] }',
  '{ scaleTargetRef: { apiVersion: [], name: 5 }, minAvailable: {}, selector: { matchLabels: x, matchExpressions: [1] } }',
  '{ minAvailable: [], selector: { matchLabels: { a: [] } }, accessModes: x }',
];

test.each(RULES)('the rule $id takes whatever a patch leaves behind', (rule) => {
  const objects = LOOKED_INTO.flatMap(([kind, apiVersion]) =>
    ODD.map((spec) => `${object(kind, 'name: a', apiVersion).slice(0, -4)}spec: ${spec}`),
  );
  for (const each of objects) expect(() => check(rule, each)).not.toThrow();
  expect(() => check(rule, objects.join('\n---\n'))).not.toThrow();
});

test('all rules run, and all that they find is said', () => {
  const twice =
    object('Service', 'name: a').slice(0, -4) +
    'spec: { type: NodePort, ports: [{ port: 80, nodePort: 30001 }] }\n---\n';
  expect(runRules(setOfYaml(twice + twice), NO_CONTEXT)).toHaveLength(2);
  expect(runRules(setOfYaml(object('ConfigMap', 'name: a')), NO_CONTEXT)).toEqual([]);
});

test('a manifest set keeps the order of declaration, and knows the kinds', () => {
  const set = setOfYaml(object('B', 'name: 1st') + object('A', 'name: 2nd') + object('B', 'name: 3rd'));
  expect(set.ofKind('B').map(({ name }) => name)).toEqual(['1st', '3rd']);
  expect(set.ofKind('C')).toEqual([]);
  expect(set.manifests).toHaveLength(3);
});

test.each([
  [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x' } }, '', `Namespace 'x'`],
  [
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x', namespace: 'y' } },
    'apps',
    `Deployment 'x' in namespace 'y'`,
  ],
])('a manifest knows its group and what to call it', (json, group, title) => {
  const manifest = manifestOf(json, { constructPath: 'app/x' });
  expect(manifest).toMatchObject({ origin: { constructPath: 'app/x' }, group, kind: json.kind, json });
  expect(titleOf(manifest)).toBe(title);
});

test('objects whose names the API server gives are never the same', () => {
  const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { generateName: 'check-' } };
  expect(texts(uniqueObjects, setOf([job, job]))).toEqual([]);
});

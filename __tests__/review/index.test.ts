import { reviewManifests } from 'cdk8s-model-serving/review';

const configMap = (name: string, data: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});
const deployment = (image: string, apiVersion = 'apps/v1') => ({
  apiVersion,
  kind: 'Deployment',
  metadata: { name: 'iris', namespace: 'vision' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'iris' } },
    template: { metadata: { labels: { app: 'iris' } }, spec: { containers: [{ name: 'iris', image }] } },
  },
});

test('plain objects are reviewed as the files that they are written to', () => {
  const { verdict, restarts, changes, objects } = reviewManifests([deployment('iris:1')], [deployment('iris:2')]);
  expect({ verdict, objects }).toEqual({ verdict: 'safe', objects: { before: 1, after: 1 } });
  expect(restarts.map(({ object }) => object)).toEqual([
    { apiVersion: 'apps/v1', kind: 'Deployment', name: 'iris', namespaceName: 'vision' },
  ]);
  expect(changes[0].fields).toEqual([
    { at: '/spec/template/spec/containers/0/image', kind: 'changed', before: "'iris:1'", after: "'iris:2'" },
  ]);
});

test('the objects are not changed by being reviewed', () => {
  const [before, after] = [deployment('iris:1'), deployment('iris:2')];
  reviewManifests([before], [after]);
  expect([before, after]).toEqual([deployment('iris:1'), deployment('iris:2')]);
});

test('the version of Kubernetes decides what is found', () => {
  const native = { ...deployment('iris:1') } as { spec: { template: { spec: object } } };
  const withPodResources = {
    ...native,
    spec: {
      ...native.spec,
      template: {
        ...native.spec.template,
        spec: { ...native.spec.template.spec, resources: { limits: { cpu: '1' } } },
      },
    },
  };
  const severities = (kubernetesVersion?: string) =>
    reviewManifests([], [withPodResources], { ...(kubernetesVersion && { kubernetesVersion }) }).findings.added.map(
      ({ rule, severity }) => `${severity} ${rule}`,
    );
  expect(severities('1.30')).toEqual(['error known-fields']);
  expect(severities('1.36')).toEqual([]);
  expect(severities()).toEqual(['warning known-fields']);
});

test('everything that is wrong with what is given is told at once', () => {
  expect(() =>
    reviewManifests([null as unknown as object, { kind: 'ConfigMap' }], [{ apiVersion: '', kind: 'A' }], {
      delivery: 'helm' as 'flux',
      kubernetesVersion: '2.0',
    }),
  ).toThrow(
    [
      '5 problems:',
      'before[0] must be a Kubernetes object, got nothing',
      'before[1].apiVersion must be a text that is not empty, got nothing',
      "after[0].apiVersion must be a text that is not empty, got ''",
      "delivery must be 'kubectl', 'argocd' or 'flux', got 'helm'",
      "kubernetesVersion must be a version of Kubernetes from '1.28' to '1.37', got '2.0'",
    ].join('\n  '),
  );
});

test('an object that a side has twice is told', () => {
  expect(() => reviewManifests([], [configMap('a'), configMap('a')])).toThrow(
    "after: ConfigMap 'a' is there twice, in object 1 and object 2; take one of them out",
  );
});

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
  expect(severities('1.33')).toEqual(['warning ignored-fields']);
  expect(severities('1.36')).toEqual([]);
  expect(severities()).toEqual(['warning known-fields', 'warning ignored-fields']);
});

test('facts of the cluster hold for both sides', () => {
  const service = (nodePort: number) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'iris', namespace: 'vision' },
    spec: { type: 'NodePort', selector: { app: 'iris' }, ports: [{ port: 80, nodePort }] },
  });
  const found = (nodePortMin: number) => {
    const { added, gone } = reviewManifests(
      [deployment('iris:1'), service(30080)],
      [deployment('iris:1'), service(31080)],
      {
        cluster: { nodePortMin },
      },
    ).findings;
    const aboutPorts = [added, gone].map((list) =>
      list.filter(({ message }) => message.includes('node port') || message.includes('nodePort')),
    );
    return aboutPorts.map((list) => list.length > 0);
  };
  expect(found(30000)).toEqual([false, false]);
  expect(found(31000)).toEqual([false, true]);
  expect(found(32000)).toEqual([false, false]);
});

test('what exists in the cluster already is not missed', () => {
  const ingress = (serviceName: string) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'iris', namespace: 'vision' },
    spec: {
      rules: [
        {
          host: 'models.example.com',
          http: {
            paths: [
              { path: '/', pathType: 'Prefix', backend: { service: { name: serviceName, port: { number: 80 } } } },
            ],
          },
        },
      ],
    },
  });
  const existing = ['old', 'new'].map((name) => ({ apiVersion: 'v1', kind: 'Service', name, namespaceName: 'vision' }));
  const other = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'other', namespace: 'vision' },
    spec: { type: 'ExternalName', externalName: 'example.com' },
  };
  const messages = (options: object) => {
    const sides = [
      [ingress('old'), other],
      [ingress('new'), other],
    ] as const;
    const { added, gone } = reviewManifests(...sides, options).findings;
    return [added, gone].map((list) => list.filter(({ rule }) => rule === 'existing-backends').length);
  };
  expect(messages({ cluster: { existing: existing.slice(0, 1) } })).toEqual([1, 0]);
  expect(messages({ cluster: { existing } })).toEqual([0, 0]);
});

test('facts of the cluster that are none are told', () => {
  const review = (options: object) => () => reviewManifests([], [], options);
  expect(review({ cluster: { kubernetesVersion: '1.99', nodePort: 1, nodePortMin: 40000 } })).toThrow(
    [
      '3 problems:',
      "cluster has an unknown key 'nodePort'; known are kubernetesVersion, nodePortMin, nodePortMax, dnsNamespaceName, dnsPort, nodeLocalDnsAddresses, hpaScaleToZero, prometheusOperator, existing",
      "cluster.kubernetesVersion must be a version of Kubernetes from '1.28' to '1.37', got '1.99'",
      'cluster.nodePortMin 40000 is above nodePortMax 32767',
    ].join('\n  '),
  );
  expect(review({ cluster: 'prod' })).toThrow("cluster must be an object, got 'prod'");
  expect(review({ kubernetesVersion: '1.30', cluster: { kubernetesVersion: '1.31' } })).toThrow(
    "kubernetesVersion '1.30' and cluster.kubernetesVersion '1.31' differ; give one",
  );
  expect(review({ kubernetesVersion: '1.30', cluster: { kubernetesVersion: '1.30' } })).not.toThrow();
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

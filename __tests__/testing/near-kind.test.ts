import { Manifests } from 'cdk8s-model-serving/testing';

const manifests = Manifests.of([
  { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'iris' } },
  { apiVersion: 'v1', kind: 'Service', metadata: { name: 'iris' } },
]);

test.each([
  ['Servce', 'Service'],
  ['Deploymnt', 'Deployment'],
  ['Deplyoment', 'Deployment'],
  ['Deployments', 'Deployment'],
  ['Networkpolicy', 'NetworkPolicy'],
  ['apps/v1/Deploymnt', 'Deployment'],
])('fails for %s, of which there could never be one', (kind, meant) => {
  const asked = [() => manifests.count(kind), () => manifests.find(kind)];
  const none = (): void => {
    manifests.hasNo(kind, { spec: {} });
  };
  for (const ask of [...asked, none])
    expect(ask).toThrow(`there is no kind '${kind.slice(kind.lastIndexOf('/') + 1)}'; did you mean '${meant}'?`);
});

test.each([
  ['app/v1/Deployment', "there is no Deployment of the group 'app'; did you mean 'apps'?"],
  [
    'networking.k8s.oi/v1/Ingress',
    "there is no Ingress of the group 'networking.k8s.oi'; did you mean 'networking.k8s.io'?",
  ],
  ['apps/v2/Deployment', "there is no version 'v2' of Deployment; there are 'v1'"],
  ['v2/Service', "there is no version 'v2' of Service; there are 'v1'"],
])('fails for %s, of which there could never be one either', (kind, said) => {
  expect(() => manifests.count(kind)).toThrow(said);
  expect(() => {
    manifests.hasNo(kind, {});
  }).toThrow(said);
});

test.each(['apps/v1beta1/Deployment', 'extensions/v1beta1/Ingress', 'keda.sh/v2/ScaledObject'])(
  'takes %s, which there was or may be',
  (kind) => {
    expect(manifests.count(kind)).toBe(0);
  },
);

test.each(['Widget', 'example.com/v1/Servce', 'TLSRoute', 'ServiceEntry', 'Kustomization', 'Nod', 'Ingress'])(
  'takes %s, which there may be',
  (kind) => {
    expect(manifests.count(kind)).toBe(0);
    manifests.hasNo(kind);
  },
);

test('takes what is there, however it is called', () => {
  const own = Manifests.of([{ apiVersion: 'example.com/v1', kind: 'Servce', metadata: { name: 'a' } }]);
  expect(own.count('Servce')).toBe(1);
  own.hasNo('Servce', { spec: { a: 1 } });
});

import { sharedCluster } from '../apps/shared-cluster';
import type { TenantNamespace } from '../lib';
import { ServingApp } from '../lib';
import { Authorizer, person } from './support/api-server/authorize';
import { manifestsFrom } from './support/declare';
import { podsIn, reaches, STRANGER } from './support/truth-table';

const app = new ServingApp();
sharedCluster(app);
const manifests = manifestsFrom(app);
const pods = podsIn(manifests.all);
const podsOf = (namespace: string) => pods.filter((pod) => pod.namespace === namespace);

test('each team has a namespace with its services', () => {
  expect(podsOf('checkout-ns').map(({ name }) => name)).toEqual([
    'payment-gateway',
    'order-processor',
    'notification-worker',
  ]);
  expect(podsOf('inventory-ns').map(({ name }) => name)).toEqual(['catalog-api', 'stock-syncer']);
  expect(podsOf('frontend-ns')).not.toEqual([]);
});

test('checkout-ns is closed to everything but frontend-ns and itself', () => {
  const open = [...pods, { ...STRANGER, name: 'curl', namespace: 'elsewhere' }]
    .filter((source) => podsOf('checkout-ns').some((target) => reaches(manifests.all, source, target, 8000)))
    .map(({ namespace }) => namespace);
  expect([...new Set(open)].sort()).toEqual(['checkout-ns', 'frontend-ns']);
});

test('checkout-ns has ten CPUs and 20 GiB, and its services fit, also while they roll', () => {
  const { hard } = manifests.get('ResourceQuota', undefined, 'checkout-ns').spec;
  expect(hard).toMatchObject({ 'requests.cpu': '10', 'limits.memory': '20Gi' });
  expect(Object.keys(hard).filter((key) => /cpu|memory/.test(key))).toEqual(['limits.memory', 'requests.cpu']);
  const cpuOf = (name: string) =>
    manifests.get('Deployment', name).spec.template.spec.containers[0].resources.requests.cpu;
  expect([cpuOf('payment-gateway'), cpuOf('notification-worker')]).toEqual(['2', '100m']);
  const checkout = app.node.children.find(({ node }) => node.id === 'checkout-ns') as TenantNamespace;
  expect(checkout.headroom()).toMatchSnapshot();
});

test('checkout-dev-group administers checkout-ns and nothing else', () => {
  const authorizer = new Authorizer(manifests.all);
  const jane = person('jane', 'checkout-dev-group');
  const may = (verb: string, resource: string, namespace: string) =>
    authorizer.allows(jane, { verb, resource, namespace, name: 'x' });
  expect(may('delete', 'pods', 'checkout-ns')).toBe(true);
  expect(may('delete', 'pods', 'inventory-ns')).toBe(false);
  expect(may('get', 'pods', 'inventory-ns')).toBe(false);
  expect(manifests.get('RoleBinding', undefined, 'checkout-ns')).toMatchObject({
    roleRef: { kind: 'ClusterRole', name: 'admin' },
    subjects: [{ kind: 'Group', name: 'checkout-dev-group' }],
  });
});

test('nothing in it is warned about', () => {
  expect(app.warnings).toEqual([]);
});

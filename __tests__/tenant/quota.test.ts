import { App } from 'cdk8s';
import {
  ModelServer,
  QuotaAccelerator,
  ServiceType,
  ServingApp,
  TenantNamespace,
  type TenantNamespaceProps,
} from '../../lib';
import { Manifests } from '../../lib/testing';
import { manifestsFrom, MINIMAL } from '../support/declare';

const declareTenant = (props: TenantNamespaceProps, app = new ServingApp()) => ({
  app,
  tenant: new TenantNamespace(app, 'vision', props),
});
const manifestsWith = (props: TenantNamespaceProps) => manifestsFrom(declareTenant(props).app);
const hardOf = (quota: TenantNamespaceProps['quota'], props: TenantNamespaceProps = {}) =>
  manifestsWith({ ...props, quota }).get('ResourceQuota', 'vision-quota').spec.hard;
/** No Services that open ports, which every quota says unless told otherwise. */
const CLOSED = { 'services.loadbalancers': '0', 'services.nodeports': '0' };

test('the budget of a team is a ResourceQuota and a LimitRange, in the file that is applied first', () => {
  const { app } = declareTenant({ quota: { cpu: '40', memory: '160Gi', gpus: 4, pods: 60 } });
  const text = app.synthYaml();
  const [, ...budget] = text.split('---\n').slice(0, 3);
  expect(budget.join('---\n')).toBe(`apiVersion: v1
kind: ResourceQuota
metadata:
  name: vision-quota
  namespace: vision
  labels:
    app.kubernetes.io/managed-by: cdk8s-model-serving
spec:
  hard:
    limits.cpu: "40"
    limits.memory: 160Gi
    pods: "60"
    requests.cpu: "40"
    requests.memory: 160Gi
    requests.nvidia.com/gpu: "4"
    services.loadbalancers: "0"
    services.nodeports: "0"
---
apiVersion: v1
kind: LimitRange
metadata:
  name: vision-limits
  namespace: vision
  labels:
    app.kubernetes.io/managed-by: cdk8s-model-serving
spec:
  limits:
    - type: Container
      default:
        cpu: 500m
        memory: 512Mi
      defaultRequest:
        cpu: 500m
        memory: 512Mi
      max:
        cpu: "40"
        memory: 160Gi
      min:
        cpu: 1m
        memory: 1Mi
`);
});

test('checkout-ns: a quota of CPU requests and memory limits alone, under which no pod goes without a value', () => {
  const app = new ServingApp();
  const checkout = new TenantNamespace(app, 'checkout-ns', { quota: { cpuRequest: '10', memoryLimit: '20Gi' } });
  const servers = { 'payment-gateway': '2.0', 'order-processor': '500m', 'notification-worker': '0.1' };
  for (const [name, cpu] of Object.entries(servers))
    new ModelServer(checkout, name, { ...MINIMAL, resources: { cpu, memory: '1Gi' } });
  expect(manifestsFrom(app).all.length).toBeGreaterThan(10);
  // No default limit of CPU: it would make containers invalid that ask for more and give no limit.
  expect(app.synthYaml().split('---\n').slice(1, 3).join('---\n')).toBe(`apiVersion: v1
kind: ResourceQuota
metadata:
  name: checkout-ns-quota
  namespace: checkout-ns
  labels:
    app.kubernetes.io/managed-by: cdk8s-model-serving
spec:
  hard:
    limits.memory: 20Gi
    requests.cpu: "10"
    services.loadbalancers: "0"
    services.nodeports: "0"
---
apiVersion: v1
kind: LimitRange
metadata:
  name: checkout-ns-limits
  namespace: checkout-ns
  labels:
    app.kubernetes.io/managed-by: cdk8s-model-serving
spec:
  limits:
    - type: Container
      default:
        memory: 512Mi
      defaultRequest:
        cpu: 500m
        memory: 512Mi
      max:
        memory: 20Gi
      min:
        cpu: 1m
        memory: 1Mi
`);
  expect(checkout.headroom().peak).toMatchObject({ 'requests.cpu': '2200m', 'limits.memory': '11Gi' });
});

test.each<[TenantNamespaceProps['quota'], { [key: string]: string }]>([
  [{ cpu: '4' }, { 'requests.cpu': '4', 'limits.cpu': '4' }],
  [
    { cpu: '4', cpuLimit: '8000m' },
    { 'requests.cpu': '4', 'limits.cpu': '8000m' },
  ],
  [
    { memory: '8Gi', memoryRequest: '4096Mi' },
    { 'requests.memory': '4096Mi', 'limits.memory': '8Gi' },
  ],
  [
    { cpu: '0', pods: 0 },
    { 'requests.cpu': '0', 'limits.cpu': '0', pods: '0' },
  ],
  [{ gpus: 4 }, { 'requests.nvidia.com/gpu': '4' }],
  [
    {
      accelerators: [
        QuotaAccelerator.resource('amd.com/gpu', 2),
        QuotaAccelerator.nvidiaMig('1g.10gb', 8),
        // The device plugin writes a dot for the plus of an attribute.
        QuotaAccelerator.nvidiaMig('1g.5gb+me', 1),
        QuotaAccelerator.deviceClass('gpu.example.com', 3),
        QuotaAccelerator.deviceClassRequests('gpu.example.com', 4),
      ],
    },
    {
      'requests.amd.com/gpu': '2',
      'requests.nvidia.com/mig-1g.10gb': '8',
      'requests.nvidia.com/mig-1g.5gb.me': '1',
      'gpu.example.com.deviceclass.resource.k8s.io/devices': '3',
      'requests.deviceclass.resource.kubernetes.io/gpu.example.com': '4',
    },
  ],
  [
    { storage: '1Ti', storageClasses: { fast: { storage: '500Gi', claims: 5 }, slow: { claims: 0 } } },
    {
      'requests.storage': '1Ti',
      'fast.storageclass.storage.k8s.io/requests.storage': '500Gi',
      'fast.storageclass.storage.k8s.io/persistentvolumeclaims': '5',
      'slow.storageclass.storage.k8s.io/persistentvolumeclaims': '0',
    },
  ],
  [{ ephemeralStorage: '100Gi' }, { 'requests.ephemeral-storage': '100Gi', 'limits.ephemeral-storage': '100Gi' }],
  [
    {
      objects: {
        'deployments.apps': 20,
        'ingressroutes.traefik.io': 5,
        configmaps: 30,
        'services.serving.knative.dev': 4,
      },
    },
    {
      'count/services.serving.knative.dev': '4',
      'count/deployments.apps': '20',
      'count/ingressroutes.traefik.io': '5',
      'count/configmaps': '30',
    },
  ],
  [
    { hard: { 'requests.hugepages-2Mi': '4Gi', services: '10', 'requests.example.com/fpga': '2' } },
    { 'requests.hugepages-2Mi': '4Gi', services: '10', 'requests.example.com/fpga': '2' },
  ],
])('%j is enforced as %j', (quota, hard) => {
  expect(hardOf(quota)).toEqual({ ...hard, ...CLOSED });
});

test('amounts that are given in several places at once are errors that name both', () => {
  expect(() => hardOf({ cpu: '4', hard: { 'requests.cpu': '5' } })).toThrow(
    "quota.hard must not set 'requests.cpu', which quota.cpu sets; remove one of them",
  );
  expect(() => hardOf({ cpu: '4', hard: { cpu: '5' } })).toThrow(/must not set 'cpu', which quota\.cpu sets/);
  expect(() => hardOf({ gpus: 1, accelerators: [QuotaAccelerator.resource('nvidia.com/gpu', 2)] })).toThrow(
    "quota.accelerators[0] must not set 'requests.nvidia.com/gpu', which quota.gpus sets",
  );
});

test.each<[ServiceType[], { [key: string]: string }]>([
  [[], CLOSED],
  [[ServiceType.NODE_PORT], { 'services.loadbalancers': '0' }],
  // A LoadBalancer is charged node ports as well.
  [[ServiceType.LOAD_BALANCER], {}],
  [[ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER], {}],
])('with the exposure %j ports are limited by %j', (exposure, ports) => {
  expect(hardOf({ pods: 5 }, { exposure })).toEqual({ pods: '5', ...ports });
});

test('node ports and load balancers may be counted where they are allowed, and in the words of Kubernetes', () => {
  const exposure = [ServiceType.LOAD_BALANCER];
  const counted = { 'services.loadbalancers': '2', 'services.nodeports': '4' };
  expect(hardOf({ nodePorts: 4, loadBalancers: 2 }, { exposure })).toEqual(counted);
  expect(hardOf({ hard: counted })).toEqual(counted);
});

test('the pods of a PriorityClass get a quota of their own, within that of the namespace', () => {
  const manifests = manifestsWith({
    quota: { cpu: '40', priorityClasses: { 'high.models': { cpuRequest: '4', gpus: 1, pods: 3 } } },
  });
  expect(manifests.get('ResourceQuota', 'vision-quota-high.models').spec).toEqual({
    hard: { pods: '3', 'requests.cpu': '4', 'requests.nvidia.com/gpu': '1' },
    scopeSelector: {
      matchExpressions: [{ operator: 'In', scopeName: 'PriorityClass', values: ['high.models'] }],
    },
  });
});

test('where nothing is limited there is no ResourceQuota: budgets of PriorityClasses have theirs, no budget at all is a slip', () => {
  const exposure = [ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER];
  const manifests = manifestsWith({ exposure, quota: { priorityClasses: { high: { pods: 3 } } } });
  expect(manifests.all.filter(({ kind }) => kind === 'ResourceQuota').map(({ metadata }) => metadata.name)).toEqual([
    'vision-quota-high',
  ]);
  expect(() => hardOf({}, { exposure })).toThrow(
    'quota must limit something, for with this exposure it closes no ports',
  );
  expect(hardOf({})).toEqual(CLOSED);
});

test('without a quota there is neither object, and limits alone make a LimitRange of what they say', () => {
  expect(manifestsWith({}).all.filter(({ kind }) => /ResourceQuota|LimitRange/.test(kind))).toEqual([]);
  const manifests = manifestsWith({ limits: { maxMemory: '8Gi' } });
  expect(manifests.get('LimitRange').spec.limits).toEqual([
    {
      type: 'Container',
      default: { memory: '8Gi' },
      defaultRequest: { memory: '512Mi' },
      max: { memory: '8Gi' },
      min: { memory: '1Mi' },
    },
  ]);
});

test('everything is in every app, also that of cdk8s, and in the same order whatever the order of keys', () => {
  const quota = { objects: { services: 1, configmaps: 5 }, cpu: '1', hard: { secrets: '3', pods: '4' } };
  const turned = Object.fromEntries(Object.entries(quota).reverse());
  const yamlOf = (given: object) => {
    const app = new App();
    new TenantNamespace(app, 'vision', { quota: given });
    return app.synthYaml();
  };
  expect(yamlOf(turned)).toBe(yamlOf(quota));
  expect(Manifests.fromYaml(yamlOf(quota)).get('LimitRange', 'vision-limits')).toBeDefined();
});

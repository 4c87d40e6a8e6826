import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { ModelServer, RollingStrategy, ServiceType, ServingApp, TenantNamespace } from '../../lib';
import { declare, failureOf, MINIMAL } from '../support/declare';

const QUOTA = { cpu: '40', memory: '160Gi', gpus: 4, pods: 60 };

test('a tenant says what is used and what is left, at rest and while it rolls out', () => {
  const { tenant } = declare(
    { replicas: 3, resources: { cpu: '500m', memory: '1Gi' } },
    { tenant: { quota: QUOTA, exposure: [] } },
  );
  new ModelServer(tenant, 'ranker', { ...MINIMAL, replicas: 2, rollout: RollingStrategy.inPlace() });
  expect(tenant.used().steady).toMatchObject({ 'limits.cpu': '2500m', 'requests.memory': '5Gi', pods: '5' });
  expect(tenant.used().peak).toMatchObject({ 'limits.cpu': '3', 'requests.memory': '6Gi', pods: '6' });
  expect(tenant.used().terminating).toMatchObject({ 'limits.cpu': '4', 'requests.memory': '8Gi', pods: '8' });
  const { perQuota, ...left } = tenant.headroom();
  expect(left).toEqual({
    steady: {
      'limits.cpu': '37500m',
      'limits.memory': '155Gi',
      pods: '55',
      'requests.cpu': '37500m',
      'requests.memory': '155Gi',
      'requests.nvidia.com/gpu': '4',
      'services.loadbalancers': '0',
      'services.nodeports': '0',
    },
    peak: expect.objectContaining({ 'limits.cpu': '37', 'limits.memory': '154Gi', pods: '54' }),
    terminating: expect.objectContaining({ 'limits.cpu': '36', 'limits.memory': '152Gi', pods: '52' }),
  });
  expect(perQuota).toEqual([{ quotaName: 'vision-quota', ...left }]);
});

test('asking changes nothing of what is written', () => {
  const asked = declare({}, { tenant: { quota: QUOTA } });
  asked.tenant.used();
  asked.tenant.headroom();
  expect(asked.app.synthYaml()).toBe(declare({}, { tenant: { quota: QUOTA } }).app.synthYaml());
});

test('too much taken shows as less than nothing left', () => {
  const { tenant } = declare({ replicas: 3 }, { tenant: { quota: { cpu: '1', memory: '2Gi', pods: 1 } } });
  expect(tenant.headroom().steady).toMatchObject({ 'limits.cpu': '-500m', 'limits.memory': '-1Gi', pods: '-2' });
});

test('patches, objects made by hand and exposed Services are counted, whatever lies outside is not', () => {
  const { app, tenant, server } = declare(
    { replicas: 1, service: { serviceType: ServiceType.NODE_PORT } },
    { tenant: { quota: QUOTA, exposure: [ServiceType.NODE_PORT] } },
  );
  server.deployment.addJsonPatch(JsonPatch.replace('/spec/replicas', 4));
  new ApiObject(new Construct(tenant, 'deep'), 'bare', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'bare' },
    spec: { containers: [{ name: 'main', image: 'x:1' }] },
  });
  new ModelServer(new TenantNamespace(app, 'other'), 'iris', MINIMAL);
  // The bare pod gets what the LimitRange gives: 500m and 512Mi.
  expect(tenant.used().steady).toMatchObject({ pods: '5', 'limits.cpu': '2500m', 'limits.memory': '4608Mi' });
  expect(tenant.used().steady['services.nodeports']).toBe('1');
});

test('a quota made by hand counts too; of several the least that is left holds', () => {
  const { tenant } = declare(
    { replicas: 2 },
    { tenant: { quota: { pods: 9, priorityClasses: { high: { pods: 3 } } } } },
  );
  new ApiObject(tenant, 'mine', {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'mine' },
    spec: { hard: { pods: '5', cpu: 3 } },
  });
  const { steady, perQuota } = tenant.headroom();
  expect(steady).toMatchObject({ pods: '3', cpu: '2' });
  expect(perQuota.map(({ quotaName, steady: left }) => [quotaName, left.pods])).toEqual([
    ['vision-quota', '7'],
    // No server is of the class.
    ['vision-quota-high', '3'],
    ['mine', '3'],
  ]);
});

test('pods of a PriorityClass are charged to its quota as well', () => {
  const { tenant } = declare(
    { replicas: 2, placement: { priorityClassName: 'high' } },
    { tenant: { quota: { cpu: '8', priorityClasses: { high: { cpuRequest: '2' } } } } },
  );
  const [all, high] = tenant.headroom().perQuota;
  expect([all.steady['requests.cpu'], high.steady]).toEqual(['7', { 'requests.cpu': '1' }]);
});

test('a tenant without a quota has used something and has no headroom to speak of', () => {
  const { tenant } = declare();
  expect(tenant.used().steady.pods).toBe('2');
  expect(tenant.headroom()).toEqual({ steady: {}, peak: {}, terminating: {}, perQuota: [] });
});

test('an empty tenant holds what every namespace does', () => {
  const tenant = new TenantNamespace(new App(), 'vision', { defaultDeny: false });
  expect(tenant.used()).toEqual({
    steady: { 'count/configmaps': '1', 'count/serviceaccounts': '1' },
    peak: { 'count/configmaps': '1', 'count/serviceaccounts': '1' },
    terminating: { 'count/configmaps': '1', 'count/serviceaccounts': '1' },
    notes: [],
  });
});

test('what manifests do not say is noted, and the overhead of a RuntimeClass of the app is counted', () => {
  const app = new ServingApp();
  const tenant = new TenantNamespace(app, 'vision');
  new ApiObject(new Chart(app, 'platform'), 'kata', {
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name: 'kata' },
    handler: 'kata',
    overhead: { podFixed: { cpu: '250m' } },
  });
  const template = { spec: { runtimeClassName: 'kata', containers: [{ name: 'main', image: 'x:1' }] } };
  new ApiObject(tenant, 'agent', {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: {},
    spec: { template },
  });
  expect(tenant.used().notes).toEqual(["'vision/agent' has a pod on every node it is for, counted as one"]);
  expect(tenant.used().steady['requests.cpu']).toBe('250m');
});

test('what cannot be written as a manifest is named, and why', () => {
  const { tenant } = declare();
  new ApiObject(tenant, 'odd', { apiVersion: 'v1', kind: 'ConfigMap', data: Object.create(null) as object });
  expect(failureOf(() => tenant.used())).toMatch(
    /^'vision\/odd' cannot be written as a manifest, .*; use plain objects/,
  );
  expect(failureOf(() => tenant.headroom())).toContain("'vision/odd' cannot be written");
});

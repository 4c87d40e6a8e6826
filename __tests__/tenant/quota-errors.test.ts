import { QuotaAccelerator, ServingApp, TenantNamespace } from '../../lib';
import { failureOf } from '../support/declare';

const failureWith = (quota: unknown) =>
  failureOf(() => new TenantNamespace(new ServingApp(), 'vision', { quota: quota as never }));

/** Keys that the API server takes and never counts, or refuses, and the key that works in their place. */
test.each([
  ['limits.nvidia.com/gpu', 'never enforced', `'requests.nvidia.com/gpu'`],
  ['nvidia.com/gpu', 'never enforced', `'requests.nvidia.com/gpu'`],
  ['count/deployments', 'never enforced', `'count/deployments.apps'`],
  ['count/Deployments.apps', 'never enforced', `'count/deployments.apps'`],
  ['count/services.core', 'never enforced', `'count/services'`],
  ['count/ingresses.extensions', 'never enforced', `'count/ingresses.networking.k8s.io'`],
  ['count/rollouts', 'never enforced', `'count/rollouts.argoproj.io'`],
  ['count/deploymnts', 'never enforced', `'count/<plural>.<group>', for example 'count/deployments.apps'`],
  ['count/deployment.apps', 'never enforced', `'count/deployments.apps'`],
  ['count/deploments.apps', 'never enforced', `'count/deployments.apps'`],
  ['count/deploymetns.apps', 'never enforced', `'count/deployments.apps'`],
  ['count/deployments.app', 'never enforced', `'count/deployments.apps'`],
  ['count/deployments.v1.apps', 'never enforced', `'count/deployments.apps'`],
  ['count/jobs.apps', 'never enforced', `'count/jobs.batch'`],
  [
    'count/horizontalpodautoscalers.autoscaling.k8s.io',
    'never enforced',
    `'count/horizontalpodautoscalers.autoscaling'`,
  ],
  ['count/clusterroles.rbac.authorization.k8s.io', 'never enforced', 'live in no namespace'],
  ['count/namespaces', 'never enforced', 'live in no namespace'],
  ['count/events', 'never enforced', `no quota counts 'events'`],
  ['count/events.events.k8s.io', 'never enforced', `no quota counts 'events.events.k8s.io'`],
  ['count/Events', 'never enforced', `no quota counts 'events'`],
  ['count/rollout.argoproj.io', 'never enforced', `'count/rollouts.argoproj.io'`],
  ['count/rollouts.argoprj.io', 'never enforced', `'count/rollouts.argoproj.io'`],
  ['count/models.example', 'never enforced', `'count/<plural>.<group>'`],
  ['requests.requests.nvidia.com/gpu', 'never enforced', `'requests.nvidia.com/gpu'`],
  ['requests.limits.nvidia.com/gpu', 'never enforced', `'requests.nvidia.com/gpu'`],
  ['fast.storageclass.storage.k8s.io/limits.storage', 'never enforced', 'k8s.io/requests.storage'],
  ['gpu.deviceclass.resource.k8s.io/claims', 'never enforced', `'gpu.deviceclass.resource.k8s.io/devices'`],
  ['requests.kubernetes.io/gpu', 'never enforced', `'requests.<domain>/<name>'`],
  ['gpu', 'refused', `'requests.nvidia.com/gpu'`],
  ['requests.gpu', 'refused', `'requests.nvidia.com/gpu'`],
  ['storage', 'refused', `'requests.storage'`],
  ['ingresses', 'refused', `'count/ingresses.networking.k8s.io'`],
  ['resourceclaims', 'refused', `'count/resourceclaims.resource.k8s.io'`],
  ['limits.hugepages-2Mi', 'refused', `'hugepages-2Mi'`],
  ['request.cpu', 'refused', `'requests.cpu'`],
  ['requests.foo', 'refused', `'requests.<domain>/<name>'`],
  ['a b/c', 'refused', '[prefix/]name'],
  ['', 'refused', 'requests.<domain>/<name>'],
])('the key %j is %s, and the message names what works', (key, fate, working) => {
  const failure = failureWith({ hard: { [key]: '1' } });
  expect(failure).toContain(`TenantNamespace 'vision': quota.hard['${key}'] is `);
  expect(failure).toContain(fate);
  expect(failure).toContain(working);
});

test.each([
  'models.serving.example.com',
  'verticalpodautoscalers.autoscaling.k8s.io',
  'podgroups.scheduling.x-k8s.io',
  'ingressroutes.traefik.containo.us',
  'udproutes.gateway.networking.k8s.io',
  'llminferenceservices.serving.kserve.io',
  'codebases.v2.edp.epam.com',
  'endpoints',
])('%s may well exist and is counted', (resource) => {
  expect(
    () => new TenantNamespace(new ServingApp(), 'vision', { quota: { objects: { [resource]: 1 } } }),
  ).not.toThrow();
});

test('a quota of very many keys takes time in proportion to them', () => {
  const keys = Array.from({ length: 20_000 }, (_, index) => [`requests.example.com/device-${index}`, '1']);
  const start = performance.now();
  new TenantNamespace(new ServingApp(), 'vision', { quota: { hard: Object.fromEntries(keys) } });
  // Compared with each other they take more than 20 s.
  expect(performance.now() - start).toBeLessThan(4000);
});

test.each<[unknown, string]>([
  [{ cpu: 4 }, `quota.cpu must be a CPU quantity such as '500m' or '2', not finer than 1m or 0, got 4`],
  [{ cpu: '-1' }, `quota.cpu must be a CPU quantity`],
  [{ cpuLimit: '1.0005' }, `quota.cpuLimit must be a CPU quantity`],
  [{ memory: '100m' }, `quota.memory must be a quantity of bytes`],
  [{ memory: '20 Gi' }, `quota.memory must be a quantity of bytes such as '512Mi' or '2Gi', or 0, got '20 Gi'`],
  [{ memoryRequest: '1GiB' }, `quota.memoryRequest must be a quantity of bytes`],
  [{ storage: 'lots' }, `quota.storage must be a quantity of bytes`],
  [{ gpus: 0.5 }, `quota.gpus must be a whole number of 0 or more, got 0.5`],
  [{ gpus: '4' }, `quota.gpus must be a whole number of 0 or more, got '4'`],
  [{ pods: -1 }, `quota.pods must be a whole number of 0 or more, got -1`],
  [{ nodePorts: NaN }, `quota.nodePorts must be a whole number of 0 or more, got NaN`],
  [{ hard: { pods: '1.5' } }, `quota.hard['pods'] must be a whole number as text such as '4', since parts`],
  [{ hard: { 'requests.nvidia.com/gpu': '500m' } }, `must be a whole number as text`],
  [
    { hard: { pods: 5 } },
    `quota.hard['pods'] must be a whole number as text such as '4', since parts of it do not exist, got 5`,
  ],
  [{ hard: { 'requests.cpu': null } }, `quota.hard['requests.cpu'] must be a CPU quantity`],
  [{ objects: { deployments: 5 } }, `never enforced; use 'count/deployments.apps'`],
  [{ objects: { 'count/services': 5 } }, `quota.objects['count/services'] must be named without 'count/'`],
  [{ objects: { services: '5' } }, `quota.objects['services'] must be a whole number of 0 or more, got '5'`],
  [{ objects: { services: -1 } }, `quota.objects['count/services'] must be a whole number`],
  [{ objects: [5] }, `quota.objects must be an object, got [5]`],
  [{ storageClasses: { Fast: { claims: 1 } } }, `quota.storageClasses keys must be lower-case letters`],
  [{ storageClasses: { fast: {} } }, `quota.storageClasses['fast'] must give storage, claims or both`],
  [{ storageClasses: { fast: '1Ti' } }, `quota.storageClasses['fast'] must be an object, got '1Ti'`],
  [{ storageClasses: { fast: { size: '1Ti' } } }, `quota.storageClasses['fast'] has no prop 'size'`],
  [{ storageClasses: { fast: null } }, `quota.storageClasses['fast'] must give storage, claims or both, got nothing`],
  [{ priorityClasses: { high: {} } }, `quota.priorityClasses['high'] must limit something`],
  [{ priorityClasses: { high: { storage: '1' } } }, `quota.priorityClasses['high'] has no prop 'storage'`],
  [{ priorityClasses: { 'High!': { pods: 1 } } }, `quota.priorityClasses keys must be lower-case letters`],
  [{ priorityClasses: { ['h'.repeat(181)]: { pods: 1 } } }, `quota.priorityClasses keys must have at most 180`],
  [
    { priorityClasses: { high: { accelerators: [QuotaAccelerator.deviceClass('gpu.example', 1)] } } },
    `quota.priorityClasses['high'].accelerators[0] cannot be counted by PriorityClass`,
  ],
  [{ accelerators: ['amd.com/gpu'] }, `quota.accelerators[0] must be made by QuotaAccelerator.resource(name, n)`],
  [{ accelerators: [null] }, `quota.accelerators[0] must be made by QuotaAccelerator.resource(name, n)`],
  [{ accelerators: [QuotaAccelerator.resource('gpu', 1)] }, `quota.accelerators[0].resource must be the name of an`],
  [{ accelerators: [QuotaAccelerator.resource('cpu.kubernetes.io/x', 1)] }, `must be the name of an extended resource`],
  [{ accelerators: [QuotaAccelerator.resource('amd.com/gpu', 0.5)] }, `accelerators[0].count must be a whole number`],
  [{ accelerators: [QuotaAccelerator.resource('amd..com/gpu', 1)] }, `quota.accelerators[0].resource must be the name`],
  [
    { accelerators: [QuotaAccelerator.resource('requests.requests.amd.com/gpu', 1)] },
    `without 'requests.' or 'limits.', got 'requests.requests.amd.com/gpu'; use 'amd.com/gpu'`,
  ],
  [{ accelerators: [QuotaAccelerator.nvidiaMig('1g.5gb.me..', 1)] }, `profile must be a MIG profile`],
  [{ accelerators: [QuotaAccelerator.nvidiaMig('1c.2g.10gb', 1)] }, `profile must be a MIG profile`],
  [{ accelerators: [QuotaAccelerator.nvidiaMig('8g.80gb', 1)] }, `profile must be a MIG profile`],
  [{ accelerators: [QuotaAccelerator.nvidiaMig('10gb', 1)] }, `profile must be a MIG profile such as '1g.10gb'`],
  [{ accelerators: [QuotaAccelerator.deviceClass('A', 1)] }, `accelerators[0].deviceClass must be lower-case`],
  [{ accelerators: [QuotaAccelerator.deviceClass(undefined as never, 1)] }, `must be the name of a DeviceClass`],
  [{ accelerators: [QuotaAccelerator.resource(5 as never, undefined as never)] }, `got 5`],
  [{ cpus: '4' }, `quota has no prop 'cpus'; did you mean 'cpu'?`],
  ['10', `quota must be an object, got '10'`],
  [[{ cpu: '1' }], `quota must be a`],
  [JSON.parse('{ "hard": { "__proto__": "1" } }'), `quota.hard['__proto__'] is refused`],
  [JSON.parse('{ "objects": { "__proto__": 1 } }'), `quota.objects['count/__proto__']`],
])('%j is refused', (quota, problem) => {
  expect(failureWith(quota)).toContain(problem);
});

test('everything wrong with a quota is reported at once', () => {
  expect(failureWith({ cpu: 1, memory: 'x', gpus: -1, hard: { gpu: '1' } })).toMatch(/^4 problems:/);
});

test('null is nothing given', () => {
  expect(
    () => new TenantNamespace(new ServingApp(), 'vision', { quota: null as never, limits: null as never }),
  ).not.toThrow();
});

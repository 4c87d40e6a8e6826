import { ApiObject } from 'cdk8s';
import {
  BlueGreen,
  Colour,
  ContainerImage,
  type ContainerResources,
  type ServerResources,
  SmokeTest,
  type TenantNamespaceProps,
} from '../../lib';
import { blueGreen, canary, inTenant, OLD, SERVER } from '../rollout/support';
import { containerOf, declare, failureOf, podSpecOf } from '../support/declare';

const BASE = { cpu: '200m', memory: '1Gi' };
const limitsOf = (resources: Partial<ServerResources>) =>
  containerOf({ resources: { ...BASE, ...resources } }).resources;

describe("a value of 'none'", () => {
  test.each<[string, Partial<ServerResources>, object]>([
    [
      'as the limit of CPU writes none',
      { cpuLimit: 'none' },
      {
        limits: { 'ephemeral-storage': '2Gi', memory: '1Gi' },
        requests: { cpu: '200m', 'ephemeral-storage': '2Gi', memory: '1Gi' },
      },
    ],
    [
      'as the limit of local disk writes none',
      { ephemeralStorageLimit: 'none' },
      {
        limits: { cpu: '200m', memory: '1Gi' },
        requests: { cpu: '200m', 'ephemeral-storage': '2Gi', memory: '1Gi' },
      },
    ],
    [
      'as local disk writes neither',
      { ephemeralStorage: 'none' },
      { limits: { cpu: '200m', memory: '1Gi' }, requests: { cpu: '200m', memory: '1Gi' } },
    ],
    [
      'goes with an amount',
      { ephemeralStorage: 'none', ephemeralStorageLimit: '4Gi', cpuLimit: 'none' },
      { limits: { 'ephemeral-storage': '5Gi', memory: '1Gi' }, requests: { cpu: '200m', memory: '1Gi' } },
    ],
  ])('%s', (_, resources, written) => {
    expect(limitsOf(resources)).toEqual(written);
  });

  test('is for init containers and sidecars too', () => {
    const resources: ContainerResources = { ...BASE, cpuLimit: 'none', ephemeralStorage: 'none' };
    const extra = (name: string) => ({ name, image: ContainerImage.of('helper:1'), resources });
    const { initContainers } = podSpecOf({ initContainers: [extra('fetch')], sidecars: [extra('proxy')] });
    for (const { resources: made } of initContainers)
      expect(made).toEqual({ limits: { memory: '1Gi' }, requests: BASE });
  });

  test.each<[Partial<ServerResources>, string]>([
    [
      { cpuLimit: '0' },
      "cpuLimit must be a CPU quantity such as '500m' or '2', not finer than 1m and above 0, got '0'; write 'none' for none",
    ],
    [{ cpuLimit: 'unlimited' }, "got 'unlimited'; write 'none' for none"],
    [{ ephemeralStorageLimit: '' }, "got ''; write 'none' for none"],
    [{ ephemeralStorage: 'None' }, "got 'None'; write 'none' for none"],
    [{ ephemeralStorageLimit: '512Mi' }, "ephemeralStorageLimit must be at least the request of '1Gi', got '512Mi'"],
    [
      { memoryLimit: 'none' },
      "memoryLimit must be an amount, since memory is not given back as CPU is, got 'none'; write the most that the container may ever take",
    ],
    [{ memoryLimit: '0' }, "memoryLimit must be an amount, since memory is not given back as CPU is, got '0'"],
    [{ cpu: 'none' }, "cpu must be a CPU quantity such as '500m' or '2', not finer than 1m and above 0, got 'none'"],
  ])('%p is said in another way, or not to be had', (resources, message) => {
    expect(failureOf(() => declare({ resources: { ...BASE, ...resources } }))).toContain(message);
  });
});

describe('what counts or gives limits of CPU', () => {
  const resources = { ...BASE, cpuLimit: 'none' };
  const extra = [{ name: 'proxy', image: ContainerImage.of('proxy:1'), resources }];

  test.each<[string, TenantNamespaceProps]>([
    ['a quota of CPU', { quota: { cpu: '10' } }],
    ['a quota of limits alone', { quota: { cpuLimit: '10' } }],
    ['a default of the tenant', { limits: { defaultCpu: '500m' } }],
    ['a most of the tenant', { limits: { maxCpu: '4' } }],
  ])('refuses none, for any container: %s', (_, tenant) => {
    const given = tenant.limits?.maxCpu ?? '500m';
    const message = `resources.cpuLimit must be an amount in a tenant whose LimitRange gives '${given}' to those without, got 'none'`;
    expect(failureOf(() => declare({ resources }, { tenant }))).toContain(message);
    expect(failureOf(() => declare({ initContainers: extra }, { tenant }))).toContain(message);
    expect(failureOf(() => declare({ sidecars: extra }, { tenant }))).toContain(message);
    const verify = SmokeTest.http('/', { resources });
    const props = { server: SERVER, blue: OLD, active: Colour.BLUE, verify };
    expect(failureOf(() => inTenant((scope) => new BlueGreen(scope, 'ranker', props), tenant))).toContain(
      `verify.${message}`,
    );
  });

  test.each<[string, TenantNamespaceProps]>([
    ['a quota of requests', { quota: { cpuRequest: '10', memory: '100Gi' } }],
    ['a quota of pods', { quota: { pods: 10 } }],
    ['no quota', {}],
  ])('is none of these: %s', (_, tenant) => {
    const { app } = declare({ resources }, { tenant });
    expect(() => app.synthYaml()).not.toThrow();
  });

  test('is a quota that was made by hand: the pods are refused, and it is said before', () => {
    const { app, tenant } = declare({ resources });
    new ApiObject(tenant, 'Quota', {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'budget' },
      spec: { hard: { 'limits.cpu': '10' } },
    });
    expect(failureOf(() => app.synthYaml())).toContain(
      "container 'iris' gives no limits.cpu, which ResourceQuota 'budget' counts: its pods are refused",
    );
  });

  test('counts requests of sides without a limit as before', () => {
    const server = { ...SERVER, resources };
    const [stage] = canary({ server }).release.plan();
    expect(stage.steady.cpu).toBe(canary({ server: { ...SERVER, resources: BASE } }).release.plan()[0].steady.cpu);
    expect(blueGreen({ server }).release.plan()[0].steady.cpu).toBe('800m');
  });
});

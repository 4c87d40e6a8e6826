import { ApiObject } from 'cdk8s';
import { ServingApp, TenantNamespace, type TenantNamespaceProps } from '../../lib';
import { failureOf, manifestsFrom } from '../support/declare';

function declareTenant(props: TenantNamespaceProps) {
  const app = new ServingApp();
  return { app, tenant: new TenantNamespace(app, 'vision', props) };
}
const itemOf = (quota: TenantNamespaceProps['quota'], limits?: TenantNamespaceProps['limits']) =>
  manifestsFrom(declareTenant({ quota, limits }).app).get('LimitRange').spec.limits[0];

describe('the LimitRange', () => {
  test('gives no more than a small quota holds', () => {
    expect(itemOf({ cpu: '300m', memory: '256Mi' })).toEqual({
      type: 'Container',
      default: { cpu: '300m', memory: '256Mi' },
      defaultRequest: { cpu: '300m', memory: '256Mi' },
      max: { cpu: '300m', memory: '256Mi' },
      min: { cpu: '1m', memory: '1Mi' },
    });
    expect(itemOf({ cpuRequest: '300m', hard: { memory: '256Mi' } })).toMatchObject({
      defaultRequest: { cpu: '300m', memory: '256Mi' },
    });
  });

  test.each<TenantNamespaceProps['quota']>([
    { cpu: '0', memory: '0' },
    { cpu: '1m', memory: '1Ki' },
    { hard: { 'limits.cpu': '0', 'limits.memory': '1', cpu: '0', memory: '0' } },
  ])('never gives nothing, which would be no limit at all and charged as nothing: %j', (quota) => {
    const [cpu, memory] = ['1m', '1Mi'];
    const both = { cpu, memory };
    expect(itemOf(quota)).toEqual({ type: 'Container', default: both, defaultRequest: both, max: both, min: both });
    const { app, tenant } = declareTenant({ quota });
    new ApiObject(tenant, 'bare', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'bare' },
      spec: { containers: [{ name: 'main', image: 'x:1' }] },
    });
    expect(() => app.synthYaml()).toThrow(/takes more at rest than ResourceQuota 'vision-quota' holds/);
  });

  test('sets no limit where no quota counts one, and never accelerators', () => {
    expect(itemOf({ cpuRequest: '4', memoryRequest: '8Gi', gpus: 4 })).toEqual({
      type: 'Container',
      defaultRequest: { cpu: '500m', memory: '512Mi' },
      min: { cpu: '1m', memory: '1Mi' },
    });
  });

  test('gives limits where only the quota of a PriorityClass counts them', () => {
    expect(itemOf({ pods: 9, priorityClasses: { high: { cpuLimit: '200m' } } })).toMatchObject({
      default: { cpu: '500m' },
      defaultRequest: { cpu: '500m', memory: '512Mi' },
    });
  });

  test('is the same for all pods, whatever little a PriorityClass may take', () => {
    const priorityClasses = { batch: { cpu: '0', memory: '10Mi' } };
    expect(itemOf({ cpu: '40', memory: '100Gi', priorityClasses })).toEqual(itemOf({ cpu: '40', memory: '100Gi' }));
  });

  test('takes the values that are given, and brings the others along', () => {
    const limits = { defaultCpuRequest: '1', minCpu: '100m', maxMemory: '4Gi', defaultMemory: '1Gi' };
    expect(itemOf({ cpu: '8', memory: '16Gi' }, limits)).toEqual({
      type: 'Container',
      default: { cpu: '1', memory: '1Gi' },
      defaultRequest: { cpu: '1', memory: '512Mi' },
      max: { cpu: '8', memory: '4Gi' },
      min: { cpu: '100m', memory: '1Mi' },
    });
  });

  test('what is given is held against a quota of other words and less than the defaults, prop by prop', () => {
    const limits = { defaultCpuRequest: '4', defaultMemory: '1Gi' };
    for (const quota of [
      { cpuRequest: '100m', memoryLimit: '64Mi' },
      { hard: { cpu: '100m', 'limits.memory': '64Mi' } },
    ])
      expect(
        failureOf(() => itemOf(quota, limits))
          .split('\n')
          .slice(1),
      ).toEqual([
        expect.stringMatching(
          /limits\.defaultCpuRequest must be at most (requests\.)?cpu of the quota, '100m', got '4'$/,
        ),
        expect.stringMatching(/limits\.defaultMemory must be at most limits\.memory of the quota, '64Mi', got '1Gi'$/),
      ]);
  });

  test.each<[TenantNamespaceProps['limits'], string]>([
    [{ maxCpu: '9' }, `limits.maxCpu must be at most limits.cpu of the quota, '8', got '9'`],
    [{ defaultCpu: '9' }, `limits.defaultCpu must be at most limits.cpu of the quota, '8', got '9'`],
    [{ defaultCpuRequest: '9' }, `limits.defaultCpuRequest must be at most requests.cpu of the quota, '8', got '9'`],
    [{ minCpu: '9' }, `limits.minCpu must be at most requests.cpu of the quota, '8', got '9'`],
    [{ defaultMemory: '17Gi' }, `limits.defaultMemory must be at most limits.memory of the quota, '16Gi', got '17Gi'`],
    [{ maxMemory: '1Ki' }, `limits.maxMemory must be at least '1Mi', with less nothing starts, got '1Ki'`],
    [{ minCpu: '2', defaultCpu: '1' }, `limits.minCpu must be at most limits.defaultCpu, '1', got '2'`],
    [{ maxMemory: '1Gi', minMemory: '2Gi' }, `limits.minMemory must be at most limits.maxMemory, '1Gi', got '2Gi'`],
    [{ maxMemory: '1GB' }, `limits.maxMemory must be a quantity of bytes such as '512Mi' or '2Gi', above 0, got '1GB'`],
    [{ max: '1' } as never, `limits has no prop 'max'; did you mean 'maxCpu' or 'maxMemory'?`],
  ])('%j is refused', (limits, problem) => {
    expect(() => itemOf({ cpu: '8', memory: '16Gi' }, limits)).toThrow(problem);
  });
});

import { Duration } from 'cdk8s';
import {
  Accelerator,
  type BlueGreenProps,
  type CanaryProps,
  CanaryStage,
  ContainerImage,
  GatewayFacts,
  IngressRoute,
  type ModelServerProps,
  RollingStrategy,
  RolloutCount,
  type RouteOptions,
  RouteRenderer,
  RouteRule,
  ServerVolume,
  ServingApp,
  ServingRuntime,
  SmokeTest,
  TaintEffect,
  TenantNamespace,
  type TenantNamespaceProps,
  TrafficSplit,
} from '../../lib';
import { blueGreen, canary, NEW, OLD } from '../rollout/support';
import { declare, failureOf, MINIMAL } from '../support/declare';

const seconds = (amount: number) => Duration.seconds(amount);
const minutes = (amount: number) => Duration.minutes(amount);
const hours = (amount: number) => Duration.hours(amount);
const days = (amount: number) => Duration.days(amount);
const BASE = MINIMAL.resources;
const told = (props: Partial<ModelServerProps>): string[] =>
  declare(props).app.warnings.filter((warning) => warning.includes('is likely not meant'));
const extra = (resources: object) => [
  { name: 'helper', image: ContainerImage.of('helper:1'), resources: { cpu: '1', memory: '1Gi', ...resources } },
];
const volume = (sizeLimit: string) => [ServerVolume.emptyDir({ name: 'cache', mountPath: '/cache', sizeLimit })];

describe('values of a server that are possible, and likely not meant', () => {
  test.each<[Partial<ModelServerProps>, string]>([
    [
      { resources: { ...BASE, cpu: '1000' } },
      "resources.cpu is likely not meant, got '1000', which is whole cores, where at most 256 is usual; write '1000m' for thousandths of a core",
    ],
    [
      { resources: { ...BASE, cpu: '1m' } },
      "resources.cpu is likely not meant, got '1m', where at least 2m is usual; write '1' for whole cores",
    ],
    [
      { resources: { ...BASE, cpuLimit: '2000' } },
      "resources.cpuLimit is likely not meant, got '2000', which is whole cores",
    ],
    [
      { resources: { ...BASE, memory: '2M' } },
      "resources.memory is likely not meant, got '2M', where at least 4Mi is usual; write '2Mi' for mebibytes",
    ],
    [
      { resources: { ...BASE, memory: '1Gi', memoryLimit: '64Pi' } },
      "resources.memoryLimit is likely not meant, got '64Pi'",
    ],
    [
      { resources: { ...BASE, ephemeralStorage: '10' } },
      "resources.ephemeralStorage is likely not meant, got '10', which is bytes, where at least 1Mi is usual; write '10Mi' for mebibytes",
    ],
    [
      { resources: { ...BASE, ephemeralStorage: '512k', ephemeralStorageLimit: '600k' } },
      "resources.ephemeralStorageLimit is likely not meant, got '600k'",
    ],
    [
      { resources: { ...BASE, accelerator: Accelerator.nvidia(80) } },
      'resources.accelerator.count is likely not meant, got 80, where at most 16 is usual; a pod gets them from one node',
    ],
    [
      { initContainers: extra({ cpu: '500' }) },
      "initContainers['helper'].resources.cpu is likely not meant, got '500'",
    ],
    [{ sidecars: extra({ memory: '3M' }) }, "sidecars['helper'].resources.memory is likely not meant, got '3M'"],
    [{ volumes: volume('20') }, "volumes[0].size is likely not meant, got '20', which is bytes"],
    [
      { volumes: [ServerVolume.ephemeral({ name: 'a', mountPath: '/a', size: '500k' })] },
      "volumes[0].size is likely not meant, got '500k'",
    ],
    [
      { runtime: ServingRuntime.http({ port: 8000, writablePaths: [{ path: '/a', sizeLimit: '5' }] }) },
      "runtime writablePaths[0].sizeLimit is likely not meant, got '5', which is bytes",
    ],
    [{ replicas: 1000 }, 'replicas is likely not meant, got 1000, where at most 500 is usual'],
    [{ autoscaling: { maxReplicas: 5000 } }, 'autoscaling.maxReplicas is likely not meant, got 5000'],
    [
      { autoscaling: { maxReplicas: 4, targetCpuUtilization: 1 } },
      'autoscaling.targetCpuUtilization is likely not meant, got 1, where at least 10 is usual; it is in percent, such as 70',
    ],
    [
      { autoscaling: { maxReplicas: 4, targetMemoryUtilization: 7 } },
      'autoscaling.targetMemoryUtilization is likely not meant, got 7',
    ],
    [
      { health: { startupBudget: seconds(600_000) } },
      'health.startupBudget is likely not meant, got 600000 s, where at most 43200 s is usual; write Duration.seconds(600) if milliseconds are meant',
    ],
    [{ health: { readiness: { timeout: seconds(5000) } } }, 'health.readiness.timeout is likely not meant, got 5000 s'],
    [{ health: { liveness: { period: seconds(10_000) } } }, 'health.liveness.period is likely not meant, got 10000 s'],
    [
      { health: { liveness: { initialDelay: hours(1) } } },
      'health.liveness.initialDelay is likely not meant, got 3600 s',
    ],
    [{ health: { startup: { timeout: seconds(3000) } } }, 'health.startup.timeout is likely not meant'],
    [
      { health: { readiness: { failureThreshold: 600 } } },
      'health.readiness.failureThreshold is likely not meant, got 600, where at most 100 is usual',
    ],
    [
      { drain: { delay: seconds(15_000) } },
      'drain.delay is likely not meant, got 15000 s, where at most 600 s is usual; write Duration.seconds(15) if',
    ],
    [{ drain: { shutdown: seconds(30_000) } }, 'drain.shutdown is likely not meant'],
    [
      { rollout: RollingStrategy.zeroDowntime({ minReady: seconds(10_000), progressDeadline: days(2) }) },
      'rollout.minReady is likely not meant',
    ],
    [
      { rollout: RollingStrategy.zeroDowntime({ progressDeadline: days(2) }) },
      'rollout.progressDeadline is likely not meant',
    ],
    [
      { service: { sessionAffinitySeconds: 1 } },
      'service.sessionAffinitySeconds is likely not meant, got 1 s, where at least 10 s is usual; it is in seconds',
    ],
    [
      { placement: { tolerations: [{ key: 'a', effect: TaintEffect.NO_EXECUTE, tolerationSeconds: 300_000 }] } },
      'placement.tolerations[0].tolerationSeconds is likely not meant, got 300000 s',
    ],
    [
      { placement: { spread: [{ topologyKey: 'zone', maxSkew: 1000 }] } },
      'placement.spread[0].maxSkew is likely not meant',
    ],
    [
      { runtime: ServingRuntime.http({ port: 8000, probeTimeout: seconds(5000) }) },
      'runtime probeTimeout is likely not meant, got 5000 s',
    ],
    [
      { runtime: ServingRuntime.http({ port: 8000, shutdown: seconds(30_000) }) },
      'runtime shutdown is likely not meant, got 30000 s',
    ],
    [{ runtime: ServingRuntime.fastApi({ app: 'main:app', workers: 1000 }) }, 'workers is likely not meant, got 1000'],
    [
      { runtime: ServingRuntime.flaskGunicorn({ port: 8000, healthPath: '/', threads: 4096 }) },
      'threads is likely not meant, got 4096',
    ],
  ])('%p', (props, warning) => {
    expect(told(props).join('\n')).toContain(`ModelServer 'vision/iris': ${warning}`);
  });

  test.each<[string, Partial<ModelServerProps>]>([
    ['a small sidecar', { sidecars: extra({ cpu: '5m', memory: '8Mi', ephemeralStorage: '16Mi' }) }],
    ['a large server', { resources: { cpu: '192', memory: '2Ti', accelerator: Accelerator.nvidia(8) } }],
    ['a slow model', { health: { startupBudget: hours(2) }, drain: { shutdown: minutes(60) } }],
    ['a large one on many nodes', { autoscaling: { minReplicas: 100, maxReplicas: 400 } }],
    ['numbers that are off', { drain: { delay: seconds(0) }, replicas: 0 }],
    ['whatever is not said', {}],
  ])('are not those of %s', (_, props) => {
    expect(told(props)).toEqual([]);
  });
});

describe('values of a release and of a tenant', () => {
  const verify = (options: object) => ({ verify: SmokeTest.http('/', options) });

  test.each<[Partial<CanaryProps> & Partial<BlueGreenProps>, string]>([
    [verify({ timeout: seconds(5000) }), 'verify.timeout is likely not meant, got 5000 s'],
    [verify({ ttlAfterFinished: days(365) }), 'verify.ttlAfterFinished is likely not meant'],
    [verify({ interval: hours(5), deadline: days(2) }), 'verify.interval is likely not meant'],
    [verify({ resources: { cpu: '1000', memory: '64Mi' } }), "verify.resources.cpu is likely not meant, got '1000'"],
  ])('of both kinds: %p', (props, warning) => {
    const canaryProps = { stage: CanaryStage.weight(10), ...props };
    expect(canary(canaryProps).app.warnings.join('\n')).toContain(`Canary 'vision/ranker': ${warning}`);
    expect(blueGreen(props).app.warnings.join('\n')).toContain(`BlueGreen 'vision/ranker': ${warning}`);
  });

  test('of its size', () => {
    expect(canary({ replicas: 1000 }).app.warnings.join()).toContain('replicas is likely not meant, got 1000');
    const large = { blue: { ...OLD, replicas: 900 }, green: { ...NEW, replicas: 900 } };
    expect(blueGreen({ ...large, minCapacity: 800 }).app.warnings.join()).toContain('minCapacity is likely not meant');
  });

  test.each<[TenantNamespaceProps, string]>([
    [
      { quota: { cpu: '40m' } },
      "quota.cpu is likely not meant, got '40m', where at least 100m is usual; write '40' for whole cores",
    ],
    [
      { quota: { memory: '160' } },
      "quota.memory is likely not meant, got '160', which is bytes, where at least 16Mi is usual; write '160Gi' for gibibytes",
    ],
    [{ quota: { storage: '500' } }, "quota.storage is likely not meant, got '500', which is bytes"],
    [
      { quota: { storageClasses: { fast: { storage: '1k' } } } },
      "quota.storageClasses['fast'].storage is likely not meant",
    ],
    [{ quota: { ephemeralStorage: '100' } }, 'quota.ephemeralStorage is likely not meant'],
    [{ quota: { priorityClasses: { high: { cpu: '4m' } } } }, "quota.priorityClasses['high'].cpu is likely not meant"],
    [{ limits: { defaultCpu: '500' } }, "limits.defaultCpu is likely not meant, got '500', which is whole cores"],
    [{ limits: { defaultMemory: '2Mi' } }, "limits.defaultMemory is likely not meant, got '2Mi'"],
    [
      { nodePool: { tolerations: [{ key: 'a', effect: TaintEffect.NO_EXECUTE, tolerationSeconds: 900_000 }] } },
      'nodePool.tolerations[0].tolerationSeconds is likely not meant',
    ],
  ])('of a budget: %p', (props, warning) => {
    const app = new ServingApp();
    new TenantNamespace(app, 'vision', props);
    expect(app.warnings.join('\n')).toContain(`TenantNamespace 'vision': ${warning}`);
  });

  test.each<[TenantNamespaceProps]>([
    [{ quota: { cpu: '0', memory: '0' } }],
    [{ quota: { cpu: '4000', memory: '64Ti', storage: '5Pi' }, limits: { maxCpu: '1000' } }],
  ])('of no budget: %p', (props) => {
    const app = new ServingApp();
    new TenantNamespace(app, 'vision', props);
    expect(app.warnings).toEqual([]);
  });
});

describe('values of a route', () => {
  const routeWith = (options: RouteOptions, defaults: RouteOptions = {}): string[] => {
    const { app, tenant, server } = declare();
    const via = RouteRenderer.traefik(GatewayFacts.traefik());
    const rules = [RouteRule.pathPrefix('/a', server, options)];
    new IngressRoute(tenant, 'public', { host: 'a.example', via, defaults, rules });
    return app.warnings.filter((warning) => warning.includes('likely not meant'));
  };

  test.each<[RouteOptions, string]>([
    [{ timeouts: { responseStart: hours(5) } }, 'timeouts.responseStart is likely not meant, got 18000 s'],
    [{ maxBodySize: '10' }, "maxBodySize is likely not meant, got '10', which is bytes"],
    [{ rateLimit: { average: 10, period: hours(1) } }, 'rateLimit.period is likely not meant, got 3600 s'],
    [{ sticky: { cookieName: 'pod', maxAgeSeconds: 1 } }, 'sticky.maxAgeSeconds is likely not meant, got 1 s'],
  ])('%p, of a rule and of the defaults', (options, warning) => {
    expect(routeWith(options)).toEqual([expect.stringContaining(`IngressRoute 'vision/public': rules[0].${warning}`)]);
    expect(routeWith({}, options)).toEqual([
      expect.stringContaining(`IngressRoute 'vision/public': defaults.${warning}`),
    ]);
  });

  test('that are usual, or off', () => {
    const usual = { timeouts: { responseStart: minutes(10) }, maxBodySize: '10Mi' };
    expect(routeWith({ ...usual, rateLimit: { average: 10, period: minutes(1) } })).toEqual([]);
  });
});

describe('values that can never be meant', () => {
  test.each<[string, () => unknown, string]>([
    [
      'memory in bytes',
      () => declare({ resources: { ...BASE, memory: '512' } }),
      "resources.memory must be at least '1Mi', with less nothing starts, got '512'; write '512Mi' for mebibytes",
    ],
    [
      'a limit in kilobytes',
      () => declare({ resources: { ...BASE, memory: '1Mi', memoryLimit: '512k' } }),
      "resources.memoryLimit must be at least '1Mi'",
    ],
    [
      'memory of a sidecar',
      () => declare({ sidecars: extra({ memory: '64k' }) }),
      "sidecars['helper'].resources.memory must be at least '1Mi'",
    ],
    [
      'a fraction of utilization',
      () => declare({ autoscaling: { maxReplicas: 3, targetCpuUtilization: 0.7 } }),
      'autoscaling.targetCpuUtilization must be a whole number from 1 to 1000, got 0.7; write 70 if 70 % are meant',
    ],
    [
      'a fraction of memory',
      () => declare({ autoscaling: { maxReplicas: 3, targetMemoryUtilization: 0.85 } }),
      'got 0.85; write 85 if 85 % are meant',
    ],
    [
      'a fraction of a rollout',
      () => declare({ rollout: RollingStrategy.of({ maxSurge: RolloutCount.percent(0.25) }) }),
      'rollout.maxSurge must be a whole number of pods or percent, 0 or more, got 0.25 percent; write RolloutCount.percent(25)',
    ],
    [
      'a fraction of a stage',
      () => canary({ stage: CanaryStage.weight(0.1) }),
      'stage must be a whole number from 0 to 100, got 0.1; write 10 if 10 % are meant',
    ],
    [
      'a fraction of a step',
      () => canary({ steps: [0.5] }),
      'steps[0] must be a whole number from 1 to 100, got 0.5; write 50 if 50 % are meant',
    ],
    [
      'a fraction of tolerance',
      () => canary({ tolerance: 0.05, split: TrafficSplit.byReplicas() }),
      'tolerance must be a whole number from 0 to 50, got 0.05; write 5 if 5 % are meant',
    ],
  ])('%s', (_, made, message) => {
    expect(failureOf(made)).toContain(message);
  });
});

describe('a target of an autoscaler that the limit keeps from being passed', () => {
  const warnings = (autoscaling: object, resources: object = {}) =>
    declare({ autoscaling: { maxReplicas: 4, ...autoscaling }, resources: { ...BASE, ...resources } }).app.warnings;

  test.each<[string, object, object]>([
    ['of CPU', { targetCpuUtilization: 95 }, {}],
    ['of CPU above the request', { targetCpuUtilization: 200 }, { cpuLimit: '1' }],
    ['of memory', { targetMemoryUtilization: 95 }, {}],
  ])('is a warning: %s', (_, autoscaling, resources) => {
    expect(warnings(autoscaling, resources).join()).toMatch(
      /autoscaling\.target\w+ of \d+ % is never passed by what the limit allows, '\w+' for a request of '\w+', so that no pod is ever added/,
    );
  });

  test.each<[string, object, object]>([
    ['of 90 % of a limit that is the request', { targetCpuUtilization: 90 }, {}],
    ['below a higher limit', { targetCpuUtilization: 200 }, { cpuLimit: '2' }],
    ['without a limit', { targetCpuUtilization: 300 }, { cpuLimit: 'none' }],
    ['by default', {}, {}],
  ])('is none %s', (_, autoscaling, resources) => {
    expect(warnings(autoscaling, resources).join()).not.toContain('never passed');
  });
});

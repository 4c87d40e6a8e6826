import { Duration } from 'cdk8s';
import {
  Accelerator,
  ContainerImage,
  MetricsScraper,
  RollingStrategy,
  RolloutCount,
  ServerVolume,
  ServiceType,
  ServingRuntime,
} from '../../lib';
import { containerOf, declare, manifestsOf, MINIMAL, podSpecOf } from '../support/declare';

describe('rollout', () => {
  const strategyOf = (...args: Parameters<typeof manifestsOf>) =>
    manifestsOf(...args).get('Deployment').spec.strategy.rollingUpdate;
  /** Where the model comes from, so that nothing is to be said of `/tmp`. */
  const volumes = [ServerVolume.persistentVolumeClaim({ name: 'models', mountPath: '/models', claimName: 'models' })];
  const gpu = { ...MINIMAL.resources, accelerator: Accelerator.nvidia(1) };

  test('keeps full capacity by default', () => {
    expect(strategyOf()).toEqual({ maxSurge: 1, maxUnavailable: 0 });
  });

  test('is in place with an accelerator of which no spare is declared', () => {
    expect(strategyOf({ resources: gpu })).toEqual({ maxSurge: 0, maxUnavailable: 1 });
    expect(strategyOf({ resources: gpu }, { cluster: { spareAccelerators: { 'nvidia.com/gpu': 1 } } })).toEqual({
      maxSurge: 1,
      maxUnavailable: 0,
    });
    expect(
      strategyOf(
        { resources: { ...gpu, accelerator: Accelerator.nvidia(2) } },
        { cluster: { spareAccelerators: { 'nvidia.com/gpu': 1 } } },
      ),
    ).toEqual({ maxSurge: 0, maxUnavailable: 1 });
  });

  test('in place of a single replica is warned about', () => {
    const { app } = declare({ replicas: 1, resources: gpu, volumes });
    expect(app.warnings).toEqual([
      expect.stringContaining("ModelServer 'vision/iris': the only pod stops before the next one starts"),
    ]);
    expect(declare({ replicas: 1, resources: gpu, volumes, rollout: RollingStrategy.inPlace() }).app.warnings).toEqual(
      [],
    );
  });

  test('is what the user says', () => {
    expect(strategyOf({ resources: gpu, rollout: RollingStrategy.zeroDowntime() })).toEqual({
      maxSurge: 1,
      maxUnavailable: 0,
    });
    expect(manifestsOf({ rollout: RollingStrategy.recreate() }).get('Deployment').spec.strategy).toEqual({
      type: 'Recreate',
    });
  });

  test.each([
    ['more pods than there are', RolloutCount.pods(5), 2, '5 of 2 replicas'],
    ['as many as there are', RolloutCount.pods(2), 2, '2 of 2 replicas'],
    ['all of them', RolloutCount.percent(100), 3, '3 of 3 replicas'],
    ['the only one, while another starts', RolloutCount.pods(1), 1, '1 of 1 replicas'],
  ])('that may stop %s is warned about', (_, maxUnavailable, replicas, numbers) => {
    const { app } = declare({ replicas, rollout: RollingStrategy.of({ maxUnavailable }) });
    expect(app.warnings).toEqual([
      expect.stringContaining(`rollout may stop all pods at once, maxUnavailable being ${numbers}`),
    ]);
  });

  test.each([
    ['fewer than there are', 3, RollingStrategy.of({ maxUnavailable: RolloutCount.pods(2) })],
    ['a share that comes to fewer', 3, RollingStrategy.of({ maxUnavailable: RolloutCount.percent(99) })],
    ['all, as it says itself', 2, RollingStrategy.recreate()],
    ['none, as there are none', 0, RollingStrategy.of({ maxUnavailable: RolloutCount.pods(5) })],
  ])('that stops %s is not', (_, replicas, rollout) => {
    expect(declare({ replicas, rollout }).app.warnings).toEqual([]);
  });

  test('with full capacity that waits for an accelerator nobody frees is warned about', () => {
    const rollout = RollingStrategy.zeroDowntime();
    expect(declare({ resources: gpu, volumes, rollout }).app.warnings).toEqual([
      expect.stringContaining(
        'rollout needs 1 nvidia.com/gpu on top, maxUnavailable being 0, and the cluster profile declares none to spare',
      ),
    ]);
    const cluster = { spareAccelerators: { 'nvidia.com/gpu': 1 } };
    expect(declare({ resources: gpu, volumes, rollout }, { cluster }).app.warnings).toEqual([]);
    const yielding = RollingStrategy.of({ maxUnavailable: RolloutCount.pods(1) });
    expect(declare({ resources: gpu, volumes, rollout: yielding }).app.warnings).toEqual([]);
  });

  test('has a deadline that leaves init containers as long as the model', () => {
    const initContainers = [
      { name: 'fetch', image: ContainerImage.of('fetch:1'), resources: { cpu: '1', memory: '1Gi' } },
    ];
    const deadlineOf = (rollout?: RollingStrategy) =>
      manifestsOf({ initContainers, rollout }).get('Deployment').spec.progressDeadlineSeconds;
    expect(deadlineOf()).toBe(1260);
    expect(deadlineOf(RollingStrategy.zeroDowntime({ minReady: Duration.seconds(20) }))).toBe(1280);
    expect(deadlineOf(RollingStrategy.zeroDowntime({ progressDeadline: Duration.minutes(12) }))).toBe(720);
    const sidecars = initContainers;
    expect(manifestsOf({ sidecars }).get('Deployment').spec.progressDeadlineSeconds).toBe(660);
  });

  test('has a deadline above the startup budget', () => {
    expect(manifestsOf().get('Deployment').spec.progressDeadlineSeconds).toBe(660);
    const slow = manifestsOf({
      health: { startupBudget: Duration.minutes(30) },
      rollout: RollingStrategy.zeroDowntime({ minReady: Duration.seconds(20) }),
    });
    expect(slow.get('Deployment').spec).toMatchObject({ progressDeadlineSeconds: 1880, minReadySeconds: 20 });
  });
});

describe('health', () => {
  test('gives the startup budget to the startup probe', () => {
    const { startupProbe } = containerOf({ health: { startupBudget: Duration.seconds(62) } });
    expect(startupProbe.periodSeconds * startupProbe.failureThreshold).toBe(65);
  });

  test('asks readiness and liveness what the runtime says', () => {
    expect(containerOf()).toMatchObject({
      startupProbe: { httpGet: { path: '/ready', port: 'http' } },
      readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
      livenessProbe: { httpGet: { path: '/live', port: 'http' } },
    });
  });

  test('waits longer before a restart than before taking the pod out, where there is one endpoint only', () => {
    const { readinessProbe, livenessProbe } = containerOf({
      runtime: ServingRuntime.http({ port: 8000, readinessPath: '/health' }),
    });
    const patience = ({ periodSeconds, failureThreshold }: { periodSeconds: number; failureThreshold: number }) =>
      periodSeconds * failureThreshold;
    expect(livenessProbe.httpGet).toEqual(readinessProbe.httpGet);
    expect(patience(livenessProbe)).toBeGreaterThan(2 * patience(readinessProbe));
  });

  test('takes the timing it is given', () => {
    const timing = {
      initialDelay: Duration.seconds(5),
      period: Duration.seconds(7),
      timeout: Duration.seconds(2),
      failureThreshold: 4,
    };
    expect(containerOf({ health: { readiness: timing } }).readinessProbe).toMatchObject({
      initialDelaySeconds: 5,
      periodSeconds: 7,
      timeoutSeconds: 2,
      failureThreshold: 4,
    });
  });
});

describe('drain', () => {
  test('covers the wait and the shutdown by the grace period', () => {
    const spec = podSpecOf({ drain: { delay: Duration.seconds(20), shutdown: Duration.seconds(100) } });
    expect(spec.containers[0].lifecycle).toEqual({ preStop: { sleep: { seconds: 20 } } });
    expect(spec.terminationGracePeriodSeconds).toBe(125);
  });

  test('of zero for the shutdown is handed to the runtime', () => {
    const drain = { shutdown: Duration.seconds(0) };
    const spec = podSpecOf({ drain, runtime: ServingRuntime.fastApi({ healthPath: '/health' }) });
    expect(spec.terminationGracePeriodSeconds).toBe(20);
    expect(spec.containers[0].env).toContainEqual({ name: 'UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN', value: '0' });
  });

  test('needs a command of the image below Kubernetes 1.30', () => {
    const cluster = { kubernetesVersion: '1.29' };
    expect(containerOf({ drain: { hasSleepCommand: true } }, { cluster }).lifecycle).toEqual({
      preStop: { exec: { command: ['sleep', '15'] } },
    });
    expect(() => declare({ drain: { hasSleepCommand: false } }, { cluster })).toThrow(
      "drain.delay needs Kubernetes 1.30, or an image that contains the command 'sleep', got 1.29",
    );
  });

  test('is switched off by a delay of zero', () => {
    expect(containerOf({ drain: { delay: Duration.seconds(0) } })).not.toHaveProperty('lifecycle');
  });
});

describe('service', () => {
  test('takes every option', () => {
    const { metadata, spec } = manifestsOf({
      service: {
        serviceType: ServiceType.LOAD_BALANCER,
        port: 443,
        portName: 'api',
        nodePort: 30443,
        annotations: { 'lb/class': 'internal' },
        sourceRanges: ['10.0.0.0/8'],
        sessionAffinitySeconds: 600,
      },
    }).get('Service');
    expect(metadata.annotations).toEqual({ 'lb/class': 'internal' });
    expect(spec).toMatchObject({
      type: 'LoadBalancer',
      ports: [{ name: 'api', port: 443, nodePort: 30443, targetPort: 'http', protocol: 'TCP' }],
      loadBalancerSourceRanges: ['10.0.0.0/8'],
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 600 } },
    });
  });

  test.each([ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER])(
    'of type %s opens its port to everyone, without an empty list of peers',
    (serviceType) => {
      const { ingress } = manifestsOf({ service: { serviceType } }).get('NetworkPolicy').spec;
      expect(ingress).toEqual([{ ports: [{ port: 8000, protocol: 'TCP' }] }]);
    },
  );

  test('that is exposed keeps its metrics port for the own namespace and the scraper', () => {
    const cluster = { scraper: MetricsScraper.podAnnotations({ namespaceName: 'monitoring' }) };
    const service = { serviceType: ServiceType.NODE_PORT };
    const portsOf = (runtime: ServingRuntime) =>
      manifestsOf({ runtime, service }, { cluster })
        .get('NetworkPolicy')
        .spec.ingress.map(({ ports }: any) => ports.map(({ port }: any) => port));
    expect(portsOf(ServingRuntime.http({ port: 8000, metricsPort: 9090 }))).toEqual([[8000, 9090], [8000], [9090]]);
    expect(portsOf(ServingRuntime.http({ port: 8000, metricsPath: '/metrics' }))).toEqual([[8000]]);
  });
});

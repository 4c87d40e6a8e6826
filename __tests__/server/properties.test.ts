import { Duration } from 'cdk8s';
import fc from 'fast-check';
import {
  Accelerator,
  ContainerImage,
  MetricsEndpoint,
  MetricsScraper,
  ModelServer,
  type ModelServerProps,
  RollingStrategy,
  RolloutCount,
  SecretKeyRef,
  SecurityProfile,
  ServerVolume,
  ServiceType,
  ServingRuntime,
} from '../../lib';
import { Manifests } from '../../lib/testing';
import { findings, noise, selectedBy } from '../support/api-server';
import { declare, MINIMAL } from '../support/declare';

const RUNS = { numRuns: 300 };

/** A message of ours, as opposed to a crash. */
function isUsageError(error: unknown): boolean {
  return error instanceof Error && error.name === 'UsageError' && error.message.includes("'vision/iris");
}

/** Values that are mostly possible, with a few that are not. */
const mostly = <T>(good: fc.Arbitrary<T>, ...bad: T[]): fc.Arbitrary<T> =>
  bad.length === 0
    ? good
    : fc.oneof({ weight: 50, arbitrary: good }, { weight: 1, arbitrary: fc.constantFrom(...bad) });
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}[a-z0-9]$/);
const quantity = (...values: string[]) => mostly(fc.constantFrom(...values), '', '1 Gi', '-1', 'x');
const seconds = (max: number) => mostly(fc.integer({ min: 1, max }), 0).map((value) => Duration.seconds(value));
const count = fc.oneof(
  fc.integer({ min: 0, max: 12 }).map((n) => RolloutCount.pods(n)),
  fc.integer({ min: 0, max: 120 }).map((n) => RolloutCount.percent(n)),
);
const port = mostly(fc.integer({ min: 1024, max: 65535 }), 0, 80, 70000);
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });
const labels = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,8})?$/),
  mostly(fc.stringMatching(/^[a-z0-9]{0,10}$/), 'a b'),
  { maxKeys: 3 },
);
const timing = fc.record({
  initialDelay: optional(seconds(60)),
  period: optional(seconds(60)),
  timeout: optional(seconds(30)),
  failureThreshold: optional(mostly(fc.integer({ min: 1, max: 20 }), 0)),
});

const runtime = fc.oneof(
  fc
    .record({
      port,
      readinessPath: optional(mostly(fc.constantFrom('/', '/ready'), 'ready')),
      livenessPath: optional(fc.constant('/live')),
      metricsPath: optional(fc.constant('/metrics')),
      metricsPort: optional(port),
      grpcPort: optional(port),
    })
    .map((options) => ServingRuntime.http(options)),
  fc
    .record({
      port: optional(port),
      app: optional(fc.constant('main:app')),
      healthPath: optional(fc.constant('/health')),
      workers: optional(fc.integer({ min: 1, max: 8 })),
    })
    .map((options) => ServingRuntime.fastApi(options)),
  fc.record({ port, app: optional(fc.constant('app:app')) }).map((options) => ServingRuntime.flaskGunicorn(options)),
  fc.constant(ServingRuntime.streamlit()),
  fc.constant(ServingRuntime.bentoMl()),
  fc.constant(ServingRuntime.mlem()),
);
const props: fc.Arbitrary<Partial<ModelServerProps>> = fc.record(
  {
    image: mostly(
      fc.constantFrom('iris:1', 'registry.example:5000/team/iris:2.0-rc.1', `iris@sha256:${'a'.repeat(64)}`, 'iris'),
      'Iris:1',
      'a b',
    ).map((reference) => ContainerImage.of(reference)),
    runtime,
    resources: fc.record({
      cpu: quantity('100m', '1', '2.5', '1e3m'),
      cpuLimit: optional(quantity('4')),
      memory: quantity('64Mi', '1Gi', '1.5Gi', '1e9'),
      memoryLimit: optional(quantity('2Gi')),
      ephemeralStorage: optional(quantity('1Gi', '512Mi')),
      accelerator: optional(
        mostly(fc.integer({ min: 1, max: 8 }), 0).chain((n) =>
          fc.constantFrom(Accelerator.nvidia(n), Accelerator.nvidiaMig('1g.10gb', n), Accelerator.of('x.y/z', n)),
        ),
      ),
    }),
    name: mostly(name, 'Iris', 'a'.repeat(70)),
    containerName: mostly(name, 'a_b'),
    partOf: mostly(fc.constant('garden'), 'a b'),
    replicas: mostly(fc.integer({ min: 0, max: 20 }), -1, 1.5),
    health: fc.record({
      startupBudget: optional(seconds(4000)),
      readiness: optional(timing),
      liveness: optional(timing),
    }),
    drain: fc.record({
      delay: optional(seconds(60)),
      shutdown: optional(seconds(300)),
      sleepInImage: optional(fc.boolean()),
    }),
    rollout: fc.oneof(
      fc.constant(RollingStrategy.zeroDowntime()),
      fc.constant(RollingStrategy.inPlace()),
      fc.constant(RollingStrategy.recreate()),
      fc
        .record({
          maxSurge: mostly(count, RolloutCount.pods(-1)),
          maxUnavailable: mostly(
            fc.integer({ min: 1, max: 3 }).map((n) => RolloutCount.pods(n)),
            RolloutCount.pods(0),
            RolloutCount.percent(120),
          ),
          minReady: optional(seconds(60)),
          progressDeadline: optional(mostly(fc.constant(5000), 1).map((value) => Duration.seconds(value))),
        })
        .map((options) => RollingStrategy.of(options)),
    ),
    service: fc.record({
      name: optional(mostly(name, '1a')),
      serviceType: optional(fc.constantFrom(ServiceType.CLUSTER_IP, ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER)),
      port: optional(port),
      portName: optional(mostly(fc.constantFrom('http', 'api'), 'grpc', 'too--many')),
      nodePort: mostly(fc.constant<number | undefined>(undefined), 30001, 80),
      sourceRanges: mostly(fc.constant<string[] | undefined>(undefined), ['10.0.0.0/8'], ['10.0.0.1/8']),
      sessionAffinitySeconds: optional(mostly(fc.integer({ min: 1, max: 86400 }), 0)),
    }),
    env: fc.dictionary(fc.stringMatching(/^[A-Z_]{1,10}$/), fc.string(), { maxKeys: 3 }),
    envFromSecrets: fc.dictionary(
      fc.stringMatching(/^[A-Z_]{1,10}$/),
      fc.constant(SecretKeyRef.named('secret', 'key')),
      { maxKeys: 2 },
    ),
    args: fc.array(fc.string(), { maxLength: 3 }),
    volumes: fc.array(
      fc
        .record({
          name,
          mountPath: mostly(fc.constantFrom('/models', '/data', '/tmp', '/dev/shm'), 'models'),
          sizeLimit: quantity('1Gi', '512Mi'),
          inMemory: fc.boolean(),
        })
        .map((options) => ServerVolume.emptyDir(options)),
      { maxLength: 2 },
    ),
    placement: fc.record({
      nodeSelector: optional(labels),
      priorityClassName: optional(mostly(name, 'A')),
      spread: optional(fc.constantFrom([], [{ topologyKey: 'topology.kubernetes.io/zone', maxSkew: 2 }])),
    }),
    security: fc
      .record({
        user: optional(mostly(fc.integer({ min: 1, max: 60000 }), 0)),
        unprivilegedPortStart: optional(fc.constantFrom(0, 80, 1024)),
        writableRootFilesystem: fc.boolean(),
      })
      .map((options) => SecurityProfile.restricted(options)),
    metrics: fc.oneof(
      fc.constant(MetricsEndpoint.none()),
      fc.constant(MetricsEndpoint.http('/m')),
      port.map((number) => MetricsEndpoint.onPort(number, '/m')),
    ),
    labels,
    annotations: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string(), { maxKeys: 2 }),
    selector: fc.dictionary(fc.constantFrom('app', 'tier'), fc.stringMatching(/^[a-z]{1,5}$/), { minKeys: 1 }),
  },
  { requiredKeys: [] },
);
const cluster = fc.record(
  {
    kubernetesVersion: fc.constantFrom('1.28', '1.29', '1.30', '1.33', '1.36'),
    scraper: fc.constant(MetricsScraper.podAnnotations({ namespaceName: 'monitoring' })),
    spareAccelerators: fc.constant({ 'nvidia.com/gpu': 4 }),
  },
  { requiredKeys: [] },
);

test('any props either give our error or manifests that the API server accepts and a reviewer does not question', () => {
  let accepted = 0;
  fc.assert(
    fc.property(props, cluster, (given, profile) => {
      let manifests: Manifests;
      try {
        manifests = Manifests.fromApp(declare(given, { cluster: profile }).app);
      } catch (error) {
        if (!isUsageError(error)) throw error;
        return;
      }
      accepted++;
      expect(findings(manifests.all, { kubernetesVersion: profile.kubernetesVersion ?? '1.30' })).toEqual([]);
      expect(noise(manifests.all)).toEqual([]);
    }),
    RUNS,
  );
  // The property must not hold only because everything was refused.
  expect(accepted).toBeGreaterThan(RUNS.numRuns / 10);
});

test("selectors match exactly the server's own pods, however many servers there are", () => {
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 2, maxLength: 6 }), (names) => {
      const { app, tenant } = declare({}, { id: names[0] });
      for (const id of names.slice(1)) new ModelServer(tenant, id, MINIMAL);
      const manifests = Manifests.fromApp(app);
      for (const id of names) {
        const selected = selectedBy(manifests.get('Service', id), manifests.all);
        expect(selected.map(({ workload }) => (workload as { metadata: { name: string } }).metadata.name)).toEqual([
          id,
        ]);
      }
    }),
    { numRuns: 50 },
  );
});

test('any value in any prop, from a caller without a type checker, gives our error or manifests, never a crash', () => {
  const keys = [
    'image',
    'runtime',
    'resources',
    'name',
    'partOf',
    'replicas',
    'autoscaling',
    'health',
    'drain',
    'rollout',
    'service',
    'containerName',
    'imagePullPolicy',
    'imagePullSecrets',
    'command',
    'args',
    'env',
    'envFromSecrets',
    'envFromConfigMaps',
    'files',
    'volumes',
    'initContainers',
    'sidecars',
    'placement',
    'serviceAccount',
    'security',
    'metrics',
    'labels',
    'annotations',
    'podAnnotations',
    'selector',
    'networkPolicy',
    'overrides',
  ] as const satisfies (keyof ModelServerProps)[];
  const junk = fc.anything({ maxDepth: 3, withNullPrototype: true, withBigInt: true, withDate: true, withMap: true });
  fc.assert(
    fc.property(
      fc.constantFrom(...keys),
      fc.oneof(
        junk,
        fc.array(junk),
        fc.dictionary(
          fc.constantFrom(
            'cpu',
            'memory',
            'name',
            'port',
            'deployment',
            'maxReplicas',
            'readiness',
            'tolerations',
            'spread',
            'volumes',
            'startupBudget',
          ),
          junk,
        ),
      ),
      (key, value) => {
        let manifests: readonly object[];
        try {
          manifests = Manifests.fromApp(declare({ ...MINIMAL, [key]: value }).app).all;
        } catch (error) {
          if (!isUsageError(error)) throw error;
          return;
        }
        // Overrides may say anything about a manifest; that is what they are for.
        if (key !== 'overrides') expect(findings(manifests)).toEqual([]);
      },
    ),
    { numRuns: 2000 },
  );
});

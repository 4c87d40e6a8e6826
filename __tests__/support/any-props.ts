import fc from 'fast-check';
import { Duration } from 'cdk8s';
import {
  Accelerator,
  ConfigMapKeyRef,
  ContainerImage,
  type EnvironmentOptions,
  EnvironmentSource,
  type ExtraContainer,
  FileMount,
  ImagePullPolicy,
  MetricsEndpoint,
  MetricsScraper,
  NodeLabelScheme,
  type ModelServerProps,
  RollingStrategy,
  RolloutCount,
  SecretKeyRef,
  SecurityProfile,
  type ServerOverrides,
  ServerVolume,
  ServiceType,
  ServingRuntime,
  TaintEffect,
} from '../../lib';

/** Values that are mostly possible, with a few that are not. */
const mostly = <T>(good: fc.Arbitrary<T>, ...bad: T[]): fc.Arbitrary<T> =>
  bad.length === 0
    ? good
    : fc.oneof({ weight: 50, arbitrary: good }, { weight: 1, arbitrary: fc.constantFrom(...bad) });
export const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}[a-z0-9]$/);
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
const variable = fc.stringMatching(/^[A-Z_]{1,10}$/);
const environment: { [Prop in keyof EnvironmentOptions]-?: fc.Arbitrary<EnvironmentOptions[Prop]> } = {
  env: fc.dictionary(variable, fc.string(), { maxKeys: 3 }),
  envFromSecrets: fc.dictionary(
    variable,
    mostly(fc.constant(SecretKeyRef.named('secret', 'key')), SecretKeyRef.named('A', 'key')),
    {
      maxKeys: 2,
    },
  ),
  envFrom: fc.array(
    mostly(
      fc.constantFrom(
        EnvironmentSource.configMapNamed('settings'),
        EnvironmentSource.secretNamed('keys', { prefix: 'KEY_' }),
      ),
      EnvironmentSource.secretNamed('keys', { prefix: '1 ' }),
    ),
    { maxLength: 2 },
  ),
  envFromConfigMaps: fc.dictionary(
    variable,
    mostly(fc.constant(ConfigMapKeyRef.named('settings', 'key')), ConfigMapKeyRef.named('settings', 'a b')),
    {
      maxKeys: 2,
    },
  ),
};
/** The same value in several places is how volumes are shared. */
const SHARED = ServerVolume.emptyDir({ name: 'shared', mountPath: '/shared', sizeLimit: '1Gi' });
const claim = ServerVolume.persistentVolumeClaim({ name: 'claim', mountPath: '/claim', claimName: 'models' });
const texts = fc.array(fc.string(), { maxLength: 3 });
const extraContainers: fc.Arbitrary<ExtraContainer[]> = fc.array(
  fc.record(
    {
      name: mostly(name, 'a_b', 'iris'),
      image: fc.constant(ContainerImage.of('helper:1')),
      resources: fc.record({ cpu: quantity('100m'), memory: quantity('64Mi') }),
      command: texts,
      args: texts,
      ...environment,
      volumes: fc.subarray([SHARED, claim]),
    },
    { requiredKeys: ['name', 'image', 'resources'] },
  ),
  { maxLength: 2 },
);
const keys = fc
  .array(mostly(fc.constantFrom('a', 'b/c', 'd'), '/a', '../a'), { maxLength: 2 })
  .map((paths) => Object.fromEntries(paths.map((path, index) => [`key.${index}`, path])));
const file = fc
  .record({
    path: mostly(fc.constantFrom('/etc/a', '/etc/b', '/opt/c'), 'etc', '/tmp'),
    keys: optional(keys),
    isSecret: fc.boolean(),
  })
  .map(({ path, isSecret, ...options }) =>
    isSecret ? FileMount.secretNamed(path, 'files', options) : FileMount.configMapNamed(path, 'files', options),
  );
const autoscaling = fc.record(
  {
    minReplicas: mostly(fc.integer({ min: 1, max: 3 }), 0),
    maxReplicas: mostly(fc.integer({ min: 3, max: 9 }), 1),
    targetCpuUtilization: mostly(fc.integer({ min: 1, max: 1000 }), 0),
    targetMemoryUtilization: mostly(fc.integer({ min: 1, max: 1000 }), 1001),
    scaleDownAfter: seconds(3600),
    initialReplicas: mostly(fc.constant(3), 0),
  },
  { requiredKeys: ['maxReplicas'] },
);
const toleration = fc.record(
  {
    key: mostly(fc.constantFrom('dedicated', 'nvidia.com/gpu'), '-'),
    value: mostly(fc.constantFrom('models', ''), 'a b'),
    effect: fc.constantFrom(...Object.values(TaintEffect)),
    tolerationSeconds: mostly(fc.constant<number | undefined>(undefined), 60, -1),
  },
  { requiredKeys: ['key'] },
);
/** What users merge in, and what must come out as they say it. */
const OVERRIDES: ServerOverrides[] = [
  { deployment: { spec: { revisionHistoryLimit: 3, paused: true } } },
  { deployment: { spec: { template: { spec: { terminationGracePeriodSeconds: 300, hostname: 'iris' } } } } },
  {
    deployment: {
      metadata: { annotations: { owner: 'me' } },
      spec: { template: { metadata: { labels: { extra: 'x' } } } },
    },
  },
  {
    service: { spec: { internalTrafficPolicy: 'Local' } },
    serviceAccount: { metadata: { annotations: { role: 'x' } } },
  },
  { podDisruptionBudget: { spec: { unhealthyPodEvictionPolicy: null } }, networkPolicy: { spec: { egress: [{}] } } },
  { horizontalPodAutoscaler: { spec: { behavior: { scaleUp: { stabilizationWindowSeconds: 60 } } } } },
];

const allProps: fc.Arbitrary<Partial<ModelServerProps>> = fc.record(
  {
    image: mostly(
      fc.constantFrom('iris:1', 'registry.example:5000/team/iris:2.0-rc.1', `iris@sha256:${'a'.repeat(64)}`, 'iris'),
      'Iris:1',
      'a b',
    ).map((reference) => ContainerImage.of(reference)),
    runtime,
    resources: fc.record({
      cpu: quantity('100m', '1', '2.5', '1e3m'),
      cpuLimit: optional(quantity('4', 'none')),
      memory: quantity('64Mi', '1Gi', '1.5Gi', '1e9'),
      memoryLimit: optional(quantity('2Gi')),
      ephemeralStorage: optional(quantity('1Gi', '512Mi', 'none')),
      ephemeralStorageLimit: optional(quantity('2Gi', 'none')),
      accelerator: optional(
        mostly(fc.integer({ min: 1, max: 8 }), 0).chain((n) =>
          fc.constantFrom(
            Accelerator.nvidia(n),
            Accelerator.nvidia(n, { gpuProduct: 'NVIDIA-L4' }),
            Accelerator.nvidiaMig('1g.10gb', n),
            Accelerator.nvidiaShared(),
            Accelerator.tpu('tpu-v6e-slice', '2x4'),
            Accelerator.devices('gpu.nvidia.com', n),
            Accelerator.claimNamed('gpus', 'gpu.nvidia.com', n),
            Accelerator.of('x.y/z', n),
          ),
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
      hasSleepCommand: optional(fc.boolean()),
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
    autoscaling,
    ...environment,
    command: texts,
    args: texts,
    imagePullPolicy: mostly(fc.constantFrom(...Object.values(ImagePullPolicy)), 'Sometimes' as never),
    files: fc.array(file, { maxLength: 2 }),
    volumes: fc.array(
      fc.oneof(
        fc
          .record({
            name,
            mountPath: mostly(fc.constantFrom('/models', '/data', '/tmp', '/dev/shm'), 'models'),
            sizeLimit: quantity('1Gi', '512Mi'),
            inMemory: fc.boolean(),
          })
          .map((options) => ServerVolume.emptyDir(options)),
        fc.constantFrom(SHARED, claim),
      ),
      { maxLength: 2 },
    ),
    initContainers: extraContainers,
    sidecars: extraContainers,
    overrides: mostly(fc.constantFrom(...OVERRIDES), { deployment: { metadata: { name: 'other' } } }),
    networkPolicy: fc.boolean(),
    placement: fc.record({
      nodeSelector: optional(labels),
      tolerations: optional(fc.array(toleration, { maxLength: 2 })),
      priorityClassName: optional(mostly(name, 'A')),
      runtimeClassName: optional(mostly(name, 'A')),
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
    podAnnotations: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,8})?$/), fc.string(), { maxKeys: 2 }),
    selector: fc.dictionary(fc.constantFrom('app', 'tier'), fc.stringMatching(/^[a-z]{1,5}$/), { minKeys: 1 }),
  },
  { requiredKeys: [] },
);
/** Some of them at a time, else nearly everything would be refused for one of many reasons. */
export const props = fc
  .tuple(allProps, fc.infiniteStream(fc.integer({ min: 0, max: 3 })))
  .map(([given, dice]): Partial<ModelServerProps> => {
    const kept = Object.entries(given).filter(() => dice.next().value !== 0);
    const { replicas, ...others } = Object.fromEntries(kept) as Partial<ModelServerProps>;
    return others.autoscaling && replicas !== 1.5 ? others : { ...others, replicas };
  });
/** Props that name objects, which need a place to be made in. */
export const objects = fc.record({
  pullSecrets: fc.integer({ min: 0, max: 2 }),
  account: fc.boolean(),
  config: fc.boolean(),
  isElsewhere: mostly(fc.constant(false), true),
});
export const cluster = fc.record(
  {
    kubernetesVersion: fc.constantFrom('1.28', '1.29', '1.30', '1.33', '1.36', '1.37'),
    scraper: fc.constantFrom(
      MetricsScraper.podAnnotations({ namespaceName: 'monitoring' }),
      MetricsScraper.prometheusOperator({ namespaceName: 'monitoring', labels: { release: 'prometheus' } }),
    ),
    nodeLabels: fc.constantFrom(...Object.values(NodeLabelScheme)),
    gpuOperator: fc.constant({ runtimeClassName: 'nvidia' }),
    spareAccelerators: fc.constant({ 'nvidia.com/gpu': 4 }),
  },
  { requiredKeys: [] },
);

import * as kplus from 'cdk8s-plus-28';
import { Duration } from 'cdk8s';
import {
  Accelerator,
  type Autoscaling,
  ConfigMapKeyRef,
  ContainerImage,
  type CustomHttpOptions,
  type DrainOptions,
  EnvironmentSource,
  ExternalTrafficPolicy,
  type ExtraContainer,
  FileMount,
  type HealthOptions,
  ImagePullPolicy,
  MetricsEndpoint,
  ModelSource,
  ModelServer,
  type ModelServerProps,
  type Placement,
  type ProbeTiming,
  RollingStrategy,
  type RollingStrategyOptions,
  RolloutCount,
  ScalingMetric,
  ScalingPolicy,
  ScalingPolicySelection,
  SecretKeyRef,
  SecurityProfile,
  type ServerOverrides,
  type ServerResources,
  ServerVolume,
  type ServiceOptions,
  type StartupTiming,
  ServiceType,
  ServingApp,
  ServingRuntime,
  TaintEffect,
  TenantNamespace,
  type Toleration,
  type TopologySpread,
  UnsatisfiableSpread,
} from '../../lib';
import { findings } from '../support/api-server';
import { manifestsFrom } from '../support/declare';

// Every struct is filled in whole: a prop that is added and forgotten here does not compile.
const timing: Required<ProbeTiming> = {
  initialDelay: Duration.seconds(1),
  period: Duration.seconds(9),
  timeout: Duration.seconds(3),
  failureThreshold: 4,
};
const startup: Required<StartupTiming> = {
  initialDelay: Duration.seconds(5),
  period: Duration.seconds(10),
  timeout: Duration.seconds(3),
};
const health: Required<HealthOptions> = {
  startupBudget: Duration.minutes(20),
  startup,
  readiness: timing,
  liveness: timing,
};
const drain: Required<Omit<DrainOptions, 'sleepInImage'>> = {
  delay: Duration.seconds(10),
  shutdown: Duration.seconds(60),
  hasSleepCommand: true,
};
const rolling: Required<RollingStrategyOptions> = {
  maxSurge: RolloutCount.percent(25),
  maxUnavailable: RolloutCount.pods(0),
  minReady: Duration.seconds(10),
  progressDeadline: Duration.minutes(30),
};
const service: Required<Omit<ServiceOptions, 'managementPort'>> = {
  name: 'llama-api',
  serviceType: ServiceType.LOAD_BALANCER,
  port: 8080,
  portName: 'api',
  nodePort: 30080,
  annotations: { 'example.com/load-balancer': 'internal' },
  sourceRanges: ['10.0.0.0/8'],
  externalTrafficPolicy: ExternalTrafficPolicy.LOCAL,
  sessionAffinitySeconds: 600,
};
const resources: Required<ServerResources> = {
  cpu: '2',
  cpuLimit: '4',
  memory: '8Gi',
  memoryLimit: '16Gi',
  ephemeralStorage: '2Gi',
  ephemeralStorageLimit: '3Gi',
  accelerator: Accelerator.nvidia(1),
};
const toleration: Required<Toleration> = {
  key: 'dedicated',
  value: 'models',
  effect: TaintEffect.NO_EXECUTE,
  tolerationSeconds: 60,
};
const spread: Required<TopologySpread> = {
  topologyKey: 'topology.kubernetes.io/zone',
  maxSkew: 2,
  whenUnsatisfiable: UnsatisfiableSpread.DO_NOT_SCHEDULE,
};
const placement: Required<Placement> = {
  nodeSelector: { pool: 'gpu' },
  tolerations: [toleration],
  priorityClassName: 'serving',
  runtimeClassName: 'nvidia',
  spread: [spread],
};
// KEDA takes the place of the HorizontalPodAutoscaler: __tests__/scaling has it.
const autoscaling: Required<Omit<Autoscaling, 'keda'>> = {
  minReplicas: 2,
  maxReplicas: 6,
  targetCpuUtilization: 60,
  targetMemoryUtilization: 80,
  scaleDownAfter: Duration.minutes(15),
  initialReplicas: 3,
  metrics: [ScalingMetric.pods({ metricName: 'queue_depth', averageValue: '4' })],
  scaleUp: { stabilization: Duration.minutes(1), policies: [ScalingPolicy.pods(1, Duration.minutes(5))] },
  scaleDown: { policies: [ScalingPolicy.percent(50, Duration.minutes(1))], selectPolicy: ScalingPolicySelection.MIN },
};
const runtime: Required<CustomHttpOptions> = {
  port: 8000,
  readinessPath: '/ready',
  livenessPath: '/live',
  command: ['serve'],
  args: ['--port', '8000'],
  env: { MODEL: 'llama' },
  metricsPath: '/metrics',
  metricsPort: 9090,
  grpcPort: 8001,
  startupPath: '/started',
  managementPort: 8002,
  healthPort: 8002,
  writablePaths: [{ path: '/var/cache/models', sizeLimit: '2Gi' }],
  user: 20001,
  shutdown: Duration.seconds(45),
  probeTimeout: Duration.seconds(7),
  hasSleepCommand: true,
};
const overrides: Required<Omit<ServerOverrides, 'leaderWorkerSet' | 'rollout' | 'scaledObject'>> = {
  deployment: { spec: { revisionHistoryLimit: 3 } },
  service: { spec: { internalTrafficPolicy: 'Local' } },
  serviceAccount: { metadata: { annotations: { 'example.com/role': 'reader' } } },
  podDisruptionBudget: { metadata: { annotations: { 'example.com/note': 'one at a time' } } },
  networkPolicy: { metadata: { annotations: { 'example.com/note': 'shut' } } },
  horizontalPodAutoscaler: { spec: { maxReplicas: 7 } },
  removals: ['deployment.spec.progressDeadlineSeconds'],
};

/** Every prop at once, but for those that exclude each other. */
function fullProps(
  tenant: TenantNamespace,
): Required<Omit<ModelServerProps, 'replicas' | 'serviceAccount' | 'selector' | 'previously' | 'group'>> {
  const settings = new kplus.ConfigMap(tenant, 'settings', { metadata: { name: 'settings' }, data: { level: 'info' } });
  const models = ServerVolume.emptyDir({ name: 'models', mountPath: '/models', sizeLimit: '20Gi' });
  const extra: Required<ExtraContainer> = {
    name: 'download',
    image: ContainerImage.of('registry.example/fetch:1.0'),
    resources: { cpu: '500m', memory: '256Mi' },
    command: ['fetch'],
    args: ['llama'],
    env: { TARGET: '/models' },
    envFromSecrets: { ACCESS_KEY: SecretKeyRef.named('store', 'key') },
    envFromConfigMaps: { LEVEL: ConfigMapKeyRef.of(settings, 'level') },
    envFrom: [EnvironmentSource.configMap(settings, { prefix: 'FETCH_' })],
    volumes: [models],
    files: [FileMount.secretNamed('/etc/fetch', 'fetch')],
    stdin: true,
    tty: true,
  };
  return {
    envFrom: [EnvironmentSource.secretNamed('llama', { prefix: 'LLAMA_' })],
    podDisruptionBudget: true,
    stdin: true,
    tty: true,
    image: ContainerImage.of('registry.example/llama:1.0'),
    runtime: ServingRuntime.http(runtime),
    source: ModelSource.huggingFace({ repository: 'org/llama', revision: 'a'.repeat(40), size: '15Gi' }),
    resources,
    name: 'llama',
    partOf: 'chat',
    autoscaling,
    health,
    drain,
    rollout: RollingStrategy.of(rolling),
    service,
    containerName: 'server',
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    imagePullSecrets: [kplus.Secret.fromSecretName(tenant, 'registry', 'regcred')],
    command: ['/usr/bin/serve'],
    args: ['--verbose'],
    env: { LOG: 'info' },
    envFromSecrets: { API_KEY: SecretKeyRef.named('keys', 'api') },
    envFromConfigMaps: { LEVEL: ConfigMapKeyRef.of(settings, 'level') },
    files: [FileMount.configMap('/etc/settings', settings), FileMount.secretNamed('/etc/keys', 'keys')],
    volumes: [models],
    initContainers: [extra],
    sidecars: [{ ...extra, name: 'proxy' }],
    placement,
    security: SecurityProfile.restricted({ user: 20002, group: 20003, serviceAccountToken: true }),
    metrics: MetricsEndpoint.onPort(9100, '/metrics'),
    alerts: [],
    labels: { team: 'chat' },
    annotations: { 'example.com/owner': 'chat' },
    podAnnotations: { 'example.com/trace': 'on' },
    networkPolicy: true,
    overrides,
  };
}

test('a server with every prop becomes these manifests, which the API server accepts', () => {
  const app = new ServingApp();
  const tenant = new TenantNamespace(app, 'chat', { defaultDeny: false, exposure: [ServiceType.LOAD_BALANCER] });
  new ModelServer(tenant, 'llama', fullProps(tenant));
  const manifests = manifestsFrom(app);
  // The replicas are those of the first release.
  expect(findings(manifests.all, { replicasWithAutoscaler: true })).toEqual([]);
  expect(manifests).toMatchSnapshot();
});

import { Chart } from 'cdk8s';
import { ConfigMap, Secret } from 'cdk8s-plus-28';
import { GatewayFacts } from '../../lib/cluster/gateway-facts';
import { MetricsScraper } from '../../lib/cluster/metrics-scraper';
import { AlertSetting } from '../../lib/core/alert-setting';
import { ClusterProfile } from '../../lib/core/cluster-profile';
import { Colour } from '../../lib/core/colour';
import { CidrPeer } from '../../lib/core/network-peer';
import { RollingStrategy } from '../../lib/core/rolling-strategy';
import { SecurityProfile } from '../../lib/core/security-profile';
import { ServingAlert } from '../../lib/core/serving-alert';
import { Delivery } from '../../lib/delivery/delivery';
import { BlueGreen } from '../../lib/rollout/blue-green';
import { Canary } from '../../lib/rollout/canary';
import { ReleaseController } from '../../lib/rollout/controllers/release-controller';
import { SmokeTest } from '../../lib/rollout/smoke-test';
import { TrafficSplit } from '../../lib/rollout/traffic-split';
import { RuntimeProbe } from '../../lib/runtimes/runtime-probe';
import { RuntimeShutdown } from '../../lib/runtimes/runtime-shutdown';
import { ServingRuntime } from '../../lib/runtimes/serving-runtime';
import { ContainerImage } from '../../lib/core/container-image';
import { Accelerator } from '../../lib/server/accelerator';
import { EnvironmentSource } from '../../lib/server/environment-source';
import { DeviceClaim } from '../../lib/server/device-claim';
import { FileMount } from '../../lib/server/file-mount';
import { ModelServer } from '../../lib/server/model-server';
import { ModelServerGroup } from '../../lib/server/model-server-group';
import { ServerVolume } from '../../lib/server/server-volume';
import { ServingApp } from '../../lib/synth/serving-app';
import { AccessSubject } from '../../lib/tenant/access/access-subject';
import { TenantAccess } from '../../lib/tenant/access/tenant-access';
import { ExistingNamespace } from '../../lib/tenant/existing-namespace';
import { TenantNamespace } from '../../lib/tenant/tenant-namespace';
import { IngressRoute } from '../../lib/traffic/ingress-route';
import type { IngressRouteProps } from '../../lib/traffic/ingress-route-props';
import { RouteAuthentication } from '../../lib/traffic/route-authentication';
import { RouteRenderer } from '../../lib/traffic/route-renderer';
import { RouteRule } from '../../lib/traffic/route-rule';
import { RouteTarget } from '../../lib/traffic/route-target';
import { RouteTls } from '../../lib/traffic/route-tls';
import { declare, MINIMAL } from './declare';
import { CATALOGUE } from './runtime-catalogue';
import { WAYS_IN_OF_CONTROLLERS } from './ways-in-controllers';
import { WAYS_IN_OF_SCALING } from './ways-in-scaling';
import { WAYS_IN_OF_POOLS } from './ways-in-pools';
import { WAYS_IN_OF_SOURCES } from './ways-in-sources';

/** A way of a struct into the library: one that is fine, and what has to be done with it for its problems to be reported. */
export interface WayIn {
  readonly fine: object;
  readonly use: (value: never) => unknown;
}

const tenant = () => new TenantNamespace(new ServingApp(), 'vision');
const profile = (gateway: GatewayFacts) => ClusterProfile.of({ gateway });
const serve = (props: object) => declare(props);
const runtime = (options: object, make: (options: never) => ServingRuntime): WayIn => ({
  fine: options,
  use: (value) => serve({ runtime: make(value) }),
});
const file = (make: (options: never) => FileMount): WayIn => ({
  fine: { keys: { 'labels.txt': 'labels.txt' } },
  use: (value) => serve({ files: [make(value)] }),
});
const source = (make: (options: never) => EnvironmentSource): WayIn => ({
  fine: { prefix: 'IRIS_' },
  use: (value) => serve({ envFrom: [make(value)] }),
});
const rollout = (make: (options: never) => RollingStrategy): WayIn => ({
  fine: {},
  use: (value) => serve({ rollout: make(value) }),
});
const accelerator = (make: (options: never) => Accelerator): WayIn => ({
  fine: {},
  use: (value) =>
    declare(
      { resources: { cpu: '1', memory: '1Gi', accelerator: make(value) } },
      { cluster: { kubernetesVersion: '1.34' } },
    ),
});
const image = (fine: object, make: (image: never) => ContainerImage): WayIn => ({
  fine,
  use: (value) => serve({ image: make(value) }),
});

const VIA = RouteRenderer.traefik(GatewayFacts.traefik());
const { image: stable, ...SERVER } = MINIMAL;
const VERSION = { image: stable };
const CANARY = { server: SERVER, stable: VERSION };
const BLUE_GREEN = { server: SERVER, blue: VERSION, active: Colour.BLUE };
const canary = (props: object) => new Canary(tenant(), 'ranker', { ...CANARY, ...props });
const rolled = (props: object) =>
  new Canary(
    new TenantNamespace(new ServingApp({ cluster: ClusterProfile.of({ argoRollouts: { version: '1.9' } }) }), 'vision'),
    'ranker',
    { ...CANARY, ...props },
  );
const blueGreen = (props: object) => new BlueGreen(tenant(), 'ranker', { ...BLUE_GREEN, ...props });

const route = (props: Partial<IngressRouteProps>) =>
  new IngressRoute(tenant(), 'public', { host: 'models.example.com', rules: [], via: VIA, ...props });
const SERVICE = { name: 'iris', port: 80, external: true };
const TARGET = RouteTarget.service(SERVICE);
const rule = (make: (options: never) => RouteRule, fine: object = {}): WayIn => ({
  fine,
  use: (value) => route({ rules: [make(value)] }),
});
export const BACKEND = { serviceName: 'iris', port: 80, weight: 100 };

/** Every way of a struct into the library. That none is missing is a test. */
export const WAYS_IN: { readonly [place: string]: WayIn } = {
  'Delivery.argoCd(options)': {
    fine: { name: 'models', repoUrl: 'https://git.example/platform.git' },
    use: (value) => new ServingApp({ delivery: Delivery.argoCd(value) }).synthYaml(),
  },
  'Delivery.flux(options)': {
    fine: { name: 'models', sourceName: 'platform' },
    use: (value) => new ServingApp({ delivery: Delivery.flux(value) }).synthYaml(),
  },
  ...WAYS_IN_OF_SOURCES,
  ...WAYS_IN_OF_CONTROLLERS,
  ...WAYS_IN_OF_SCALING,
  'ClusterProfile.of(options)': { fine: {}, use: (value) => ClusterProfile.of(value) },
  'GatewayFacts.traefik(options)': { fine: {}, use: (value) => profile(GatewayFacts.traefik(value)) },
  'GatewayFacts.ingress(options)': {
    fine: { className: 'nginx' },
    use: (value) => profile(GatewayFacts.ingress(value)),
  },
  'GatewayFacts.gatewayApi(options)': {
    fine: { className: 'eg' },
    use: (value) => profile(GatewayFacts.gatewayApi(value)),
  },
  'MetricsScraper.podAnnotations(options)': {
    fine: { namespaceName: 'monitoring' },
    use: (value) => ClusterProfile.of({ scraper: MetricsScraper.podAnnotations(value) }),
  },
  'MetricsScraper.prometheusOperator(options)': {
    fine: { namespaceName: 'monitoring' },
    use: (value) => ClusterProfile.of({ scraper: MetricsScraper.prometheusOperator(value) }),
  },
  'AlertSetting.tuned(tuning)': {
    fine: { threshold: 1 },
    use: (value) => serve({ alerts: [AlertSetting.tuned(ServingAlert.RESTARTS, value)] }),
  },
  'RollingStrategy.zeroDowntime(timing)': rollout((value) => RollingStrategy.zeroDowntime(value)),
  'RollingStrategy.inPlace(timing)': rollout((value) => RollingStrategy.inPlace(value)),
  'RollingStrategy.recreate(timing)': rollout((value) => RollingStrategy.recreate(value)),
  'RollingStrategy.of(options)': rollout((value) => RollingStrategy.of(value)),
  'SecurityProfile.restricted(options)': {
    fine: {},
    use: (value) => serve({ security: SecurityProfile.restricted(value) }),
  },
  'SecurityProfile.baseline(options)': {
    fine: {},
    use: (value) =>
      new ModelServer(new Chart(new ServingApp(), 'c'), 'iris', {
        ...MINIMAL,
        security: SecurityProfile.baseline(value),
      }),
  },
  'SecurityProfile.openShift(options)': {
    fine: {},
    use: (value) => serve({ security: SecurityProfile.openShift(value) }),
  },
  'ContainerImage.dockerHub(image)': image({ repository: 'team/iris', tag: '1' }, (value) =>
    ContainerImage.dockerHub(value),
  ),
  'ContainerImage.ecr(image)': image(
    { account: '123456789012', region: 'us-east-1', repository: 'iris', tag: '1' },
    (value) => ContainerImage.ecr(value),
  ),
  'Accelerator.nvidia(options)': accelerator((value) => Accelerator.nvidia(1, value)),
  'Accelerator.amd(options)': accelerator((value) => Accelerator.amd(1, value)),
  'Accelerator.nvidiaMig(options)': accelerator((value) => Accelerator.nvidiaMig('1g.10gb', 1, value)),
  'Accelerator.nvidiaShared(options)': accelerator((value) => Accelerator.nvidiaShared(value)),
  'Accelerator.devices(options)': accelerator((value) => Accelerator.devices('gpu.nvidia.com', 1, value)),
  'new DeviceClaim(props)': {
    fine: { deviceClass: 'gpu.nvidia.com' },
    use: (value) =>
      new DeviceClaim(
        new TenantNamespace(new ServingApp({ cluster: ClusterProfile.of({ kubernetesVersion: '1.34' }) }), 'vision'),
        'gpus',
        value,
      ),
  },
  'FileMount.configMap(options)': file((value) =>
    FileMount.configMap('/labels', ConfigMap.fromConfigMapName(tenant(), 'Labels', 'labels'), value),
  ),
  'FileMount.configMapNamed(options)': file((value) => FileMount.configMapNamed('/labels', 'labels', value)),
  'FileMount.secret(options)': file((value) =>
    FileMount.secret('/labels', Secret.fromSecretName(tenant(), 'Labels', 'labels'), value),
  ),
  'FileMount.secretNamed(options)': file((value) => FileMount.secretNamed('/labels', 'labels', value)),
  'ServerVolume.csi(options)': {
    fine: { name: 'keys', mountPath: '/keys', driver: 'secrets-store.csi.k8s.io' },
    use: (value) => serve({ volumes: [ServerVolume.csi(value)] }),
  },
  'ServerVolume.ephemeral(options)': {
    fine: { name: 'scratch', mountPath: '/scratch', size: '100Gi' },
    use: (value) => serve({ volumes: [ServerVolume.ephemeral(value)] }),
  },
  'EnvironmentSource.configMap(options)': source((value) =>
    EnvironmentSource.configMap(ConfigMap.fromConfigMapName(tenant(), 'Settings', 'settings'), value),
  ),
  'EnvironmentSource.configMapNamed(options)': source((value) => EnvironmentSource.configMapNamed('settings', value)),
  'EnvironmentSource.secret(options)': source((value) =>
    EnvironmentSource.secret(Secret.fromSecretName(tenant(), 'Keys', 'keys'), value),
  ),
  'EnvironmentSource.secretNamed(options)': source((value) => EnvironmentSource.secretNamed('keys', value)),
  'ServerVolume.emptyDir(options)': {
    fine: { name: 'cache', mountPath: '/cache', sizeLimit: '1Gi' },
    use: (value) => serve({ volumes: [ServerVolume.emptyDir(value)] }),
  },
  'ServerVolume.persistentVolumeClaim(options)': {
    fine: { name: 'models', mountPath: '/models', claimName: 'models' },
    use: (value) => serve({ volumes: [ServerVolume.persistentVolumeClaim(value)] }),
  },
  'ServingRuntime.http(options)': runtime({ port: 8000 }, (value) => ServingRuntime.http(value)),
  'ServingRuntime.grpc(options)': runtime({ port: 9000 }, (value) => ServingRuntime.grpc(value)),
  'ServingRuntime.fastApi(options)': runtime({}, (value) => ServingRuntime.fastApi(value)),
  'ServingRuntime.flaskGunicorn(options)': runtime({ port: 8000 }, (value) => ServingRuntime.flaskGunicorn(value)),
  'ServingRuntime.streamlit(options)': runtime({}, (value) => ServingRuntime.streamlit(value)),
  'ServingRuntime.bentoMl(options)': runtime({}, (value) => ServingRuntime.bentoMl(value)),
  'ServingRuntime.mlem(options)': runtime({}, (value) => ServingRuntime.mlem(value)),
  ...Object.fromEntries(
    CATALOGUE.map(({ name, least }) => [
      `ServingRuntime.${name}(options)`,
      runtime(least, (value) => ServingRuntime[name](value)),
    ]),
  ),
  'ServingRuntime.describe(definition)': runtime(
    {
      title: 'Acme',
      ports: { http: 8080 },
      readiness: RuntimeProbe.http('/ready'),
      shutdown: RuntimeShutdown.unknown(),
      listensByItself: true,
    },
    (value) => ServingRuntime.describe(value),
  ),
  'new ServingApp(props)': { fine: {}, use: (value) => new ServingApp(value) },
  'new ModelServer(props)': { fine: MINIMAL, use: (value) => new ModelServer(tenant(), 'iris', value) },
  'new ModelServerGroup(props)': {
    fine: {
      ...MINIMAL,
      runtime: ServingRuntime.vllm({ model: '/models' }),
      group: { size: 2 },
      resources: { cpu: '8', memory: '64Gi', accelerator: Accelerator.nvidia(8) },
    },
    use: (value) => {
      const app = new ServingApp({ cluster: ClusterProfile.of({ leaderWorkerSet: '0.10' }) });
      new ModelServerGroup(new TenantNamespace(app, 'vision'), 'llama', value);
    },
  },
  'ModelServer.connectTo(options)': {
    fine: {},
    use: (value) => {
      declare().server.connectTo(CidrPeer.internet(), value);
    },
  },
  'new BlueGreen(props)': { fine: BLUE_GREEN, use: (value) => new BlueGreen(tenant(), 'ranker', value) },
  'new Canary(props)': { fine: CANARY, use: (value) => new Canary(tenant(), 'ranker', value) },
  'Release.connectTo(options)': {
    fine: {},
    use: (value) => {
      canary({}).connectTo(CidrPeer.internet(), value);
    },
  },
  'SmokeTest.http(options)': { fine: {}, use: (value) => blueGreen({ verify: SmokeTest.http('/', value) }) },
  'ReleaseController.argoRollouts(options)': {
    fine: {},
    use: (value) => rolled({ controller: ReleaseController.argoRollouts(value) }),
  },
  'TrafficSplit.byRoute(options)': { fine: {}, use: (value) => canary({ split: TrafficSplit.byRoute(value) }) },
  'TenantAccess.custom(role)': {
    fine: { name: 'reader', rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] },
    use: (value) =>
      new TenantNamespace(new ServingApp(), 'vision', {
        access: [TenantAccess.custom(value, AccessSubject.group('team'))],
      }),
  },
  'new ExistingNamespace(props)': {
    fine: {},
    use: (value) => new ExistingNamespace(new ServingApp(), 'vision', value),
  },
  'new TenantNamespace(props)': { fine: {}, use: (value) => new TenantNamespace(new ServingApp(), 'vision', value) },
  'new IngressRoute(props)': {
    fine: { host: 'models.example.com', rules: [RouteRule.pathPrefix('/', TARGET)], via: VIA },
    use: (value) => new IngressRoute(tenant(), 'public', value),
  },
  ...WAYS_IN_OF_POOLS,
  'RouteAuthentication.forward(options)': rule(
    (value) => RouteRule.pathPrefix('/', TARGET, { authentication: RouteAuthentication.forward(value) }),
    { address: 'http://auth.example.com' },
  ),
  'RouteRule.pathPrefix(options)': rule((value) => RouteRule.pathPrefix('/', TARGET, value)),
  'RouteRule.exact(options)': rule((value) => RouteRule.exact('/', TARGET, value)),
  'RouteRule.grpc(options)': rule((value) => RouteRule.grpc('iris.Iris', TARGET, value)),
  'RouteRule.grpcMethod(options)': rule((value) => RouteRule.grpcMethod('iris.Iris', 'Predict', TARGET, value)),
  'RouteRule.seldon(path)': rule((value) => RouteRule.seldon(value, TARGET), { name: 'iris' }),
  'RouteRule.seldon(options)': rule((value) => RouteRule.seldon({ name: 'iris' }, TARGET, value)),
  'RouteTarget.service(options)': rule((value) => RouteRule.pathPrefix('/', RouteTarget.service(value)), SERVICE),
  'RouteTarget.split(targets)': rule(
    (value) => RouteRule.pathPrefix('/', RouteTarget.split([value, { target: TARGET, weight: 50 }])),
    { target: RouteTarget.service({ ...SERVICE, name: 'rose' }), weight: 50 },
  ),
  'RouteTls.secret(options)': {
    fine: {},
    use: (value) => route({ rules: [RouteRule.pathPrefix('/', TARGET)], tls: RouteTls.secret('tls', value) }),
  },
  'RouteTls.certManager(options)': {
    fine: { issuer: 'letsencrypt' },
    use: (value) => route({ rules: [RouteRule.pathPrefix('/', TARGET)], tls: RouteTls.certManager(value) }),
  },
  'INetworkPeer.toNetworkPeer()': {
    fine: { namespaceName: 'frontend' },
    use: (value) => {
      declare().server.allowFrom({ toNetworkPeer: () => value });
    },
  },
  'IRouteTarget.trafficBackends': rule(
    (value) => RouteRule.pathPrefix('/', { namespaceName: 'vision', trafficBackends: [value] }),
    BACKEND,
  ),
  'IRouteTarget.trafficPins': rule(
    (value) => RouteRule.pathPrefix('/', { namespaceName: 'vision', trafficBackends: [BACKEND], trafficPins: [value] }),
    { header: 'x-canary', value: 'yes', backend: BACKEND },
  ),
};

import {
  BlueGreen,
  Canary,
  CanaryStage,
  ClusterProfile,
  Colour,
  ContainerImage,
  GatewayFacts,
  GatewayImplementation,
  IngressRoute,
  type IngressRouteProps,
  type IRouteTarget,
  ModelServer,
  type ModelServerProps,
  RouteRule,
  RouteTarget,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
  TrafficSplit,
} from '../../lib';
import { Manifests } from '../../lib/testing';
import { manifestsFrom, MINIMAL } from '../support/declare';

const GKE = GatewayFacts.gatewayApi({
  implementation: GatewayImplementation.GKE,
  gatewayName: 'shared',
  gatewayNamespaceName: 'gateways',
});
const server = { runtime: MINIMAL.runtime, resources: MINIMAL.resources };
const runtime = (options: { readinessPath: string }) => ServingRuntime.http({ port: 8000, ...options });
const version = (text: string) => ({ image: ContainerImage.of(`registry.example/iris:${text}`) });

type Target = (tenant: TenantNamespace) => IRouteTarget;
const atPath =
  (readinessPath: string): Target =>
  (tenant) =>
    new ModelServer(tenant, 'iris', { ...MINIMAL, runtime: runtime({ readinessPath }) });

/** A server that takes requests on port 8000, and answers for its health on port 9000. */
const both: Target = (tenant) => bothWith(tenant);
const bothWith = (tenant: TenantNamespace, service?: ModelServerProps['service']) =>
  new ModelServer(tenant, 'iris', {
    ...MINIMAL,
    service,
    runtime: ServingRuntime.http({ port: 8000, managementPort: 9000, healthPort: 9000, readinessPath: '/' }),
  });

function made(target: Target, gateway = GKE, props: Partial<IngressRouteProps> = {}) {
  const app = new ServingApp({ cluster: ClusterProfile.of({ gateway }) });
  const tenant = new TenantNamespace(app, 'vision', { labels: { team: 'vision' } });
  new IngressRoute(tenant, 'public', {
    host: 'a.example',
    ...props,
    rules: [RouteRule.pathPrefix('/', target(tenant))],
  });
  const manifests = Manifests.fromApp(app);
  return { app, manifests, policies: manifests.all.filter(({ kind }) => kind === 'HealthCheckPolicy') };
}

describe('a Gateway of GKE', () => {
  test('learns where a server answers for its health', () => {
    const { policies, app } = made(atPath('/health'));
    expect(policies).toEqual([
      {
        apiVersion: 'networking.gke.io/v1',
        kind: 'HealthCheckPolicy',
        metadata: {
          name: 'iris',
          namespace: 'vision',
          labels: { 'app.kubernetes.io/managed-by': 'cdk8s-model-serving', team: 'vision' },
        },
        spec: {
          default: {
            config: {
              type: 'HTTP',
              httpHealthCheck: { port: 8000, portSpecification: 'USE_FIXED_PORT', requestPath: '/health' },
            },
          },
          targetRef: { group: '', kind: 'Service', name: 'iris' },
        },
      },
    ]);
    expect(app.warnings.filter((warning) => warning.includes('gke-health-check'))).toEqual([]);
  });

  test.each<[string, Target, string[]]>([
    ['a server that answers /', atPath('/'), []],
    ['a server that answers elsewhere', atPath('/v2/health/ready'), ['iris']],
    [
      'a server that is asked for a connection alone',
      (tenant) => new ModelServer(tenant, 'iris', { ...MINIMAL, runtime: ServingRuntime.http({ port: 8000 }) }),
      [],
    ],
    ['a Service by name', () => RouteTarget.service({ name: 'other', port: 80, external: true }), []],
    [
      'a canary by route, at every stage',
      (tenant) =>
        new Canary(tenant, 'ranker', {
          server: { ...server, runtime: runtime({ readinessPath: '/health' }) },
          stable: version('1'),
          canary: version('2'),
          split: TrafficSplit.byRoute(),
          stage: CanaryStage.weight(0),
        }),
      ['ranker', 'ranker-canary'],
    ],
    [
      'a blue/green release',
      (tenant) =>
        new BlueGreen(tenant, 'ranker', {
          server: { ...server, runtime: runtime({ readinessPath: '/health' }) },
          blue: version('1'),
          green: version('2'),
          active: Colour.BLUE,
        }),
      ['ranker', 'ranker-preview'],
    ],
  ])('has policies for %s', (_what, target, names) => {
    expect(made(target).policies.map(({ metadata }) => metadata.name)).toEqual(names);
  });

  test.each<[string, GatewayFacts, Partial<IngressRouteProps>]>([
    ['another implementation', GatewayFacts.gatewayApi({ className: 'eg' }), {}],
    ['Traefik', GatewayFacts.traefik(), {}],
    ['a route that wants none', GKE, { healthChecks: false }],
  ])('has none for %s', (_what, gateway, props) => {
    expect(made(atPath('/health'), gateway, props).policies).toEqual([]);
  });

  test('has one policy for two routes to a server', () => {
    const app = new ServingApp({ cluster: ClusterProfile.of({ gateway: GKE }) });
    const tenant = new TenantNamespace(app, 'vision');
    const target = atPath('/health')(tenant);
    const routes = ['a', 'b'].map(
      (id) => new IngressRoute(tenant, id, { host: `${id}.example`, rules: [RouteRule.pathPrefix('/', target)] }),
    );
    expect(manifestsFrom(app).all.filter(({ kind }) => kind === 'HealthCheckPolicy')).toHaveLength(1);
    expect(routes.map(({ resources }) => resources.map(({ kind }) => kind))).toEqual([
      ['HTTPRoute', 'HealthCheckPolicy'],
      ['HTTPRoute'],
    ]);
  });

  test('asks the port of the probes, where requests go to another', () => {
    const { policies, app } = made(both);
    expect(policies.map(({ spec }) => spec.default.config.httpHealthCheck)).toEqual([
      { port: 9000, portSpecification: 'USE_FIXED_PORT', requestPath: '/' },
    ]);
    expect(app.warnings.filter((warning) => warning.includes('gke-health-check'))).toEqual([]);
  });
});

describe.each(['gce', 'gce-internal'])('an Ingress of the class %s', (className) => {
  const gateway = GatewayFacts.ingress({ className });
  const configs = ({ manifests }: ReturnType<typeof made>) =>
    manifests.all.filter(({ kind }) => kind === 'BackendConfig');

  test.each<[string, Target]>([
    ['elsewhere', atPath('/health')],
    ['at /', atPath('/')],
    ['for a connection alone', (tenant) => new ModelServer(tenant, 'iris', MINIMAL)],
  ])('reads the readiness probe that asks %s', (_what, target) => {
    const all = made(target, gateway);
    expect(configs(all)).toEqual([]);
    expect(all.manifests.get('Service', 'iris').metadata.annotations).toBeUndefined();
    expect(all.app.warnings.filter((warning) => warning.includes('gke-health-check'))).toEqual([]);
  });

  test('is told by a BackendConfig where the probe asks another port', () => {
    const all = made(both, gateway);
    expect(configs(all).map(({ metadata, spec }) => [metadata.name, metadata.namespace, spec])).toEqual([
      ['iris', 'vision', { healthCheck: { type: 'HTTP', requestPath: '/', port: 9000 } }],
    ]);
    expect(all.manifests.get('Service', 'iris').metadata.annotations).toEqual({
      'cloud.google.com/backend-config': '{"default":"iris"}',
    });
    expect(all.app.warnings.filter((warning) => warning.includes('gke-health-check'))).toEqual([]);
  });

  test.each<[string, Target, Partial<IngressRouteProps>]>([
    [
      'a BackendConfig of its own',
      (tenant) => bothWith(tenant, { annotations: { 'cloud.google.com/backend-config': '{"default":"own"}' } }),
      {},
    ],
    ['a route that wants none', both, { healthChecks: false }],
  ])('is told nothing with %s', (_what, target, props) => {
    expect(configs(made(target, gateway, props))).toEqual([]);
  });
});

import { Duration } from 'cdk8s';
import {
  type CustomGrpcOptions,
  type CustomHttpOptions,
  GatewayFacts,
  type HealthOptions,
  IngressRoute,
  MetricsEndpoint,
  MetricsScraper,
  type ModelServer,
  type ModelServerProps,
  NamespacePeer,
  RouteRenderer,
  RouteRule,
  type ServiceOptions,
  ServiceType,
  ServingRuntime,
  SmokeTest,
} from '../../lib';
import { Manifests } from '../../lib/testing';
import { blueGreen, canary, SERVER } from '../rollout/support';
import { containerOf, declare, failureOf, manifestsOf } from '../support/declare';

const http = (options: Partial<CustomHttpOptions> = {}) => ServingRuntime.http({ port: 8080, ...options });
const grpc = (options: Partial<CustomGrpcOptions> = {}) => ServingRuntime.grpc({ port: 9000, ...options });
const managed = http({ managementPort: 8081 });
const probesOf = (props: Partial<ModelServerProps>) => {
  const { startupProbe, readinessProbe, livenessProbe } = containerOf(props);
  return [startupProbe, readinessProbe, livenessProbe];
};

describe('the name of the port of the Service', () => {
  const name = 'predictions-of-the-iris-model-over-plain-http-1-1-for-everybody';

  test.each([[name], ['tcp--web'], ['8080'], ['http-predictions']])(
    'may be %s; the container keeps its own',
    (portName) => {
      const manifests = manifestsOf({ service: { portName } });
      expect(manifests.get('Service').spec.ports).toEqual([
        { name: portName, port: 80, protocol: 'TCP', targetPort: 'http' },
      ]);
      expect(manifests.get('Deployment').spec.template.spec.containers[0].ports[0].name).toBe('http');
    },
  );

  test('leads to the number where a live workload is adopted, whose pods know no name of ours', () => {
    const { spec } = manifestsOf({ service: { portName: name }, selector: { app: 'iris' } }).get('Service');
    expect(spec.ports[0]).toMatchObject({ name, targetPort: 8000 });
  });

  test.each(['', 'a'.repeat(64), 'Http', 'http_api', '-http'])('may not be %p', (portName) => {
    expect(failureOf(() => declare({ service: { portName } }))).toContain(
      'service.portName must be lower-case letters, digits',
    );
  });

  test('may be long in both kinds of releases', () => {
    const server = { ...SERVER, service: { portName: name } };
    expect(() => blueGreen({ server }).app.synthYaml()).not.toThrow();
    expect(() => canary({ server }).app.synthYaml()).not.toThrow();
  });
});

describe('a management port', () => {
  test('is on the container, and on no Service', () => {
    const manifests = manifestsOf({ runtime: managed });
    expect(containerOf({ runtime: managed }).ports).toEqual([
      { containerPort: 8080, name: 'http', protocol: 'TCP' },
      { containerPort: 8081, name: 'management', protocol: 'TCP' },
    ]);
    expect(manifests.get('Service').spec.ports).toHaveLength(1);
  });

  test('is open inside the namespace, not to other peers, nor to everyone who reaches a node', () => {
    const { app, server } = declare({ runtime: managed, service: { serviceType: ServiceType.NODE_PORT } });
    server.allowFrom(NamespacePeer.external('web'));
    const { spec } = Manifests.fromApp(app).get('NetworkPolicy');
    const ingress = spec.ingress.map(({ from, ports }: any) => [from, ports.map(({ port }: any) => port)]);
    expect(ingress).toContainEqual([[{ podSelector: {} }], [8080, 8081]]);
    expect(ingress).toContainEqual([undefined, [8080]]);
    expect(
      ingress.filter(([from]: any) => JSON.stringify(from)?.includes('web')).flatMap(([, ports]: any) => ports),
    ).not.toContain(8081);
  });

  test.each<[string, Partial<ServiceOptions>, object[]]>([
    [
      'its number',
      { managementPort: 8081 },
      [
        { port: 80, targetPort: 'http' },
        { name: 'management', port: 8081, targetPort: 'management' },
      ],
    ],
    ['another', { managementPort: 9999, port: 8080 }, [{ port: 8080 }, { port: 9999, targetPort: 'management' }]],
  ])('is on the Service where that says so: %s', (_, service, ports) => {
    expect(manifestsOf({ runtime: managed, service }).get('Service').spec.ports).toMatchObject(ports);
    for (const made of [blueGreen, canary]) {
      const server = { ...SERVER, runtime: managed, service };
      expect(Manifests.fromApp(made({ server }).app).find('Service')[0].spec.ports).toMatchObject(ports);
    }
  });

  test.each<[string, Partial<ModelServerProps>, string]>([
    [
      'that the runtime does not have',
      { service: { managementPort: 8081 } },
      'service.managementPort needs a runtime with a management port, got 8081',
    ],
    [
      'that everyone would reach',
      { runtime: managed, service: { managementPort: 8081, serviceType: ServiceType.LOAD_BALANCER } },
      "service.managementPort needs serviceType ServiceType.CLUSTER_IP, got 'LoadBalancer'",
    ],
    [
      'of the number of the first',
      { runtime: managed, service: { managementPort: 80 } },
      'service.port must differ from the management port, got 80',
    ],
    [
      'of the number of another',
      { runtime: http({ managementPort: 8081, grpcPort: 9000 }), service: { managementPort: 9000 } },
      'service.managementPort must differ from the grpc port, got 9000',
    ],
    [
      'of the name of the first',
      { runtime: managed, service: { managementPort: 8081, portName: 'management' } },
      "service.portName must differ from that of the management port, got 'management'",
    ],
    [
      'that is no port',
      { runtime: managed, service: { managementPort: 0 } },
      'service.managementPort must be a whole number from 1 to 65535, got 0',
    ],
    [
      'that is a port of clients',
      { runtime: http({ managementPort: 8080 }) },
      'runtime HTTP: managementPort must differ from port, got 8080 for both',
    ],
  ])('is refused: one %s', (_, props, message) => {
    expect(failureOf(() => declare(props))).toContain(message);
  });

  test.each<[string, ModelServerProps['runtime'], MetricsEndpoint | undefined]>([
    ['the runtime', http({ managementPort: 8081, metricsPort: 8081 }), undefined],
    ['the runtime of gRPC', grpc({ managementPort: 8081, metricsPath: '/metrics' }), undefined],
    ['the server', managed, MetricsEndpoint.onPort(8081, '/metrics')],
  ])('may serve the metrics, as %s says', (_, runtime, metrics) => {
    const cluster = { scraper: MetricsScraper.podAnnotations({ namespaceName: 'monitoring' }) };
    const manifests = manifestsOf({ runtime, metrics }, { cluster });
    const { template } = manifests.get('Deployment').spec;
    expect(template.metadata.annotations['prometheus.io/port']).toBe('8081');
    expect(template.spec.containers[0].ports).toHaveLength(2);
    expect(JSON.stringify(manifests.get('NetworkPolicy').spec.ingress)).toContain('monitoring');
  });
});

describe('health checks', () => {
  test.each<[string, Partial<CustomHttpOptions>, object[]]>([
    [
      'at a startup path of its own',
      { startupPath: '/started', readinessPath: '/ready', livenessPath: '/live' },
      [
        { httpGet: { path: '/started', port: 'http' } },
        { httpGet: { path: '/ready', port: 'http' } },
        { httpGet: { path: '/live', port: 'http' } },
      ],
    ],
    [
      'at the management port',
      { managementPort: 8081, healthPort: 8081, readinessPath: '/actuator/health' },
      Array<object>(3).fill({ httpGet: { path: '/actuator/health', port: 'management' } }),
    ],
    [
      'at the management port without a path',
      { managementPort: 8081, healthPort: 8081 },
      Array<object>(3).fill({ tcpSocket: { port: 'management' } }),
    ],
    ['by gRPC beside HTTP', { grpcPort: 9000, healthPort: 9000 }, Array<object>(3).fill({ grpc: { port: 9000 } })],
  ])('of HTTP: %s', (_, options, probes) => {
    expect(probesOf({ runtime: http(options) })).toMatchObject(probes);
  });

  test.each<[string, Partial<CustomGrpcOptions>, object[]]>([
    ['as a whole', {}, Array<object>(3).fill({ grpc: { port: 9000 } })],
    [
      'by names of services',
      { readinessService: 'ready', livenessService: 'live' },
      [{ grpc: { service: 'ready' } }, { grpc: { service: 'ready' } }, { grpc: { service: 'live' } }],
    ],
    ['without a health service', { hasHealthService: false }, Array<object>(3).fill({ tcpSocket: { port: 'grpc' } })],
  ])('of gRPC alone: %s', (_, options, probes) => {
    expect(probesOf({ runtime: grpc(options) })).toMatchObject(probes);
  });

  test.each<[string, object, string]>([
    [
      'of a port that is not given',
      http({ healthPort: 9999 }),
      'runtime HTTP: healthPort must be one of the ports that are given, 8080, got 9999; give it as managementPort too',
    ],
    [
      'of the metrics',
      http({ metricsPort: 9090, healthPort: 9090 }),
      'healthPort must be one of the ports that are given, 8080, got 9090',
    ],
    [
      'at a path of gRPC',
      http({ grpcPort: 9000, healthPort: 9000, startupPath: '/started' }),
      'readinessPath, livenessPath and startupPath must be left out where healthPort speaks gRPC',
    ],
    [
      'by a name where none answers',
      grpc({ hasHealthService: false, livenessService: 'live' }),
      'runtime gRPC: readinessService and livenessService must be left out where hasHealthService is false',
    ],
    [
      'by no name',
      grpc({ readinessService: 'a b' }),
      "readinessService must be a name that the health service knows, without white space, got 'a b'",
    ],
    [
      'with metrics nowhere',
      grpc({ metricsPath: '/metrics' }),
      "metricsPath must be on a port that speaks HTTP, got '/metrics'; give metricsPort or managementPort",
    ],
  ])('are refused: %s', (_, runtime, message) => {
    expect(failureOf(() => declare({ runtime } as Partial<ModelServerProps>))).toContain(message);
  });

  const seconds = (value: number) => Duration.seconds(value);
  test.each<[HealthOptions, object, number]>([
    [{}, { failureThreshold: 120, periodSeconds: 5, timeoutSeconds: 5 }, 600],
    [{ startup: { period: seconds(30) } }, { failureThreshold: 20, periodSeconds: 30 }, 600],
    [
      { startup: { initialDelay: seconds(60), period: seconds(10), timeout: seconds(3) } },
      { failureThreshold: 54, initialDelaySeconds: 60, periodSeconds: 10, timeoutSeconds: 3 },
      600,
    ],
    [{ startupBudget: seconds(25), startup: { period: seconds(10) } }, { failureThreshold: 3, periodSeconds: 10 }, 30],
  ])('of the start with %p fail after the budget and not before', (health, probe, total) => {
    const { spec } = manifestsOf({ health }).get('Deployment');
    const { startupProbe } = spec.template.spec.containers[0];
    expect(startupProbe).toMatchObject(probe);
    const { initialDelaySeconds = 0, failureThreshold, periodSeconds } = startupProbe;
    expect(Number(initialDelaySeconds) + failureThreshold * periodSeconds).toBe(total);
    expect(spec.progressDeadlineSeconds).toBeGreaterThan(total);
  });

  test.each<[HealthOptions, string]>([
    [
      { startup: { initialDelay: seconds(600) } },
      'health.startup must leave time for a check within the startupBudget of 600 s, got an initialDelay of 600 s and a period of 5 s',
    ],
    [
      { startupBudget: seconds(10), startup: { period: seconds(30) } },
      'got an initialDelay of 0 s and a period of 30 s; raise startupBudget, or lower them',
    ],
    [{ startup: { period: seconds(0) } }, 'health.startup.period must be a Duration of whole seconds of 1 or more'],
    [{ startup: { timeout: seconds(0) } }, 'health.startup.timeout must be a Duration of whole seconds of 1 or more'],
  ])('of the start with %p never pass', (health, message) => {
    expect(failureOf(() => declare({ health }))).toContain(message);
  });
});

describe('a server that speaks gRPC alone', () => {
  test('has a Service and ways in for that port', () => {
    const manifests = manifestsOf({ runtime: grpc(), service: { port: 9000 } });
    expect(manifests.get('Service').spec.ports).toEqual([
      { name: 'grpc', port: 9000, protocol: 'TCP', targetPort: 'grpc' },
    ]);
    expect(JSON.stringify(manifests.get('NetworkPolicy').spec.ingress)).toContain('"port":9000');
  });

  test('is no target of a smoke test, which speaks HTTP', () => {
    const server = { ...SERVER, runtime: grpc() };
    for (const made of [blueGreen, canary])
      expect(failureOf(() => made({ server, verify: SmokeTest.http('/') }))).toContain(
        'verify must be left out for a server without an HTTP port',
      );
  });

  test('is no target of rules for HTTP, and one of rules for gRPC', () => {
    const routeTo = (rule: (server: ModelServer) => RouteRule) => {
      const { app, tenant, server } = declare({ runtime: grpc() });
      const via = RouteRenderer.traefik(GatewayFacts.traefik());
      new IngressRoute(tenant, 'public', { host: 'a.example', via, rules: [rule(server)] });
      return app.synthYaml();
    };
    expect(failureOf(() => routeTo((server) => RouteRule.pathPrefix('/', server)))).toContain(
      "must speak HTTP on port 80 of its Service 'iris', which speaks gRPC; use RouteRule.grpc(...), or set the option port",
    );
    expect(routeTo((server) => RouteRule.grpc('iris.Iris', server))).toContain('h2c');
  });
});

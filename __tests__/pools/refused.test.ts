import { Chart } from 'cdk8s';
import {
  Canary,
  CanaryStage,
  EndpointPicker,
  GatewayFacts,
  GatewayImplementation,
  InferencePool,
  IngressRoute,
  ModelServer,
  RouteRule,
  RouteTarget,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
  TrafficSplit,
} from '../../lib';
import { manifestsFrom } from '../support/declare';
import { gatewayFacts, type Given, LARGE, pooled, routed } from './support';

const { image, ...SERVER } = LARGE;
const wrong = (value: unknown): never => value as never;
const release = (split: TrafficSplit) => (tenant: TenantNamespace) =>
  new Canary(tenant, 'chat', {
    server: SERVER,
    stable: { image },
    canary: { image },
    replicas: 4,
    steps: [25],
    stage: CanaryStage.step(0),
    split,
  });

describe('a pool is refused', () => {
  test.each<[string, Given, string]>([
    [
      'of a runtime without metrics',
      { server: { runtime: ServingRuntime.http({ port: 8000 }) } },
      'target must publish Prometheus metrics, which the picker picks by, got a server without any; lead the route to the server itself, or give the picker a config of your own',
    ],
    [
      'of a runtime without the metric of a queue',
      { server: { runtime: ServingRuntime.bentoMl() } },
      'target must have a metric of requests that wait, which the picker picks by, got a runtime without; lead the route to the server itself',
    ],
    [
      'with no target port',
      { pool: { targetPorts: [] } },
      'targetPorts must be 1 to 8 ports, got 0; make several pools for more',
    ],
    [
      'with nine target ports',
      { pool: { targetPorts: [1, 2, 3, 4, 5, 6, 7, 8, 9] } },
      'targetPorts must be 1 to 8 ports, got 9; make several pools for more',
    ],
    [
      'with a target port twice',
      { pool: { targetPorts: [8000, 8000] } },
      'targetPorts must name each port once, got 8000, 8000; leave out the second',
    ],
    ['with a port that is none', { pool: { targetPorts: [70000] } }, 'targetPorts[0] must be'],
    [
      'with a picker of another namespace',
      { pool: { picker: EndpointPicker.service({ name: 'epp', namespaceName: 'gateways' }) } },
      "picker.namespaceName must be that of the pool, 'llm', since a pool can name no Service elsewhere, got 'gateways'; run the picker beside the pool",
    ],
    [
      'with no picker at all',
      { pool: { picker: EndpointPicker.llmD({ replicas: 0 }) } },
      'picker.replicas must be a whole number of 1 or more, got 0',
    ],
    [
      'with an argument that the manifests agree on',
      { pool: { picker: EndpointPicker.llmD({ args: ['--pool-name=other'] }) } },
      "picker.args must not set '--pool-name=other', which other objects agree with",
    ],
    [
      'with a picker that is none',
      { pool: { picker: wrong('epp') } },
      "picker must be made by EndpointPicker.llmD(...) or .service(...), got 'epp'",
    ],
    [
      'with a way to fail that there is not',
      { pool: { failureMode: wrong('Open') } },
      "failureMode must be 'FailOpen' or 'FailClose', got 'Open'",
    ],
    [
      'of a Service by name',
      { target: () => wrong(RouteTarget.service({ name: 'x', port: 80 })) },
      'target must be a ModelServer, or a release of two versions, got',
    ],
    [
      'of a canary by replicas, whose shares a picker does not keep',
      { target: release(TrafficSplit.byReplicas()) },
      'target splits by replicas, which a pool does not keep: its picker chooses pods by their load; split by route with TrafficSplit.byRoute(), which makes a pool for each version',
    ],
  ])('%s', (_title, given, message) => {
    expect(() => pooled(given)).toThrow(message);
  });

  test('of a server in another namespace', () => {
    const { app, target } = pooled();
    const other = new TenantNamespace(app, 'other');
    expect(() => new InferencePool(other, 'llama', { target })).toThrow(
      "target must be in the namespace of the pool, which selects no pods elsewhere, got 'llm' for a pool in 'other'; declare the pool where its server is",
    );
  });

  test('in a chart without a namespace, which the rights of its picker name', () => {
    const chart = new Chart(new ServingApp(), 'plain');
    const target = new ModelServer(chart, 'llama', LARGE);
    expect(() => new InferencePool(chart, 'llama', { target })).toThrow(
      'must be in a tenant, or in a chart with a namespace, which the rights of its picker name, got a chart without; give the chart a namespace',
    );
  });

  test('whose name leaves no room for that of its picker', () => {
    const { tenant, target } = pooled();
    expect(() => new InferencePool(tenant, 'p'.repeat(60), { target })).toThrow(
      'its id, which is its name, must have at most 59 characters, as its picker',
    );
  });

  test('that selects what another one selects', () => {
    const { app, tenant, target } = pooled();
    new InferencePool(tenant, 'second', { target });
    expect(() => manifestsFrom(app)).toThrow('both spread requests over the same pods');
  });
});

describe('a route to a pool is refused', () => {
  test.each<[string, Given, string]>([
    ['by Traefik', { gateway: GatewayFacts.traefik() }, 'InferencePools as targets cannot be had from Traefik'],
    [
      'by a controller of Ingresses',
      { gateway: GatewayFacts.ingress({ className: 'any' }) },
      'InferencePools as targets cannot be had from the Ingress',
    ],
    ...[GatewayImplementation.CILIUM, GatewayImplementation.KGATEWAY, GatewayImplementation.OTHER].map(
      (each): [string, Given, string] => [
        `by a Gateway of ${each}`,
        { gateway: gatewayFacts(each) },
        'InferencePools as targets cannot be had from the Gateway API',
      ],
    ),
    [
      'by a version that came before them',
      { gateway: gatewayFacts(GatewayImplementation.ISTIO, '1.27') },
      'needs version 1.28 of the Gateway API on Istio, got 1.27',
    ],
    [
      'by weight where pools have none',
      { gateway: gatewayFacts(GatewayImplementation.ENVOY_GATEWAY), target: release(TrafficSplit.byRoute()) },
      'several InferencePools in one rule, by weight cannot be had from the Gateway API on Envoy Gateway',
    ],
  ])('%s', (_title, given, message) => {
    expect(() => routed(given)).toThrow(message);
  });

  test.each<[string, (pool: InferencePool, server: ModelServer) => RouteRule, string]>([
    [
      'in a rule for gRPC',
      (pool) => RouteRule.grpc('p.S', pool),
      'since gateways lead to InferencePools by HTTPRoutes alone, got a pool in a rule for gRPC; lead the rule to the server itself',
    ],
    [
      'with a port',
      (pool) => RouteRule.pathPrefix('/', pool, { port: 8000 }),
      'rules[0].port must be left out, since an InferencePool has no port of its own, got 8000; set targetPorts of the pool',
    ],
    [
      'as a mirror',
      (pool, server) => RouteRule.pathPrefix('/', server, { mirror: { target: pool } }),
      'rules[0].mirror.target must be a server, since no gateway is known to copy requests to an InferencePool',
    ],
    [
      'beside a Service',
      (pool, server) =>
        RouteRule.pathPrefix(
          '/',
          RouteTarget.split([
            { target: pool, weight: 50 },
            { target: server, weight: 50 },
          ]),
        ),
      'rules[0].target must lead to InferencePools alone or to Services alone, got both in one split',
    ],
  ])('%s', (_title, rule, message) => {
    const { tenant, pool } = pooled();
    const server = new ModelServer(tenant, 'other', LARGE);
    expect(() => new IngressRoute(tenant, 'public', { host: 'h.example', rules: [rule(pool, server)] })).toThrow(
      message,
    );
  });

  test('in another namespace', () => {
    const { app, pool } = pooled();
    const other = new TenantNamespace(app, 'other');
    expect(
      () => new IngressRoute(other, 'public', { host: 'h.example', rules: [RouteRule.pathPrefix('/', pool)] }),
    ).toThrow(
      "is an InferencePool of the namespace 'llm', the route is in 'other'; declare the route where the pool is",
    );
  });
});

test('several pools in a rule of Istio are warned of', () => {
  const { app } = routed({
    gateway: gatewayFacts(GatewayImplementation.ISTIO),
    target: release(TrafficSplit.byRoute()),
  });
  expect(app.warnings.filter((warning) => warning.startsWith('IngressRoute'))).toEqual([
    "IngressRoute 'llm/public': rules[0].target: Istio asks one picker for all pools of a rule, and answers 503 for all where that one has no pods, until a release with istio/istio#61601 (1.29 to 1.31 after 2026-09-21, or 1.32)",
  ]);
});

import { App, Duration } from 'cdk8s';
import {
  CookieSameSite,
  GatewayFacts,
  GatewayImplementation,
  IngressRoute,
  type IRouteTarget,
  MiddlewareRef,
  ModelServer,
  RouteRenderer,
  RouteRule,
  type RouteRuleOptions,
  RouteTarget,
  RouteTls,
  ServingRuntime,
} from '../../lib';
import { failureOf, MINIMAL } from '../support/declare';
import { gatewayOf, madeFor, routed, type Rules, world } from '../support/routes';

const HOST = 'models.example.com';
const withOptions =
  (options: RouteRuleOptions): Rules =>
  ({ a }) => [RouteRule.pathPrefix('/v1', a, options)];
/** What a caller without a type checker may pass. */
const untyped = (value: unknown): never => value as never;
const warningsOf = (rules: Rules, via?: RouteRenderer) => {
  const all = world(GatewayFacts.traefik());
  new IngressRoute(all.shop, 'public', { host: HOST, via, rules: rules(all) });
  return all.app.warnings.filter((warning) => warning.startsWith('IngressRoute'));
};

describe('gateways that cut long calls off, of which a route cannot say anything', () => {
  const fast: Rules = ({ shop }) => [
    RouteRule.pathPrefix(
      '/',
      new ModelServer(shop, 'fast', {
        ...MINIMAL,
        runtime: ServingRuntime.flaskGunicorn({ port: 5000, workerTimeout: Duration.seconds(45) }),
      }),
    ),
  ];
  test('are warned of where the targets may take longer', () => {
    const gke = gatewayOf(GatewayImplementation.GKE);
    const fabric = gatewayOf(GatewayImplementation.NGINX_GATEWAY_FABRIC);
    const route = "IngressRoute 'shop/public': ";
    expect(warningsOf(withOptions({}), gke)).toEqual([
      `${route}GKE cuts an answer off after 30 s, which a route there cannot change, and the targets of rules[0] may take longer; make a GCPBackendPolicy with spec.default.timeoutSec for the Service`,
    ]);
    expect(warningsOf(fast, gke)).toHaveLength(1);
    expect(warningsOf(withOptions({}), fabric)[0]).toContain('gives up where nothing of an answer comes for 60 s');
    expect(warningsOf(fast, fabric)).toEqual([]);
    expect(warningsOf(withOptions({}), gatewayOf(GatewayImplementation.ENVOY_GATEWAY))).toEqual([]);
    expect(warningsOf(withOptions({}))).toEqual([]);
  });
});

test('a limit of bodies holds answers back on the Gateway API of Traefik as well', () => {
  expect(warningsOf(withOptions({ maxBodySize: '1Mi' }), gatewayOf(GatewayImplementation.TRAEFIK))[0]).toContain(
    'rules[0].maxBodySize holds every answer back until it is complete',
  );
});

test('a Gateway of the route has a certificate for every host', () => {
  const via = RouteRenderer.gatewayApi(
    GatewayFacts.gatewayApi({ implementation: GatewayImplementation.ENVOY_GATEWAY, className: 'envoy' }),
  );
  const tls = RouteTls.secret('cert', { hosts: ['a.example'] });
  expect(
    failureOf(() => routed(withOptions({}), { via, tls, host: undefined, hosts: ['a.example', 'b.example'] })),
  ).toContain('tls.hosts must name every host, since the Gateway made for this route has no other certificate');
});

test('two routes with one Secret of cert-manager are refused', () => {
  const { app, shop, a, b } = world(GatewayFacts.traefik({ strictPrefixMatching: true }));
  const route = (id: string, host: string, target: ModelServer, tls: RouteTls) =>
    new IngressRoute(shop, id, {
      host,
      tls,
      via: RouteRenderer.ingress(),
      rules: [RouteRule.pathPrefix('/', target)],
    });
  const issued = RouteTls.certManager({ clusterIssuer: 'x', secretName: 'cert' });
  route('one', 'a.example', a, issued);
  route('named', 'c.example', a, RouteTls.secret('cert'));
  app.synthYaml();
  route('two', 'b.example', b, issued);
  expect(failureOf(() => app.synthYaml())).toBe(
    "'shop/two': asks cert-manager for a certificate in the Secret 'cert', as does 'shop/one'; give each a Secret of its own, or let one of them name the Secret with RouteTls.secret(...) [certificate-secrets]",
  );
});

test('a cookie for other sites is secure', () => {
  const sticky = { cookieName: 'c', sameSite: CookieSameSite.NONE };
  const sentence = "rules[0].sticky.sameSite 'none' needs a cookie that is secure";
  expect(failureOf(() => routed(withOptions({ sticky })))).toContain(sentence);
  expect(
    failureOf(() => routed(withOptions({ sticky: { ...sticky, secure: false } }), { tls: RouteTls.atGateway() })),
  ).toContain(sentence);
  routed(withOptions({ sticky: { ...sticky, secure: true } }));
  routed(withOptions({ sticky }), { tls: RouteTls.atGateway() });
});

test('a server is passed itself, not by the name of its Service', () => {
  const byName = (name: string, external?: boolean) => () => [
    RouteRule.pathPrefix('/', RouteTarget.service({ name, port: 80, external })),
  ];
  expect(failureOf(() => routed(byName('a')))).toMatch(
    /^'shop\/public': leads to 'shop\/a\/Service', .* but not the gateway's pods .*; pass the server itself to the route, or let them in with allowFrom/,
  );
  expect(warningsOf(byName('nobody', true))).toEqual([]);
});

test('a Middleware that does not exist is told of an Ingress as well, where the app makes Middlewares', () => {
  const declare = (ref: MiddlewareRef) => {
    const { app, shop, a, b } = world(GatewayFacts.traefik({ strictPrefixMatching: true }));
    new IngressRoute(shop, 'made', { host: 'a.example', rules: [RouteRule.pathPrefix('/v1', a, { rewrite: '/' })] });
    new IngressRoute(shop, 'public', {
      host: HOST,
      via: RouteRenderer.ingress(),
      defaults: { middlewares: [ref] },
      rules: [RouteRule.pathPrefix('/', b)],
    });
    return app.synthYaml();
  };
  expect(failureOf(() => declare(MiddlewareRef.named('nope')))).toContain(
    "'shop/public': names the Middleware 'shop-nope@kubernetescrd', which does not exist",
  );
  declare(MiddlewareRef.named('made-v1-rewrite'));
  declare(MiddlewareRef.external('nope'));
  declare(MiddlewareRef.named('nope', 'platform'));
});

test('the order of the rules does not move the objects made for them', () => {
  const order = (reverse: boolean) =>
    madeFor(
      routed(({ a, b }) => {
        const rules = [
          RouteRule.pathPrefix('/b', a, { rewrite: '/' }),
          RouteRule.pathPrefix('/a', b, { rewrite: '/', maxInFlight: 1 }),
        ];
        return reverse ? rules.reverse() : rules;
      }),
    );
  expect(order(true)).toEqual(order(false));
});

describe('refused in a sentence', () => {
  const handMade = (target: Partial<Record<keyof IRouteTarget, unknown>>) =>
    failureOf(() => routed(() => [RouteRule.pathPrefix('/', untyped(target))]));
  const backend = { serviceName: 'a', port: 80, weight: 100 };

  test('a target in a namespace that is none, or with a port that is none', () => {
    expect(handMade({ namespaceName: 5, trafficBackends: [backend] })).toContain(
      'rules[0].target.namespaceName must be lower-case letters, digits',
    );
    for (const port of [NaN, 0, 65_536, 1.5])
      expect(handMade({ trafficBackends: [{ ...backend, port }] })).toContain(
        'rules[0].target must have trafficBackends with a serviceName and a port each',
      );
    expect(
      failureOf(() => routed(() => [RouteRule.pathPrefix('/', RouteTarget.service({ name: 'a', port: NaN }))])),
    ).toContain('rules[0].target.port must be');
  });

  test('headers that no request has', () => {
    expect(failureOf(() => routed(withOptions({ headers: { host: HOST } })))).toContain(
      "rules[0].headers must not name 'host', which gateways keep apart",
    );
    expect(failureOf(() => routed(withOptions({ headers: { 'X-A': ' 1' } })))).toContain(
      "rules[0].headers['X-A'] must not begin or end with white space",
    );
  });

  test('a path of no type at all', () => {
    expect(failureOf(() => routed(({ a }) => [RouteRule.pathPrefix(untyped(Object.create(null)), a)]))).toContain(
      "rules[0].path must begin with '/'",
    );
  });

  test('a route outside of a chart', () => {
    const { a } = world();
    const rules = [RouteRule.pathPrefix('/', a)];
    const via = RouteRenderer.traefik(GatewayFacts.traefik());
    expect(failureOf(() => new IngressRoute(new App(), 'public', { host: HOST, via, rules }))).toBe(
      "IngressRoute 'public': must be in a tenant or chart, got none around it; pass one as its scope",
    );
  });

  test('a feature, with three alternatives at most', () => {
    const failure = failureOf(() =>
      routed(withOptions({ headers: { 'X-A': '1' } }), {
        via: RouteRenderer.ingress(GatewayFacts.ingress({ className: 'x' })),
      }),
    );
    expect(failure).toContain('or another one of docs/routes.md');
    expect(failure.match(/RouteRenderer\./g)).toHaveLength(3);
  });
});

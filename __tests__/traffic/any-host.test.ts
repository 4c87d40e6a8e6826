import {
  Canary,
  CanaryStage,
  ContainerImage,
  GatewayFacts,
  GatewayImplementation,
  HttpMethod,
  IngressRoute,
  RouteRenderer,
  RouteRule,
  RouteTls,
  TlsVersion,
  TrafficSplit,
} from '../../lib';
import { failureOf, manifestsFrom, MINIMAL } from '../support/declare';
import { answer, type Implementation } from '../support/gateways';
import { type Dialect, DIALECTS, routed, type RouteProps, type Rules, sound, world } from '../support/routes';

const ANY: RouteProps = { host: undefined, anyHost: true };
const rules: Rules = ({ a, b, c }) => [
  RouteRule.pathPrefix('/', a),
  RouteRule.pathPrefix('/v1', b),
  RouteRule.exact('/v1/models', c),
];
const dialects = Object.entries<Dialect>(DIALECTS);
const reached = (manifests: readonly object[], implementation: Implementation, host: string, path: string) => {
  const given = answer(manifests, implementation, { scheme: 'http', host, path });
  return given.outcome === 'forward' ? Object.keys(given.backends).join() : `${given.outcome} ${given.status}`;
};

describe('a route of every host', () => {
  test.each(dialects)('%s: takes the requests of every host that nobody names', (_name, { via, implementation }) => {
    const { all } = routed(rules, { ...ANY, via });
    for (const host of ['a.example', 'b.a.example', 'localhost'])
      for (const [path, expected] of [
        ['/', 'shop/a:80'],
        ['/x', 'shop/a:80'],
        ['/v1', 'shop/b:80'],
        ['/v1/x', 'shop/b:80'],
        ['/v1beta', 'shop/a:80'],
        ['/v1/models', 'shop/c:80'],
      ] as const)
        expect([host, path, reached(all, implementation, host, path)]).toEqual([host, path, expected]);
  });

  test.each(dialects)('%s: gives way to every route that names a host', (_name, { via, implementation }) => {
    const { app, shop, lab, a, e } = world(GatewayFacts.traefik());
    new IngressRoute(shop, 'any', { anyHost: true, via, rules: [RouteRule.pathPrefix('/', a)] });
    new IngressRoute(lab, 'named', { host: 'models.example.com', via, rules: [RouteRule.pathPrefix('/', e)] });
    const { all } = sound(manifestsFrom(app));
    expect(reached(all, implementation, 'models.example.com', '/x')).toBe('lab/e:80');
    expect(reached(all, implementation, 'other.example.com', '/x')).toBe('shop/a:80');
  });

  const paths = dialects.filter(([name]) => !/^ingress on Traefik|^Gateway API on Traefik/.test(name));
  test.each(paths)('%s: gives way to it for a longer path of its own, too', (name, { via, implementation }) => {
    const { app, shop, lab, a, e } = world(GatewayFacts.traefik());
    new IngressRoute(shop, 'any', { anyHost: true, via, rules: [RouteRule.pathPrefix('/v1/models/iris', a)] });
    for (const host of ['models.example.com', '*.wild.example.com'])
      new IngressRoute(lab, `named-${host.startsWith('*') ? 'wild' : 'one'}`, {
        host,
        via,
        rules: [RouteRule.pathPrefix('/v1', e)],
      });
    const { all } = sound(manifestsFrom(app));
    for (const host of ['models.example.com', 'a.wild.example.com']) {
      expect(reached(all, implementation, host, '/v1/models/iris')).toBe('lab/e:80');
      // What the named host does not take, Traefik asks the other for.
      expect(reached(all, implementation, host, '/other')).toBe('reply 404');
    }
    expect(reached(all, implementation, 'x.example', '/v1/models/iris/x')).toBe('shop/a:80');
    expect(name).not.toBe('');
  });

  test.each([
    ['an Ingress on Traefik', DIALECTS['ingress on Traefik'].via, 'pathPrefix'],
    ['an exact path of an Ingress on Traefik', DIALECTS['ingress on Traefik'].via, 'exact'],
    ['the Gateway API on Traefik', DIALECTS['Gateway API on Traefik'].via, 'pathPrefix'],
  ] as const)('is refused where %s would prefer it to a host that is named', (_what, via, rule) => {
    const { app, shop, lab, a, e } = world(GatewayFacts.traefik({ strictPrefixMatching: true }));
    new IngressRoute(shop, 'any', { anyHost: true, via, rules: [RouteRule[rule]('/v1/models/iris/predict', a)] });
    new IngressRoute(lab, 'named', { host: 'a.io', via, rules: [RouteRule.pathPrefix('/', e)] });
    expect(failureOf(() => app.synthYaml())).toMatch(
      /IngressRoute 'shop\/any': rules\[0\] would win over .*'lab\/named' on its hosts/,
    );
  });

  test.each(dialects)('%s: is told of another one with the same path', (_name, { via }) => {
    const { app, shop, lab, a, e } = world(GatewayFacts.traefik());
    new IngressRoute(shop, 'one', { anyHost: true, via, rules: [RouteRule.pathPrefix('/v1', a)] });
    new IngressRoute(lab, 'two', { anyHost: true, via, rules: [RouteRule.pathPrefix('/v1', e)] });
    expect(failureOf(() => app.synthYaml())).toMatch(/on the host '\*', which 'shop\/one' takes already/);
  });

  test('has no hostname on the listeners of its own Gateway', () => {
    const via = RouteRenderer.gatewayApi(
      GatewayFacts.gatewayApi({ implementation: GatewayImplementation.ENVOY_GATEWAY, className: 'eg' }),
    );
    const manifests = routed(rules, { ...ANY, via, tls: RouteTls.secret('cert'), redirectToHttps: true });
    const { listeners } = manifests.get('Gateway').spec;
    expect(listeners.map((each: any) => [each.name, each.hostname])).toEqual([
      ['http', undefined],
      ['https', undefined],
    ]);
    const implementation = { kind: 'gateway-api', implementation: 'envoy-gateway' } as const;
    const ask = (scheme: 'http' | 'https') =>
      answer(manifests.all, implementation, { scheme, host: 'x.example', path: '/v1' });
    expect(ask('http')).toMatchObject({ outcome: 'redirect', location: 'https://x.example/v1' });
    expect(ask('https')).toMatchObject({ outcome: 'forward', backends: { 'shop/b:80': '1' } });
  });

  test('redirects what nobody else takes on Traefik', () => {
    const { all } = routed(rules, { ...ANY, tls: RouteTls.atGateway(), redirectToHttps: true });
    const { implementation } = DIALECTS.traefik;
    expect(answer(all, implementation, { scheme: 'http', host: 'x', path: '/v1' })).toMatchObject({
      outcome: 'redirect',
      location: 'https://x/v1',
    });
    expect(answer(all, implementation, { scheme: 'https', host: 'x', path: '/v1' }).outcome).toBe('forward');
  });

  test('has its canary on ingress-nginx', () => {
    const { app, shop } = world(GatewayFacts.traefik());
    const server = { runtime: MINIMAL.runtime, resources: MINIMAL.resources };
    const version = (text: string) => ({ image: ContainerImage.of(`registry.example/${text}`) });
    const canary = new Canary(shop, 'ranker', {
      server,
      stable: version('iris:1'),
      canary: version('iris:2'),
      split: TrafficSplit.byRoute(),
      steps: [25],
      stage: CanaryStage.weight(25),
      replicas: 4,
    });
    const { via, implementation } = DIALECTS['ingress on ingress-nginx'];
    new IngressRoute(shop, 'any', { anyHost: true, via, rules: [RouteRule.pathPrefix('/', canary)] });
    const given = answer(sound(manifestsFrom(app)).all, implementation, { scheme: 'http', host: 'x', path: '/' });
    expect(given).toMatchObject({ backends: { 'shop/ranker:80': '3/4', 'shop/ranker-canary:80': '1/4' } });
  });

  test.each<[string, RouteProps, string]>([
    [
      'a certificate of cert-manager',
      { tls: RouteTls.certManager({ clusterIssuer: 'x' }) },
      'tls: RouteTls.certManager(...) needs host or hosts, since a certificate is for names, got anyHost',
    ],
    [
      'hosts of a certificate',
      { tls: RouteTls.secret('s', { hosts: ['a.example'] }) },
      "tls.hosts must be hosts of the route, which is for every host, got ['a.example']; leave it out",
    ],
    [
      'options that Traefik keeps by name',
      { tls: RouteTls.secret('s', { minVersion: TlsVersion.TLS_1_3 }) },
      'tls.minVersion needs hosts that are named one by one, since Traefik keeps no TLS options for a wildcard, got anyHost',
    ],
    ['what is neither true nor false', { anyHost: 'yes' as never }, "anyHost must be true or false, got 'yes'"],
  ])('is refused with %s', (_what, props, message) => {
    expect(failureOf(() => routed(rules, { ...ANY, ...props }))).toContain(message);
  });

  test('takes methods where the gateway does', () => {
    const { all } = routed(
      ({ a, b }) => [RouteRule.pathPrefix('/', a), RouteRule.pathPrefix('/', b, { methods: [HttpMethod.POST] })],
      ANY,
    );
    const { implementation } = DIALECTS.traefik;
    const ask = (method: string) => answer(all, implementation, { scheme: 'http', host: 'x', path: '/', method });
    expect(ask('GET')).toMatchObject({ backends: { 'shop/a:80': '1' } });
    expect(ask('POST')).toMatchObject({ backends: { 'shop/b:80': '1' } });
  });
});

import {
  CrossNamespace,
  GatewayFacts,
  GatewayImplementation,
  HttpMethod,
  IngressController,
  IngressRoute,
  RouteRenderer,
  RouteRule,
  type RouteRuleOptions,
  RouteTarget,
  RouteTls,
} from '../../lib';
import { failureOf } from '../support/declare';
import { DIALECTS, gatewayOf, routed, type RouteProps, type Rules, world } from '../support/routes';

const INGRESSES: { readonly [name: string]: RouteRenderer } = {
  ingress: DIALECTS.ingress.via,
  'ingress on Traefik': DIALECTS['ingress on Traefik'].via,
  'ingress on ingress-nginx': RouteRenderer.ingress(
    GatewayFacts.ingress({ className: 'nginx', controller: IngressController.INGRESS_NGINX }),
  ),
};
const one: Rules = ({ a }) => [RouteRule.pathPrefix('/v1', a)];
const withOptions =
  (options: RouteRuleOptions): Rules =>
  ({ a }) => [RouteRule.pathPrefix('/v1', a, options)];
/** What a caller without a type checker may pass. */
const untyped = (value: unknown): never => value as never;

describe('hosts', () => {
  test.each<[string, RouteProps, string]>([
    [
      'an IP address',
      { host: '10.0.0.1' },
      "host must be a DNS name, not an IP address, which no gateway routes by, got '10.0.0.1'",
    ],
    ['an IPv6 address', { host: '[::1]' }, 'host must be a DNS name, not an IP address'],
    [
      'a wildcard in the middle',
      { host: 'a.*.example.com' },
      'host may have a wildcard in the place of its first label only',
    ],
    ['half a label', { host: 'a*.example.com' }, 'host may have a wildcard in the place of its first label only'],
    ['a wildcard alone', { host: '*' }, 'host may have a wildcard in the place of its first label only'],
    [
      'upper case',
      { host: 'Models.example.com' },
      "host must be in lower case, got 'Models.example.com'; write 'models.example.com'",
    ],
    ['a URL', { host: 'https://models.example.com/' }, 'host must be a DNS name without scheme, port and path'],
    ['a port', { host: 'models.example.com:443' }, 'host must be a DNS name without scheme, port and path'],
    ['nothing', { host: '' }, 'host must be a DNS name such as'],
    ['a host twice', { host: undefined, hosts: ['a.example', 'a.example'] }, 'hosts must name each host once'],
    ['host and hosts', { hosts: ['a.example'] }, 'must have one of host, hosts and anyHost, got host and hosts'],
    ['host and anyHost', { anyHost: true }, 'must have one of host, hosts and anyHost, got host and anyHost'],
    [
      'none',
      { host: undefined },
      'must have one of host, hosts and anyHost, got none; anyHost: true takes the requests of every host',
    ],
    ['no hosts', { host: undefined, hosts: [] }, 'hosts must name a host at least'],
    [
      'a TLS host that no rule serves',
      { tls: RouteTls.secret('s', { hosts: ['other.example.com'] }) },
      "tls.hosts must be hosts of the route, since no rule serves another, got 'other.example.com'",
    ],
  ])('refuses %s', (_what, props, message) => {
    expect(failureOf(() => routed(one, props))).toContain(`IngressRoute 'shop/public': ${message}`);
  });
});

describe('paths', () => {
  test.each([
    ['v1', "must begin with '/', got 'v1'"],
    ['', "must begin with '/'"],
    ['/v1//x', "must not contain '//', got '/v1//x'"],
    ['/v1/../x', "must not contain '/./' or '/../'"],
    ['/v1/..', "must not contain '/./' or '/../'"],
    ['/./x', "must not contain '/./' or '/../'"],
    ['/v1%2fx', "must not contain '%2f'"],
    ['/v1%2Fx', "must not contain '%2f'"],
    ['/caf%C3%A9', 'must not be percent-encoded'],
    ['/a?b=c', 'must be at most 1024 letters'],
    ['/a#b', 'must be at most 1024 letters'],
    ['/a b', 'must be at most 1024 letters'],
    ['/a`) || PathPrefix(`/', 'must be at most 1024 letters'],
    [`/${'a'.repeat(1024)}`, 'must be at most 1024 letters'],
    [untyped(7), "must begin with '/', got 7"],
    [untyped(null), "must begin with '/', got nothing"],
  ])('refuses %j, as prefix, as exact path and as the path that the target receives', (path, message) => {
    for (const form of ['pathPrefix', 'exact'] as const)
      expect(failureOf(() => routed(({ a }) => [RouteRule[form](path, a)]))).toContain(`rules[0].path ${message}`);
    if (path !== null)
      expect(failureOf(() => routed(withOptions({ rewrite: path })))).toContain(`rules[0].rewrite ${message}`);
  });

  test('refuses the same path twice, whatever the slash at its end and the case of a header', () => {
    const failure = (rules: Rules) => failureOf(() => routed(rules));
    expect(failure(({ a, b }) => [RouteRule.pathPrefix('/v1', a), RouteRule.pathPrefix('/v1/', b)])).toBe(
      "IngressRoute 'shop/public': rules[1] must differ from rules[0] in path, method, header or query parameter, got '/v1' for both",
    );
    expect(
      failure(({ a, b }) => [
        RouteRule.exact('/v1', a, { headers: { 'X-A': '1' }, methods: [HttpMethod.GET, HttpMethod.POST] }),
        RouteRule.exact('/v1', b, { headers: { 'x-a': '1' }, methods: [HttpMethod.POST] }),
      ]),
    ).toContain('rules[1] must differ from rules[0]');
  });

  test('takes the same path as prefix and exact, and with other conditions', () => {
    routed(({ a, b, c }) => [
      RouteRule.pathPrefix('/v1', a),
      RouteRule.exact('/v1', b),
      RouteRule.pathPrefix('/v1', c, { headers: { 'X-A': '1' } }),
    ]);
  });
});

describe('across the app', () => {
  test('refuses one host and path in two namespaces', () => {
    const { app, shop, lab, a, e } = world(GatewayFacts.traefik());
    new IngressRoute(shop, 'one', { host: 'x.example', rules: [RouteRule.pathPrefix('/v1', a)] });
    new IngressRoute(lab, 'two', { hosts: ['y.example', 'x.example'], rules: [RouteRule.pathPrefix('/v1', e)] });
    expect(failureOf(() => app.synthYaml())).toContain(
      "'lab/two': takes (Host(`y.example`) || Host(`x.example`)) && (Path(`/v1`) || PathPrefix(`/v1/`)) on the host 'x.example', which 'shop/one' takes already",
    );
  });

  test.each([
    ['Ingress', DIALECTS.ingress.via],
    ['the Gateway API', gatewayOf(GatewayImplementation.CILIUM)],
  ])('refuses it on %s as well', (_name, via) => {
    const { app, shop, lab, a, e } = world();
    new IngressRoute(shop, 'one', { host: 'x.example', via, rules: [RouteRule.pathPrefix('/v1', a)] });
    new IngressRoute(lab, 'two', { host: 'x.example', via, rules: [RouteRule.pathPrefix('/v1', e)] });
    expect(failureOf(() => app.synthYaml())).toContain(
      "'lab/two': takes /v1 on the host 'x.example', which 'shop/one' takes already",
    );
  });

  test('takes one host in two namespaces with other paths, and one path through two gateways', () => {
    const { app, shop, lab, a, e } = world(GatewayFacts.traefik());
    new IngressRoute(shop, 'one', { host: 'x.example', rules: [RouteRule.pathPrefix('/v1', a)] });
    new IngressRoute(lab, 'two', { host: 'x.example', rules: [RouteRule.pathPrefix('/v2', e)] });
    new IngressRoute(lab, 'three', {
      host: 'x.example',
      via: DIALECTS.ingress.via,
      rules: [RouteRule.pathPrefix('/v1', e)],
    });
    app.synthYaml();
  });

  test('refuses a Service that does not exist, or lacks the port, and takes one that somebody else makes', () => {
    const route = (name: string, port: number, external?: boolean) =>
      routed(() => [RouteRule.pathPrefix('/', RouteTarget.service({ name, port, external }))]);
    expect(failureOf(() => route('nobody', 80))).toContain(
      "'shop/public': spec.routes[0].services[0] must be a Service that exists, got 'nobody' in the namespace 'shop', which has a, b, c, d, g",
    );
    expect(failureOf(() => route('a', 8080))).toContain(
      "'shop/public': spec.routes[0].services[0] must be a port of the Service 'a', which has 80 (http), got 8080",
    );
    expect(failureOf(() => routed(withOptions({ port: 81 })))).toContain(
      "rules[0].port must be a port of the Service 'a', which has 80 (http), got 81",
    );
    expect(failureOf(() => routed(({ a }) => [RouteRule.grpc('p.S', a)]))).toContain(
      "rules[0].target must speak gRPC on a port of its Service 'a', which has 80 (http)",
    );
  });
});

describe('weights', () => {
  test.each([
    [[60, 30], 'targets must have weights that add up to 100, got 60 + 30 = 90'],
    [[100.5, -0.5], 'targets[0].weight must be a whole number from 0 to 100, got 100.5'],
    [[100], 'targets must be two at least'],
    [[NaN, 50], 'targets[0].weight must be a whole number'],
  ])('refuses %j', (weights, message) => {
    const rules: Rules = ({ a }) => [
      RouteRule.pathPrefix('/', RouteTarget.split(weights.map((weight) => ({ target: a, weight })))),
    ];
    expect(failureOf(() => routed(rules))).toContain(`IngressRoute 'shop/public': rules[0].target.${message}`);
  });

  test('refuses a target whose own shares do not add up, when everything has been declared', () => {
    const rules: Rules = ({ a }) => {
      const backends = [{ serviceName: 'a', port: 80, weight: 90 }];
      Object.defineProperty(a, 'trafficBackends', { value: backends });
      return [RouteRule.pathPrefix('/', a)];
    };
    expect(failureOf(() => routed(rules))).toContain(
      'rules[0].target must have Services with whole weights that add up to 100, got 90 = 90',
    );
  });
});

describe('targets in other namespaces', () => {
  const foreign: Rules = ({ e }) => [RouteRule.pathPrefix('/', e)];
  test.each<[string, RouteProps, string]>([
    [
      'without permission',
      { via: DIALECTS['Envoy Gateway'].via },
      "rules[0].target is in the namespace 'lab', the route in 'shop': nobody permits it; declare a route for it there, with the tenant or chart of 'lab' as its scope, or set crossNamespace to CrossNamespace.GRANT",
    ],
    [
      'on Traefik without permission',
      {},
      "rules[0].target is in the namespace 'lab', the route in 'shop': nobody permits it",
    ],
    [
      'on a Traefik that does not permit it',
      { crossNamespace: CrossNamespace.GRANT },
      "Traefik does not permit it by default; declare GatewayFacts.traefik({ allowCrossNamespace: true }) where providers.kubernetesCRD.allowCrossNamespace is set, or declare a route for it there, with the tenant or chart of 'lab' as its scope",
    ],
    ...['ingress', 'ingress on Traefik', 'ingress on ingress-nginx'].flatMap((name) =>
      [CrossNamespace.REFUSED, CrossNamespace.GRANT].map((crossNamespace): [string, RouteProps, string] => [
        `as an ${name}, ${crossNamespace}`,
        { via: INGRESSES[name], crossNamespace },
        ` leads to Services of its own namespace alone; declare a route for it there, with the tenant or chart of 'lab' as its scope`,
      ]),
    ),
  ])('are refused %s', (_what, props, message) => {
    const failure = failureOf(() => routed(foreign, props));
    expect(failure).toContain(message);
    // Who has one gateway is not helped with another.
    expect(failure).not.toContain('RouteRenderer');
  });

  test('are refused as mirrors and as Services by name, too', () => {
    expect(failureOf(() => routed(({ a, e }) => [RouteRule.pathPrefix('/', a, { mirror: { target: e } })]))).toContain(
      "rules[0].mirror.target is in the namespace 'lab'",
    );
    const service = RouteTarget.service({ name: 'e', port: 80, namespaceName: 'lab' });
    const via = DIALECTS['Envoy Gateway'].via;
    expect(
      failureOf(() =>
        routed(() => [RouteRule.pathPrefix('/', service)], { via, crossNamespace: CrossNamespace.GRANT }),
      ),
    ).toContain("the Service 'e' in the namespace 'lab' is known by name alone, so no grant can be made there");
  });
});

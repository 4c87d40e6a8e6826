import { Duration } from 'cdk8s';
import {
  CrossNamespace,
  GatewayFacts,
  GatewayImplementation,
  HttpMethod,
  IngressController,
  IngressRoute,
  MiddlewareRef,
  RouteAuthentication,
  RouteRenderer,
  RouteRule,
  type RouteRuleOptions,
  RouteTarget,
  RouteTls,
  TlsVersion,
} from '../../lib';
import { failureOf } from '../support/declare';
import { DIALECTS, EXISTING, gatewayOf, routed, type RouteProps, type Rules, world } from '../support/routes';

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
    ['host and hosts', { hosts: ['a.example'] }, 'must have either host or hosts, got both'],
    ['neither', { host: undefined }, 'must have either host or hosts, got neither'],
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
      "'lab/two/Default': takes (Host(`y.example`) || Host(`x.example`)) && (Path(`/v1`) || PathPrefix(`/v1/`)) on the host 'x.example', which 'shop/one/Default' takes already",
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
      "'lab/two/Default': takes /v1 on the host 'x.example', which 'shop/one/Default' takes already",
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
    const route = (name: string, port: number, madeElsewhere?: boolean) =>
      routed(() => [RouteRule.pathPrefix('/', RouteTarget.service({ name, port, madeElsewhere }))]);
    expect(failureOf(() => route('nobody', 80))).toContain(
      "'shop/public/Default': spec.routes[0].services[0] must be a Service that exists, got 'nobody' in the namespace 'shop', which has a, b, c, d, g",
    );
    expect(failureOf(() => route('a', 8080))).toContain(
      "'shop/public/Default': spec.routes[0].services[0] must be a port of the Service 'a', which has 80 (http), got 8080",
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

describe('what the declared gateway would accept and ignore', () => {
  const nginx = RouteRenderer.ingress(
    GatewayFacts.ingress({ className: 'nginx', controller: IngressController.INGRESS_NGINX }),
  );
  const onTraefik = gatewayOf(GatewayImplementation.TRAEFIK);
  const split: Rules = ({ a, b }) => [
    RouteRule.pathPrefix(
      '/',
      RouteTarget.split([
        { target: a, weight: 90 },
        { target: b, weight: 10 },
      ]),
    ),
  ];
  test.each<[string, RouteRenderer, Rules, RouteProps, string]>([
    [
      'timeouts on the Gateway API of Traefik',
      onTraefik,
      withOptions({ timeouts: { request: Duration.seconds(5) } }),
      {},
      'rules[0].timeouts.request: timeouts.request cannot be had from the Gateway API on Traefik, which accepts and ignores it or refuses the route; set the timeout in the server, or leave it out, or use RouteRenderer.gatewayApi() on Envoy Gateway, RouteRenderer.gatewayApi() on kgateway or RouteRenderer.gatewayApi() on Cilium',
    ],
    [
      'weights on an Ingress',
      DIALECTS.ingress.via,
      split,
      {},
      'rules[0].target: weights: a rule with several backends cannot be had from the Ingress, any controller; split by replicas behind one Service, or use RouteRenderer.traefik()',
    ],
    [
      'a mirror on an Ingress',
      nginx,
      ({ a, b }) => [RouteRule.pathPrefix('/', a, { mirror: { target: b } })],
      {},
      'rules[0].mirror: mirroring cannot be had from the Ingress on ingress-nginx; use RouteRenderer.traefik()',
    ],
    [
      'a rewrite on an Ingress',
      DIALECTS.ingress.via,
      withOptions({ rewrite: '/' }),
      {},
      'rules[0].rewrite: rewriting a prefix cannot be had',
    ],
    [
      'a rewrite on GKE',
      gatewayOf(GatewayImplementation.GKE),
      withOptions({ rewrite: '/' }),
      {},
      'rules[0].rewrite: rewriting a prefix cannot be had from the Gateway API on GKE',
    ],
    [
      'methods on an unknown implementation',
      gatewayOf(GatewayImplementation.OTHER),
      withOptions({ methods: [HttpMethod.POST] }),
      {},
      'rules[0].methods: matching methods cannot be had',
    ],
    [
      'sticky sessions on the Gateway API',
      gatewayOf(GatewayImplementation.CILIUM),
      withOptions({ sticky: { cookieName: 'c' } }),
      {},
      'rules[0].sticky: sticky sessions cannot be had from the Gateway API on Cilium, which accepts and ignores it or refuses the route; use RouteRenderer.traefik()',
    ],
    [
      'a rate limit on Envoy Gateway',
      gatewayOf(GatewayImplementation.ENVOY_GATEWAY),
      withOptions({ rateLimit: { average: 1 } }),
      {},
      'rules[0].rateLimit: rate limits cannot be had',
    ],
    [
      'CORS before it came',
      gatewayOf(GatewayImplementation.ENVOY_GATEWAY, '1.5'),
      withOptions({ cors: { allowOrigins: ['*'] } }),
      {},
      "rules[0].cors: needs version 1.6 of the Gateway API on Envoy Gateway, got 1.5; update it and say so in the gateway's facts",
    ],
    [
      'headers on an Ingress',
      nginx,
      withOptions({ headers: { 'X-A': '1' } }),
      {},
      'rules[0].headers: matching headers cannot be had',
    ],
    [
      'gRPC on an Ingress',
      DIALECTS.ingress.via,
      ({ g }) => [RouteRule.grpc('p.S', g)],
      {},
      'rules[0]: matching gRPC services and methods cannot be had',
    ],
    [
      'timeouts on Traefik',
      DIALECTS.traefik.via,
      withOptions({ timeouts: { backendRequest: Duration.seconds(5) } }),
      {},
      'rules[0].timeouts.backendRequest: timeouts.backendRequest cannot be had from Traefik kinds',
    ],
    [
      'the time to the first byte elsewhere',
      gatewayOf(GatewayImplementation.CILIUM),
      withOptions({ timeouts: { responseStart: Duration.seconds(5) } }),
      {},
      'rules[0].timeouts.responseStart: timeouts.responseStart cannot be had',
    ],
    [
      'a redirect on an Ingress',
      DIALECTS.ingress.via,
      one,
      { tls: RouteTls.secret('s'), redirectToHttps: true },
      "redirectToHttps: redirecting to https cannot be had from the Ingress, any controller; redirect at the gateway's entry point for all hosts",
    ],
    [
      'a TLS version on an Ingress',
      DIALECTS.ingress.via,
      one,
      { tls: RouteTls.secret('s', { minVersion: TlsVersion.TLS_1_3 }) },
      'tls: minimal TLS version and client certificates cannot be had',
    ],
    [
      'timeouts of a GRPCRoute',
      gatewayOf(GatewayImplementation.CILIUM),
      ({ g }) => [RouteRule.grpc('p.S', g, { timeouts: { request: Duration.seconds(5) } })],
      {},
      'rules[0].timeouts.request: a GRPCRoute has no field for it',
    ],
    [
      'HTTP and gRPC on one host of a Gateway',
      gatewayOf(GatewayImplementation.CILIUM),
      ({ a, g }) => [RouteRule.pathPrefix('/', a), RouteRule.grpc('p.S', g)],
      {},
      'rules[1] must not stand beside rules for HTTP',
    ],
    [
      "a Secret for another's Gateway",
      gatewayOf(GatewayImplementation.CILIUM),
      one,
      { tls: RouteTls.secret('s') },
      "tls: the certificate belongs to the listener of the Gateway 'shared', which is not made here; use RouteTls.atGateway()",
    ],
    [
      'different Middlewares on an Ingress',
      DIALECTS['ingress on Traefik'].via,
      ({ a, b }) => [
        RouteRule.pathPrefix('/a', a, { middlewares: [MiddlewareRef.named('m')] }),
        RouteRule.pathPrefix('/b', b),
      ],
      {},
      'rules[1].middlewares must be the same for every rule',
    ],
    [
      'a prefix with a method above a longer one on the Gateway API of Traefik',
      onTraefik,
      ({ a, b }) => [RouteRule.pathPrefix('/v1', a, { methods: [HttpMethod.GET] }), RouteRule.pathPrefix('/v1/x', b)],
      {},
      "rules[0] would win over rules[1] on Traefik's Gateway API",
    ],
    [
      'a prefix that leaks into another rule',
      RouteRenderer.ingress(GatewayFacts.traefik()),
      ({ a, b }) => [RouteRule.pathPrefix('/v1', a), RouteRule.exact('/v1beta', b)],
      {},
      "the prefix '/v1' leaks into '/v1beta' of rules[1] on this Traefik",
    ],
  ])('refuses %s, and names what there is', (_what, via, rules, props, message) => {
    expect(failureOf(() => routed(rules, { via, ...props }))).toContain(`IngressRoute 'shop/public': ${message}`);
  });
});

describe('targets in other namespaces', () => {
  const foreign: Rules = ({ e }) => [RouteRule.pathPrefix('/', e)];
  test.each<[string, RouteProps, string]>([
    [
      'without permission',
      { via: DIALECTS['Envoy Gateway'].via },
      "rules[0].target is in the namespace 'lab', the route in 'shop': nobody permits it; put the route beside its target, or set crossNamespace to CrossNamespace.GRANT",
    ],
    [
      'on Traefik without permission',
      {},
      "rules[0].target is in the namespace 'lab', the route in 'shop': nobody permits it",
    ],
    [
      'on a Traefik that does not permit it',
      { crossNamespace: CrossNamespace.GRANT },
      'Traefik does not permit it by default; declare GatewayFacts.traefik({ allowCrossNamespace: true })',
    ],
    [
      'on an Ingress',
      { via: DIALECTS.ingress.via, crossNamespace: CrossNamespace.GRANT },
      'rules[0].target: targets in other namespaces cannot be had from the Ingress',
    ],
  ])('are refused %s', (_what, props, message) => {
    expect(failureOf(() => routed(foreign, props))).toContain(message);
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

describe('hostile input', () => {
  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'rules must hold a rule at least'],
    ['a number', 7, 'props must be an object, got 7'],
    ['a list', [], 'props must be an object'],
    ['an unknown prop', { host: 'a.example', rules: [], hst: 'x' }, "there is no prop 'hst'; did you mean 'host'?"],
    [
      'rules that are none',
      { host: 'a.example', rules: [null, 7, {}] },
      'rules[1] must be made by RouteRule.pathPrefix(...), .exact(...) or .grpc(...), got 7',
    ],
    ['rules that are no list', { host: 'a.example', rules: {} }, 'rules must be a list'],
    [
      'TLS of another kind',
      { host: 'a.example', rules: [], tls: { secretName: 's' } },
      'tls must be made by RouteTls.secret(...)',
    ],
    [
      'a renderer of another kind',
      { host: 'a.example', rules: [], via: 'traefik' },
      'via must be made by RouteRenderer.ingress(...)',
    ],
    ['a redirect without TLS', { host: 'a.example', rules: [], redirectToHttps: true }, 'redirectToHttps needs tls'],
    [
      'annotations of the class',
      { host: 'a.example', rules: [], annotations: { 'kubernetes.io/ingress.class': 'x' } },
      "annotations must not set 'kubernetes.io/ingress.class', which is deprecated",
    ],
  ])('refuses %s in a sentence', (_what, props, message) => {
    const { shop } = world(GatewayFacts.traefik());
    expect(failureOf(() => new IngressRoute(shop, 'public', untyped(props)))).toContain(message);
  });

  test.each<[string, Rules, string]>([
    [
      'no target',
      () => [RouteRule.pathPrefix('/', untyped(undefined))],
      'rules[0].target must be a ModelServer, a release of two versions, RouteTarget.service(...)',
    ],
    [
      'a target that is none',
      () => [RouteRule.pathPrefix('/', untyped({ name: 'x' }))],
      'rules[0].target must be a ModelServer',
    ],
    [
      'options of another kind',
      ({ a }) => [RouteRule.pathPrefix('/', a, untyped(5))],
      'rules[0] must be an object, got 5',
    ],
    [
      'an unknown option',
      withOptions(untyped({ rewrit: '/' })),
      "rules[0] has no prop 'rewrit'; did you mean 'rewrite'?",
    ],
    [
      'a header that ends the text of a rule',
      withOptions({ headers: { 'X-A': 'x`) || PathPrefix(`/' } }),
      "rules[0].headers['X-A'] must be a text of 1 to 1024 printable ASCII characters without back-quotes",
    ],
    ['a header with a line break', withOptions({ headers: { 'X-A': 'x\ny' } }), 'printable ASCII'],
    ['a method that is none', withOptions({ methods: [untyped('get')] }), "rules[0].methods must be 'GET'"],
    ['no methods', withOptions({ methods: [] }), 'rules[0].methods must name a method at least'],
    [
      'a timeout that is none',
      withOptions({ timeouts: { responseStart: untyped('5s') } }),
      'rules[0].timeouts.responseStart must be a Duration from 0 ms to a day',
    ],
    [
      'a body size that is none',
      withOptions({ maxBodySize: '10m' }),
      "rules[0].maxBodySize must be a quantity of bytes such as '10Mi', above 0, got '10m'",
    ],
    [
      'a mirror of nothing',
      ({ a, b }) => [RouteRule.pathPrefix('/', a, { mirror: { target: b, percent: 0 } })],
      'rules[0].mirror.percent must be a whole number from 1 to 100, got 0',
    ],
    [
      'authentication of another kind',
      withOptions({ authentication: untyped({}) }),
      'rules[0].authentication must be made by RouteAuthentication.basic(...)',
    ],
    [
      'an address that is none',
      withOptions({ authentication: RouteAuthentication.forward({ address: 'auth:80' }) }),
      "rules[0].authentication.address must be a URL of http or https, got 'auth:80'",
    ],
    [
      'an origin that is none',
      withOptions({ cors: { allowOrigins: ['app.example.com'] } }),
      "rules[0].cors.allowOrigins must be origins such as 'https://app.example.com'",
    ],
    [
      'credentials for every origin',
      withOptions({ cors: { allowOrigins: ['*'], allowCredentials: true } }),
      'rules[0].cors.allowCredentials must not be true for every origin',
    ],
    [
      'a gRPC service that is none',
      ({ g }) => [RouteRule.grpc('a/b', g)],
      'rules[0].service must be a gRPC service with its package',
    ],
    [
      'a rewrite of gRPC',
      ({ g }) => [RouteRule.grpc('p.S', g, { rewrite: '/' })],
      'rules[0].rewrite must be left out for gRPC',
    ],
    [
      'a name in a Seldon path that is none',
      ({ a }) => [RouteRule.seldon({ name: 'A/b' }, a)],
      'rules[0].name must be lower-case letters',
    ],
    [
      'a rewrite of a Seldon path',
      ({ a }) => [RouteRule.seldon({ name: 'iris' }, a, { rewrite: '/x' })],
      "rules[0].rewrite must be left out: the paths of Seldon are rewritten to '/api' already",
    ],
    [
      'objects of one name',
      ({ a, b }) => [
        RouteRule.pathPrefix('/a/b', a, { rewrite: '/' }),
        RouteRule.pathPrefix('/a-b', b, { rewrite: '/' }),
      ],
      "rules[1] must have a name of its own, since objects made for it would be called like those of rules[0], got 'a-b' for both",
    ],
  ])('refuses %s in a sentence', (_what, rules, message) => {
    expect(failureOf(() => routed(rules))).toContain(message);
  });

  test('says everything at once', () => {
    const failure = failureOf(() =>
      routed(({ a }) => [RouteRule.pathPrefix('v1', a), RouteRule.exact('/x', a, { port: 0 })], {
        host: '1.2.3.4',
        via: DIALECTS.ingress.via,
      }),
    );
    expect(failure).toMatch(/^3 problems:/);
  });
});

describe('gateways', () => {
  test.each([
    [
      'no gateway at all',
      undefined,
      undefined,
      'needs to know the gateway; declare it for the whole cluster with ClusterProfile.of({ gateway: GatewayFacts.traefik() }), or for this route with via',
    ],
    [
      'facts about another gateway',
      GatewayFacts.ingress({ className: 'x' }),
      RouteRenderer.traefik(),
      'via RouteRenderer.traefik() needs GatewayFacts.traefik(...)',
    ],
    [
      'a Traefik without a Gateway',
      GatewayFacts.traefik(),
      RouteRenderer.gatewayApi(),
      'via RouteRenderer.gatewayApi() needs GatewayFacts.gatewayApi(...)',
    ],
    [
      'facts that are wrong',
      undefined,
      RouteRenderer.traefik(GatewayFacts.traefik({ version: '2.11' })),
      "via: version must be a version of Traefik from '3.0' to '3.7', got '2.11'",
    ],
    [
      'two Gateways',
      undefined,
      RouteRenderer.gatewayApi(GatewayFacts.gatewayApi({ ...EXISTING, className: 'x' })),
      'via: must name either a Gateway that exists (gatewayName) or a class to make Gateways of (className), got both',
    ],
  ])('refuses %s', (_what, gateway, via, message) => {
    const { shop, a } = world(gateway);
    const declare = () =>
      new IngressRoute(shop, 'public', { host: 'a.example', via, rules: [RouteRule.pathPrefix('/', a)] });
    expect(failureOf(declare)).toContain(`IngressRoute 'shop/public': ${message}`);
  });
});

import {
  CidrPeer,
  CrossNamespace,
  GatewayFacts,
  GatewayImplementation,
  HttpMethod,
  IngressRoute,
  ModelServer,
  RouteAuthentication,
  RouteRenderer,
  RouteRule,
  RouteTarget,
  RouteTls,
  ServingRuntime,
} from '../../lib';
import { failureOf, manifestsFrom, MINIMAL } from '../support/declare';
import { answer } from '../support/gateways';
import { DIALECTS, gatewayOf, madeFor, routed, type Rules, world } from '../support/routes';

const HOST = 'models.example.com';
const one: Rules = ({ a }) => [RouteRule.pathPrefix('/v1', a)];
const envoy = DIALECTS['Envoy Gateway'];
const own = RouteRenderer.gatewayApi(
  GatewayFacts.gatewayApi({ implementation: GatewayImplementation.ENVOY_GATEWAY, className: 'envoy' }),
);

test('a route attaches to the Gateway that exists, on the listener without TLS', () => {
  const manifests = routed(one, { via: envoy.via });
  expect(madeFor(manifests)).toEqual(['HTTPRoute/public']);
  expect(manifests.get('HTTPRoute').spec).toEqual({
    hostnames: [HOST],
    parentRefs: [
      {
        group: 'gateway.networking.k8s.io',
        kind: 'Gateway',
        name: 'shared',
        namespace: 'gateways',
        sectionName: 'http',
      },
    ],
    rules: [
      {
        matches: [{ path: { type: 'PathPrefix', value: '/v1' } }],
        backendRefs: [{ group: '', kind: 'Service', name: 'a', port: 80, weight: 100 }],
        timeouts: { request: '0s' },
      },
    ],
  });
});

describe('HTTP and gRPC on one host', () => {
  const both: Rules = ({ a, g }) => [
    RouteRule.pathPrefix('/', a),
    RouteRule.grpc('p.S', g),
    RouteRule.pathPrefix('/v1', g),
  ];

  test.each([GatewayImplementation.ENVOY_GATEWAY, GatewayImplementation.KGATEWAY])(
    'are an HTTPRoute and a GRPCRoute on %s',
    (implementation) => {
      const manifests = routed(both, { via: gatewayOf(implementation) });
      expect(madeFor(manifests)).toEqual(['HTTPRoute/public', 'GRPCRoute/public-grpc']);
      const reached = (path: string, headers = {}) => {
        const request = { scheme: 'http', method: 'POST', host: HOST, path, headers } as const;
        const given = answer(manifests.all, { kind: 'gateway-api', implementation }, request);
        return [given.outcome === 'forward' && given.backends, given.notes];
      };
      expect(reached('/p.S/Infer', { 'content-type': 'application/grpc' })).toEqual([{ 'shop/g:9000': '1' }, []]);
      expect(reached('/v1/x')).toEqual([{ 'shop/g:80': '1' }, []]);
      expect(reached('/x')).toEqual([{ 'shop/a:80': '1' }, []]);
    },
  );

  test.each([GatewayImplementation.CILIUM, GatewayImplementation.NGINX_GATEWAY_FABRIC, GatewayImplementation.TRAEFIK])(
    'are refused on %s, which refuses one of the two or does not say',
    (implementation) => {
      expect(failureOf(() => routed(both, { via: gatewayOf(implementation) }))).toContain(
        'rules[1]: HTTP and gRPC on one host cannot be had from the Gateway API on ',
      );
    },
  );

  test('are granted by one ReferenceGrant', () => {
    const { app, shop, lab, e } = world();
    const g = new ModelServer(lab, 'g', {
      ...MINIMAL,
      runtime: ServingRuntime.http({ port: 8000, readinessPath: '/ready', grpcPort: 9000 }),
    });
    new IngressRoute(shop, 'public', {
      host: HOST,
      via: envoy.via,
      crossNamespace: CrossNamespace.GRANT,
      rules: [RouteRule.pathPrefix('/', e), RouteRule.grpc('p.S', g)],
    });
    const grants = manifestsFrom(app).all.filter(({ kind }) => kind === 'ReferenceGrant');
    expect(grants.map(({ metadata, spec }) => [metadata.name, spec.from.map(({ kind }: any) => kind)])).toEqual([
      ['shop.public.e', ['HTTPRoute', 'GRPCRoute']],
      ['shop.public.g', ['HTTPRoute', 'GRPCRoute']],
    ]);
  });
});

test('TLS is the listener for it, and a redirect stands on the other', () => {
  const manifests = routed(one, { via: envoy.via, tls: RouteTls.atGateway(), redirectToHttps: true });
  expect(manifests.get('HTTPRoute', 'public').spec.parentRefs[0].sectionName).toBe('https');
  const ask = (scheme: 'http' | 'https') =>
    answer(manifests.all, envoy.implementation, { scheme, host: HOST, path: '/v1/x?q=1' });
  expect(ask('http')).toMatchObject({ outcome: 'redirect', status: 301, location: `https://${HOST}/v1/x?q=1` });
  expect(ask('https')).toMatchObject({ outcome: 'forward', backends: { 'shop/a:80': '1' } });
});

test('without a Gateway to attach to, a route makes its own, one listener for each host', () => {
  const props = {
    via: own,
    tls: RouteTls.certManager({ clusterIssuer: 'letsencrypt' }),
    redirectToHttps: true,
    host: undefined,
  };
  const manifests = routed(one, { ...props, hosts: ['a.example', 'b.example'] });
  expect(madeFor(manifests)).toEqual(['HTTPRoute/public', 'HTTPRoute/public-redirect', 'Gateway/public']);
  const { metadata, spec } = manifests.get('Gateway');
  expect(metadata.annotations).toEqual({ 'cert-manager.io/cluster-issuer': 'letsencrypt' });
  expect(spec.gatewayClassName).toBe('envoy');
  expect(
    spec.listeners.map((each: any) => [each.name, each.hostname, each.port, each.tls?.certificateRefs[0].name]),
  ).toEqual([
    ['http', 'a.example', 80, undefined],
    ['https', 'a.example', 443, 'public-tls'],
    ['http-2', 'b.example', 80, undefined],
    ['https-2', 'b.example', 443, 'public-tls'],
  ]);
  for (const host of ['a.example', 'b.example'])
    expect(answer(manifests.all, envoy.implementation, { host, path: '/v1' })).toMatchObject({ outcome: 'forward' });
});

test('a Gateway of its own needs a certificate of its own', () => {
  expect(failureOf(() => routed(one, { via: own, tls: RouteTls.atGateway() }))).toContain(
    'tls: RouteTls.atGateway() needs a Gateway that exists',
  );
});

test('a rewritten prefix with two methods is two rules, since it may have one match', () => {
  const rules: Rules = ({ a }) => [
    RouteRule.pathPrefix('/v1', a, { rewrite: '/', methods: [HttpMethod.POST, HttpMethod.GET] }),
    RouteRule.pathPrefix('/v2', a, { methods: [HttpMethod.POST, HttpMethod.GET] }),
  ];
  const { spec } = routed(rules, { via: envoy.via }).get('HTTPRoute');
  expect(
    spec.rules.map(({ matches }: { matches: { method: string }[] }) => matches.map(({ method }) => method)),
  ).toEqual([['GET'], ['POST'], ['GET', 'POST']]);
});

test('gRPC is a GRPCRoute to the port that speaks it', () => {
  const { spec } = routed(({ g }) => [RouteRule.grpcMethod('p.S', 'Do', g, { headers: { 'X-A': '1' } })], {
    via: envoy.via,
  }).get('GRPCRoute');
  expect(spec.rules).toEqual([
    {
      matches: [
        {
          method: { type: 'Exact', service: 'p.S', method: 'Do' },
          headers: [{ type: 'Exact', name: 'X-A', value: '1' }],
        },
      ],
      backendRefs: [{ group: '', kind: 'Service', name: 'g', port: 9000, weight: 100 }],
    },
  ]);
});

test('mirrors and CORS are filters where the implementation has them', () => {
  const rules: Rules = ({ a, b }) => [
    RouteRule.pathPrefix('/v1', a, {
      mirror: { target: b, percent: 5 },
      cors: { allowOrigins: ['https://app.example.com'], maxAgeSeconds: 60 },
    }),
  ];
  const { filters } = routed(rules, { via: envoy.via }).get('HTTPRoute').spec.rules[0];
  expect(filters).toEqual([
    { type: 'CORS', cors: { allowOrigins: ['https://app.example.com'], maxAge: 60 } },
    {
      type: 'RequestMirror',
      requestMirror: { backendRef: { group: '', kind: 'Service', name: 'b', port: 80 }, percent: 5 },
    },
  ]);
});

describe('on Traefik', () => {
  const { via, implementation } = DIALECTS['Gateway API on Traefik'];

  test("what has no word is said in Traefik's own kinds", () => {
    const rules: Rules = ({ a, b, c }) => [
      RouteRule.pathPrefix(
        '/v1',
        RouteTarget.split([
          { target: a, weight: 90 },
          { target: b, weight: 10 },
        ]),
        {
          mirror: { target: c, percent: 25 },
          rateLimit: { average: 5 },
          authentication: RouteAuthentication.basic('users'),
          rewrite: '/',
        },
      ),
    ];
    const manifests = routed(rules, { via });
    expect(madeFor(manifests).sort()).toEqual([
      'HTTPRoute/public',
      'Middleware/public-v1-auth',
      'Middleware/public-v1-rate-limit',
      'TraefikService/public-v1-mirror',
      'TraefikService/public-v1-split',
    ]);
    const given = answer(manifests.all, implementation, {
      scheme: 'http',
      host: HOST,
      path: '/v1/x',
      headers: { authorization: 'Basic eA==' },
    });
    expect(given).toMatchObject({
      backends: { 'shop/a:80': '9/10', 'shop/b:80': '1/10' },
      mirrors: { 'shop/c:80': 25 },
    });
    expect(given.outcome === 'forward' && given.passes.map(({ kind }) => kind)).toEqual(['rateLimit', 'basicAuth']);
  });
});

test('a wildcard stands for several labels, which a warning says', () => {
  const { app, shop, a } = world();
  const via = gatewayOf(GatewayImplementation.CILIUM);
  new IngressRoute(shop, 'public', { host: '*.example.com', via, rules: [RouteRule.pathPrefix('/', a)] });
  a.allowFrom(CidrPeer.of('10.1.0.0/16'));
  expect(app.warnings).toEqual([
    "IngressRoute 'shop/public': the host '*.example.com' of the Gateway API stands for several labels as well: 'a.b.example.com' too",
  ]);
});

test('HTTP and gRPC on one host are refused across routes as well', () => {
  const { app, shop, a, g } = world();
  const via = gatewayOf(GatewayImplementation.CILIUM);
  new IngressRoute(shop, 'http', { host: HOST, via, rules: [RouteRule.pathPrefix('/', a)] });
  new IngressRoute(shop, 'grpc', { host: HOST, via, rules: [RouteRule.grpc('p.S', g)] });
  expect(failureOf(() => app.synthYaml())).toContain(
    `'shop/grpc': serves gRPC on the host '${HOST}', on which 'shop/http' serves HTTP`,
  );
});

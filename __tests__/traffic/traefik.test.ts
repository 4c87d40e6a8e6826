import { Duration } from 'cdk8s';
import {
  CookieSameSite,
  GatewayFacts,
  HttpMethod,
  IngressRoute,
  MiddlewareRef,
  RouteAuthentication,
  RouteRule,
  type RouteRuleOptions,
  RouteTarget,
  RouteTls,
  TlsVersion,
} from '../../lib';
import { Manifests } from '../../lib/testing';
import { manifestsFrom } from '../support/declare';
import { answer, type GatewayRequest } from '../support/gateways';
import { DIALECTS, madeFor, routed, type RouteProps, type Rules, sound, world } from '../support/routes';

const HOST = 'models.example.com';
const one: Rules = ({ a }) => [RouteRule.pathPrefix('/v1', a)];
const withOptions =
  (options: RouteRuleOptions): Rules =>
  ({ a }) => [RouteRule.pathPrefix('/v1', a, options)];
const ask = (rules: Rules, request: Partial<GatewayRequest> = {}, props: RouteProps = {}, gateway?: GatewayFacts) =>
  answer(routed(rules, props, gateway).all, DIALECTS.traefik.implementation, {
    scheme: 'http',
    host: HOST,
    path: '/v1',
    ...request,
  });

test('the least route is one object, and says nothing that is not needed', () => {
  const manifests = routed(one);
  expect(madeFor(manifests)).toEqual(['IngressRoute/public']);
  expect(manifests.get('IngressRoute')).toEqual({
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'IngressRoute',
    metadata: { name: 'public', namespace: 'shop', labels: { 'app.kubernetes.io/managed-by': 'cdk8s-model-serving' } },
    spec: {
      entryPoints: ['web'],
      routes: [
        {
          kind: 'Rule',
          match: 'Host(`models.example.com`) && (Path(`/v1`) || PathPrefix(`/v1/`))',
          priority: 1_000_600_000,
          services: [{ kind: 'Service', name: 'a', port: 80 }],
        },
      ],
    },
  });
});

test('annotations, labels and patches reach the objects', () => {
  const { app, shop, a } = world(GatewayFacts.traefik());
  const route = new IngressRoute(shop, 'public', {
    host: HOST,
    rules: [RouteRule.pathPrefix('/v1', a, { rewrite: '/' })],
    annotations: { 'example.com/owner': 'vision' },
    labels: { team: 'vision' },
  });
  route.resource.addDependency(a);
  const manifests = sound(manifestsFrom(app));
  expect(manifests.get('IngressRoute').metadata.annotations).toEqual({ 'example.com/owner': 'vision' });
  for (const kind of ['IngressRoute', 'Middleware']) expect(manifests.get(kind).metadata.labels?.team).toBe('vision');
  expect(route.resources.map((resource) => resource.kind)).toEqual(['IngressRoute', 'Middleware']);
});

describe('TLS', () => {
  const tls = (given: RouteTls, props: RouteProps = {}) => routed(one, { tls: given, ...props });

  test('is served on the entry point for it alone, with the Secret of the route', () => {
    expect(tls(RouteTls.secret('cert')).get('IngressRoute').spec).toMatchObject({
      entryPoints: ['websecure'],
      tls: { secretName: 'cert' },
    });
    expect(tls(RouteTls.atGateway()).get('IngressRoute').spec.tls).toEqual({});
  });

  test('of cert-manager is a Certificate for the hosts, since it does not look at IngressRoutes', () => {
    const manifests = tls(RouteTls.certManager({ clusterIssuer: 'letsencrypt' }), {
      host: undefined,
      hosts: ['a.example', 'b.example'],
    });
    expect(manifests.get('Certificate').spec).toEqual({
      dnsNames: ['a.example', 'b.example'],
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'letsencrypt' },
      secretName: 'public-tls',
    });
    expect(manifests.get('IngressRoute').spec.tls).toEqual({ secretName: 'public-tls' });
    const issuer = tls(RouteTls.certManager({ issuer: 'own', secretName: 'cert', hosts: [HOST] })).get(
      'Certificate',
      'cert',
    );
    expect(issuer.spec.issuerRef).toEqual({ group: 'cert-manager.io', kind: 'Issuer', name: 'own' });
  });

  test('with options is a TLSOption, which always says the oldest version', () => {
    const manifests = tls(RouteTls.secret('cert', { clientCaSecretName: 'ca' }));
    expect(manifests.get('TLSOption', 'public-tls').spec).toEqual({
      minVersion: 'VersionTLS12',
      clientAuth: { secretNames: ['ca'], clientAuthType: 'RequireAndVerifyClientCert' },
    });
    expect(manifests.get('IngressRoute').spec.tls.options).toEqual({ name: 'public-tls' });
    expect(tls(RouteTls.secret('cert', { minVersion: TlsVersion.TLS_1_3 })).get('TLSOption').spec).toEqual({
      minVersion: 'VersionTLS13',
    });
  });

  test('redirects what comes without, and gives way to any other route without TLS', () => {
    const props = { tls: RouteTls.secret('cert'), redirectToHttps: true };
    expect(ask(one, { path: '/v1/x?q=1' }, props)).toMatchObject({
      outcome: 'redirect',
      location: `https://${HOST}/v1/x?q=1`,
    });
    expect(ask(one, { scheme: 'https' }, props)).toMatchObject({ outcome: 'forward' });
    expect(routed(one, props).get('IngressRoute', 'public-redirect').spec.routes[0].priority).toBe(1);
  });
});

describe('what happens on the way', () => {
  test.each<[string, RouteRuleOptions, string, object]>([
    ['maxBodySize', { maxBodySize: '10Mi' }, 'body-size', { buffering: { maxRequestBodyBytes: 10_485_760 } }],
    [
      'rateLimit',
      { rateLimit: { average: 10, period: Duration.minutes(1), burst: 20 } },
      'rate-limit',
      { rateLimit: { average: 10, period: '60s', burst: 20 } },
    ],
    [
      'rateLimit by default',
      { rateLimit: { average: 10 } },
      'rate-limit',
      { rateLimit: { average: 10, period: '1s', burst: 10 } },
    ],
    ['maxInFlight', { maxInFlight: 8 }, 'in-flight', { inFlightReq: { amount: 8 } }],
    [
      'basic authentication',
      { authentication: RouteAuthentication.basic('users') },
      'auth',
      { basicAuth: { secret: 'users', removeHeader: true } },
    ],
    [
      'forward authentication',
      {
        authentication: RouteAuthentication.forward({
          address: 'http://auth.id.svc/verify',
          responseHeaders: ['X-User'],
        }),
      },
      'auth',
      { forwardAuth: { address: 'http://auth.id.svc/verify', authResponseHeaders: ['X-User'] } },
    ],
    [
      'cors',
      {
        cors: {
          allowOrigins: ['https://app.example.com'],
          allowMethods: [HttpMethod.POST],
          allowHeaders: ['Authorization'],
          allowCredentials: true,
          maxAgeSeconds: 600,
        },
      },
      'cors',
      {
        headers: {
          accessControlAllowOriginList: ['https://app.example.com'],
          accessControlAllowMethods: ['POST'],
          accessControlAllowHeaders: ['Authorization'],
          accessControlAllowCredentials: true,
          accessControlMaxAge: 600,
          addVaryHeader: true,
        },
      },
    ],
    ['a prefix cut off', { rewrite: '/' }, 'rewrite', { stripPrefix: { prefixes: ['/v1'] } }],
    [
      'a prefix replaced',
      { rewrite: '/v2' },
      'rewrite',
      { replacePathRegex: { regex: '^/v1(/.*)?$', replacement: '/v2$1' } },
    ],
  ])('%s is a Middleware of one type', (_what, options, suffix, spec) => {
    const manifests = routed(withOptions(options));
    expect(madeFor(manifests)).toEqual(['IngressRoute/public', `Middleware/public-v1-${suffix}`]);
    expect(manifests.get('Middleware').spec).toEqual(spec);
    expect(manifests.get('IngressRoute').spec.routes[0].middlewares).toEqual([{ name: `public-v1-${suffix}` }]);
  });

  test('an exact path is replaced as a whole', () => {
    const manifests = routed(({ a }) => [RouteRule.exact('/v1', a, { rewrite: '/predict' })]);
    expect(manifests.get('Middleware').spec).toEqual({ replacePath: { path: '/predict' } });
  });

  test('a path that becomes itself is left alone', () => {
    expect(madeFor(routed(withOptions({ rewrite: '/v1/' })))).toEqual(['IngressRoute/public']);
  });

  test.each(['/v1.2', '/a+b', '/$x', '/(a)'])(
    'letters of %s that mean something in an expression stand for themselves',
    (path) => {
      const rules: Rules = ({ a }) => [RouteRule.pathPrefix(path, a, { rewrite: '/$1/x', name: 'it' })];
      expect(ask(rules, { path: `${path}/y` })).toMatchObject({ seen: { 'shop/a:80': { path: '/$1/x/y' } } });
      expect(ask(rules, { path: `${path.replace('.', 'x')}y` })).toMatchObject({ status: 404 });
    },
  );

  test('browsers are answered first, the one who sends too much next, and the path is rewritten last', () => {
    const options = {
      rewrite: '/',
      authentication: RouteAuthentication.basic('users'),
      rateLimit: { average: 1 },
      cors: { allowOrigins: ['*'] },
      middlewares: [MiddlewareRef.external('compress'), MiddlewareRef.external('ours', 'shop')],
    };
    const names = routed(withOptions({ ...options }), {}, GatewayFacts.traefik())
      .get('IngressRoute')
      .spec.routes[0].middlewares.map(({ name }: { name: string }) => name);
    expect(names).toEqual([
      'public-v1-cors',
      'public-v1-rate-limit',
      'public-v1-auth',
      'compress',
      'ours',
      'public-v1-rewrite',
    ]);
  });

  test('what is set for all rules is made once', () => {
    const rules: Rules = ({ a, b }) => [
      RouteRule.pathPrefix('/a', a),
      RouteRule.pathPrefix('/b', b, { maxInFlight: 2 }),
    ];
    const manifests = routed(rules, { defaults: { rateLimit: { average: 1 }, maxInFlight: 1 } });
    expect(madeFor(manifests).slice(1).sort()).toEqual([
      'Middleware/public-b-in-flight',
      'Middleware/public-in-flight',
      'Middleware/public-rate-limit',
    ]);
  });

  test('a limit of bodies holds answers back, and says so', () => {
    const { app, shop, a } = world(GatewayFacts.traefik());
    new IngressRoute(shop, 'public', { host: HOST, rules: [RouteRule.pathPrefix('/', a, { maxBodySize: '1Mi' })] });
    expect(app.warnings).toEqual([
      "IngressRoute 'shop/public': rules[0].maxBodySize holds every answer back until it is complete (Traefik's buffering), so nothing streams through this rule",
    ]);
  });
});

describe('sticky sessions', () => {
  test('of one Service are its cookie', () => {
    const manifests = routed(withOptions({ sticky: { cookieName: 'iris' } }), { tls: RouteTls.atGateway() });
    expect(manifests.get('IngressRoute').spec.routes[0].services).toEqual([
      {
        kind: 'Service',
        name: 'a',
        port: 80,
        sticky: { cookie: { name: 'iris', httpOnly: true, secure: true, sameSite: 'lax' } },
      },
    ]);
  });

  test('of a split are a cookie at both levels, with two names', () => {
    const rules: Rules = ({ a, b }) => [
      RouteRule.pathPrefix(
        '/',
        RouteTarget.split([
          { target: a, weight: 90 },
          { target: b, weight: 10 },
        ]),
        {
          sticky: { cookieName: 'iris', httpOnly: false, sameSite: CookieSameSite.STRICT, maxAgeSeconds: 60 },
        },
      ),
    ];
    const cookie = { name: 'iris', sameSite: 'strict', maxAge: 60 };
    expect(routed(rules).get('TraefikService', 'public-root-split').spec.weighted).toEqual({
      services: [
        { kind: 'Service', name: 'a', port: 80, weight: 90, sticky: { cookie } },
        { kind: 'Service', name: 'b', port: 80, weight: 10, sticky: { cookie } },
      ],
      sticky: { cookie: { ...cookie, name: 'iris-version' } },
    });
  });
});

describe('mirrors', () => {
  test('copy a share of the requests, with a limit for bodies in memory', () => {
    const rules: Rules = ({ a, b }) => [RouteRule.pathPrefix('/v1', a, { mirror: { target: b, percent: 10 } })];
    expect(routed(rules).get('TraefikService').spec.mirroring).toEqual({
      kind: 'Service',
      name: 'a',
      port: 80,
      maxBodySize: 1_048_576,
      mirrors: [{ kind: 'Service', name: 'b', port: 80, percent: 10 }],
    });
    expect(ask(rules)).toMatchObject({ backends: { 'shop/a:80': '1' }, mirrors: { 'shop/b:80': 10 } });
  });

  test('stand on the split of a rule with several targets', () => {
    const rules: Rules = ({ a, b, c }) => [
      RouteRule.pathPrefix(
        '/v1',
        RouteTarget.split([
          { target: a, weight: 75 },
          { target: b, weight: 25 },
        ]),
        {
          mirror: { target: c, maxBodySize: '64Ki' },
        },
      ),
    ];
    expect(ask(rules)).toMatchObject({
      backends: { 'shop/a:80': '3/4', 'shop/b:80': '1/4' },
      mirrors: { 'shop/c:80': 100 },
    });
    expect(routed(rules).get('TraefikService', 'public-v1-mirror').spec.mirroring).toMatchObject({
      maxBodySize: 65_536,
      name: 'public-v1-split',
    });
  });
});

test('the class is a field from Traefik 3.7 on, and was an annotation before', () => {
  const { app, shop, a } = world(GatewayFacts.traefik({ className: 'inner', version: '3.7.2' }));
  new IngressRoute(shop, 'public', { host: HOST, rules: [RouteRule.pathPrefix('/', a)] });
  // Not by manifestsFrom: the strict schemas are those of Traefik 3.6.
  expect(Manifests.fromApp(app).get('IngressRoute').spec.ingressClassName).toBe('inner');
  const before = routed(one, {}, GatewayFacts.traefik({ className: 'inner', version: 'v3.6' })).get('IngressRoute');
  expect(before.spec.ingressClassName).toBeUndefined();
  expect(before.metadata.annotations).toEqual({ 'kubernetes.io/ingress.class': 'inner' });
});

test('a host that is named wins over a wildcard, whatever the paths', () => {
  const { app, shop, lab, a, e } = world(GatewayFacts.traefik());
  new IngressRoute(shop, 'any', { host: '*.example.com', rules: [RouteRule.exact('/v1/models/iris', a)] });
  new IngressRoute(lab, 'named', { host: 'iris.example.com', rules: [RouteRule.pathPrefix('/', e)] });
  const { all } = sound(manifestsFrom(app));
  const request = { scheme: 'http', host: 'iris.example.com', path: '/v1/models/iris' } as const;
  expect(answer(all, DIALECTS.traefik.implementation, request)).toMatchObject({ backends: { 'lab/e:80': '1' } });
});

test('a port 443 is spoken to without TLS, as any other', () => {
  const rules: Rules = ({ shop }) => {
    expect(shop.namespaceName).toBe('shop');
    return [RouteRule.pathPrefix('/', RouteTarget.service({ name: 'x', port: 443, external: true }))];
  };
  const { app, shop } = world(GatewayFacts.traefik());
  new IngressRoute(shop, 'public', { host: HOST, rules: rules({ ...world(), shop }) });
  expect(app.synthYaml()).toContain('scheme: http\n');
});

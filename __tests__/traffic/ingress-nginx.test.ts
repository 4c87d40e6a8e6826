import { Duration } from 'cdk8s';
import fc from 'fast-check';
import {
  Canary,
  CanaryPin,
  CanaryStage,
  ContainerImage,
  CookieSameSite,
  GatewayFacts,
  HttpMethod,
  IngressRoute,
  RouteAuthentication,
  RouteRule,
  type RouteRuleOptions,
  RouteTarget,
  RouteTls,
  TrafficSplit,
} from '../../lib';
import { Manifests } from '../../lib/testing';
import { failureOf, manifestsFrom, MINIMAL } from '../support/declare';
import { answer, describeAnswer, type GatewayRequest } from '../support/gateways';
import { DIALECTS, madeFor, routed, type RouteProps, type Rules, sound, world, type World } from '../support/routes';

const HOST = 'models.example.com';
const { via, implementation } = DIALECTS['ingress on ingress-nginx'];
const PREFIX = 'nginx.ingress.kubernetes.io/';

const ask = (manifests: readonly object[], request: Partial<GatewayRequest> & { path: string }) =>
  answer(manifests, implementation, { scheme: 'http', host: HOST, ...request });
/** Shares and paths as text: `9/10 shop/a:80 /x`. */
const reached = (manifests: readonly object[], path: string, headers = {}) => {
  const given = ask(manifests, { path, headers });
  if (given.outcome !== 'forward') return describeAnswer(given);
  return Object.entries(given.backends)
    .map(([backend, share]) => `${share} ${backend} ${given.seen[backend]?.path}`)
    .join(', ');
};
const annotationsOf = (rules: Rules, props: RouteProps = {}, name = 'public') =>
  Object.fromEntries(
    Object.entries<string>(routed(rules, { via, ...props }).get('Ingress', name).metadata.annotations ?? {})
      .filter(([key]) => !/proxy-(read|send)-timeout/.test(key))
      .map(([key, value]) => [key.replace(PREFIX, ''), value]),
  );
const withOptions =
  (options: RouteRuleOptions): Rules =>
  ({ a }) => [RouteRule.pathPrefix('/v1', a, options)];
const split = ({ a, b }: World, weights: readonly [number, number], options?: RouteRuleOptions) =>
  RouteRule.pathPrefix(
    '/v1',
    RouteTarget.split([
      { target: a, weight: weights[0] },
      { target: b, weight: weights[1] },
    ]),
    options,
  );

describe('a split', () => {
  test('is a second Ingress for the same path, whose annotations say the share', () => {
    const manifests = routed((all) => [split(all, [90, 10])], { via });
    expect(madeFor(manifests)).toEqual(['Ingress/public', 'Ingress/public-v1-canary']);
    const { metadata, spec } = manifests.get('Ingress', 'public-v1-canary');
    expect(metadata.annotations).toEqual({ [`${PREFIX}canary`]: 'true', [`${PREFIX}canary-weight`]: '10' });
    expect(spec).toEqual({
      ingressClassName: 'nginx',
      rules: [
        {
          host: HOST,
          http: {
            paths: [{ path: '/v1', pathType: 'Prefix', backend: { service: { name: 'b', port: { number: 80 } } } }],
          },
        },
      ],
    });
  });

  test.each<[readonly [number, number], string]>([
    [[90, 10], '9/10 shop/a:80 /v1/x, 1/10 shop/b:80 /v1/x'],
    [[1, 99], '1/100 shop/a:80 /v1/x, 99/100 shop/b:80 /v1/x'],
    [[100, 0], '1 shop/a:80 /v1/x'],
    [[0, 100], '1 shop/b:80 /v1/x'],
  ])('of %j reaches both by their shares', (weights, expected) => {
    const { all } = routed((servers) => [split(servers, weights)], { via });
    expect(reached(all, '/v1/x')).toBe(expected);
  });

  test('of shares of shares is exact', () => {
    const { app, shop, a } = world();
    const parts = { trafficBackends: [{ serviceName: 'b', port: 80, weight: 100 }] };
    const target = RouteTarget.split([
      { target: a, weight: 67 },
      { target: parts, weight: 33 },
    ]);
    new IngressRoute(shop, 'public', { host: HOST, via, rules: [RouteRule.exact('/v1', target)] });
    expect(reached(manifestsFrom(app).all, '/v1')).toBe('67/100 shop/a:80 /v1, 33/100 shop/b:80 /v1');
  });

  test('of three Services is refused', () => {
    const three: Rules = ({ a, b, c }) => [
      RouteRule.pathPrefix(
        '/',
        RouteTarget.split([
          { target: a, weight: 50 },
          { target: b, weight: 25 },
          { target: c, weight: 25 },
        ]),
      ),
    ];
    expect(failureOf(() => routed(three, { via }))).toContain(
      'rules[0].target has 3 Services, of which ingress-nginx takes two: one, and its canary; split between two, or use RouteRenderer.traefik()',
    );
  });
});

const [stable, next] = ['iris:1', 'iris:2'].map((text) => ({ image: ContainerImage.of(`registry.example/${text}`) }));
const { image: _image, ...server } = MINIMAL;

function canaryOf(
  scope: World['shop'],
  stage: CanaryStage | undefined,
  { split: by = TrafficSplit.byRoute() }: { split?: TrafficSplit } = {},
): Canary {
  return new Canary(scope, 'ranker', {
    server,
    stable,
    replicas: 4,
    split: by,
    steps: [10, 50],
    ...(stage && { canary: next, stage }),
  });
}

describe('a canary by route', () => {
  const made = (stage: CanaryStage | undefined, pins: CanaryPin[] = []) => {
    const { app, shop } = world(GatewayFacts.traefik());
    const rules = [RouteRule.pathPrefix('/rank', canaryOf(shop, stage, { split: TrafficSplit.byRoute({ pins }) }))];
    new IngressRoute(shop, 'public', { host: HOST, via, rules });
    return sound(manifestsFrom(app));
  };

  test.each<[string, CanaryStage | undefined, string, string | undefined]>([
    ['before it', undefined, '1 shop/ranker:80 /rank', undefined],
    ['without a share', CanaryStage.weight(0), '1 shop/ranker:80 /rank', '0'],
    ['with 10 %', CanaryStage.weight(10), '1/10 shop/ranker-canary:80 /rank, 9/10 shop/ranker:80 /rank', '10'],
    ['with 50 %', CanaryStage.weight(50), '1/2 shop/ranker-canary:80 /rank, 1/2 shop/ranker:80 /rank', '50'],
    ['promoted', CanaryStage.promoted(), '1 shop/ranker-canary:80 /rank', '0'],
    ['rolled back', CanaryStage.rolledBack(), '1 shop/ranker:80 /rank', '0'],
  ])('%s has its share', (_stage, stage, expected, weight) => {
    const { all } = made(stage);
    expect(reached(all, '/rank')).toBe(expected);
    const canaries = all.filter(({ metadata }) => metadata.name === 'public-rank-canary');
    expect(canaries.map(({ metadata }) => metadata.annotations?.[`${PREFIX}canary-weight`])).toEqual(
      weight === undefined ? [] : [weight],
    );
  });

  test.each<[string, CanaryStage]>([
    ['promoted', CanaryStage.promoted()],
    ['rolled back', CanaryStage.rolledBack()],
    ['without a share', CanaryStage.weight(0)],
  ])('that is %s leaves an Ingress that leads nobody away once the release is over', (_stage, stage) => {
    // Who does not prune keeps the second Ingress of the stage before.
    const left = made(stage).all.filter(({ metadata }) => metadata.name === 'public-rank-canary');
    const over = made(undefined).all;
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'ranker-canary', namespace: 'shop' } };
    const ports = { spec: { ports: [{ name: 'http', port: 80 }] } };
    expect(left).toHaveLength(1);
    expect(reached([...over, ...left, { ...service, ...ports }], '/rank')).toBe('1 shop/ranker:80 /rank');
  });

  test('leads testers to the canary by a header or a cookie', () => {
    const { all } = made(CanaryStage.weight(10), [
      CanaryPin.header('X-Canary', 'yes'),
      CanaryPin.cookie('canary', 'always'),
    ]);
    const shared = '1/10 shop/ranker-canary:80 /rank, 9/10 shop/ranker:80 /rank';
    const pinned = '1 shop/ranker-canary:80 /rank';
    expect(reached(all, '/rank', { 'x-canary': 'yes' })).toBe(pinned);
    expect(reached(all, '/rank', { cookie: 'a=b; canary=always' })).toBe(pinned);
    for (const value of ['no', 'never', 'always', 'Yes'])
      expect(reached(all, '/rank', { 'x-canary': value })).toBe(shared);
    expect(reached(all, '/rank')).toBe(shared);
  });

  test.each<[string, CanaryPin[], string]>([
    [
      'two headers',
      [CanaryPin.header('X-A', '1'), CanaryPin.header('X-B', '1')],
      'rules[0].target pins requests by 2 headers, of which ingress-nginx takes one',
    ],
    [
      'two cookies',
      [CanaryPin.cookie('a', 'always'), CanaryPin.cookie('b', 'always')],
      'rules[0].target pins requests by 2 cookies, of which ingress-nginx takes one',
    ],
    [
      'another value of a cookie',
      [CanaryPin.cookie('canary', 'yes')],
      "rules[0].target pins requests by the cookie 'canary' with the value 'yes', and ingress-nginx knows the value 'always' alone; use that one, or a header",
    ],
    [
      'a value that its webhook refuses',
      [CanaryPin.header('X-A', 'a=b')],
      "rules[0].target pins requests by 'X-A' with the value 'a=b', of which ingress-nginx takes letters, digits, '-', '.', '_', '~', '/' and ':' alone",
    ],
  ])('is refused with %s', (_what, pins, message) => {
    expect(failureOf(() => made(CanaryStage.weight(10), pins))).toContain(message);
  });
});

describe('a rewrite', () => {
  const rewriting: Rules = ({ a, b, c, d }) => [
    RouteRule.pathPrefix('/iris', a, { rewrite: '/' }),
    RouteRule.pathPrefix('/rose', a, { rewrite: '/' }),
    RouteRule.pathPrefix('/deep/er', b, { rewrite: '/shallow' }),
    RouteRule.exact('/old', c, { rewrite: '/new/predict', name: 'old' }),
    RouteRule.exact('/iris', d),
    RouteRule.exact('/iris/v1.5', d),
    RouteRule.pathPrefix('/', d),
  ];

  test('makes every path of the host a regular expression that means what the path says', () => {
    const manifests = routed(rewriting, { via });
    const paths = manifests.all
      .filter(({ kind }) => kind === 'Ingress')
      .flatMap(({ metadata, spec }) =>
        spec.rules[0].http.paths.map(
          (each: any) =>
            `${metadata.name} ${metadata.annotations?.[`${PREFIX}rewrite-target`] ?? '-'} ${each.pathType} ${each.path}`,
        ),
      );
    expect(paths).toEqual([
      'public - ImplementationSpecific /(?-i)iris/v1\\.5()()()()()$',
      'public - ImplementationSpecific /(?-i)iris()()()()()$',
      'public - ImplementationSpecific /(.*)',
      'public-deep-er /shallow$1$2 ImplementationSpecific /(?-i)deep/er(/|$)(.*)',
      'public-iris /$2 ImplementationSpecific /(?-i)iris(/|$)(.*)',
      'public-iris /$2 ImplementationSpecific /(?-i)rose(/|$)(.*)',
      'public-old /new/predict ImplementationSpecific /(?-i)old()()()()()$',
    ]);
  });

  test.each([
    ['/iris', '1 shop/d:80 /iris'],
    ['/iris/', '1 shop/a:80 /'],
    ['/iris/x?q=1', '1 shop/a:80 /x?q=1'],
    ['/iris/v1.5', '1 shop/d:80 /iris/v1.5'],
    ['/iris/v1x5', '1 shop/a:80 /v1x5'],
    ['/irises', '1 shop/d:80 /irises'],
    ['/IRIS/x', '1 shop/d:80 /IRIS/x'],
    ['/rose', '1 shop/a:80 /'],
    ['/deep/er', '1 shop/b:80 /shallow'],
    ['/deep/er/x', '1 shop/b:80 /shallow/x'],
    ['/deep/erx', '1 shop/d:80 /deep/erx'],
    ['/old', '1 shop/c:80 /new/predict'],
    ['/old/x', '1 shop/d:80 /old/x'],
    ['/', '1 shop/d:80 /'],
  ])('leads %s to %s', (path, expected) => {
    expect(reached(routed(rewriting, { via }).all, path)).toBe(expected);
  });

  test('of one route changes the paths of the others on its host, and of no other host', () => {
    const { app, shop, lab, a, e } = world();
    const rules = [RouteRule.exact('/exact', e), RouteRule.pathPrefix('/v1', e)];
    new IngressRoute(lab, 'other', { host: 'b.example', via, rules });
    new IngressRoute(lab, 'one', { hosts: ['a.example', 'c.example'], via, rules });
    new IngressRoute(shop, 'two', {
      host: 'a.example',
      via,
      rules: [RouteRule.pathPrefix('/iris', a, { rewrite: '/' })],
    });
    const manifests = manifestsFrom(app);
    const types = (name: string) =>
      manifests
        .get('Ingress', name)
        .spec.rules.flatMap(({ http }: any) => http.paths.map((each: any) => each.pathType));
    expect(types('other')).toEqual(['Exact', 'Prefix']);
    expect(new Set(types('one'))).toEqual(new Set(['ImplementationSpecific']));
    expect(manifests.get('Ingress', 'one').metadata.annotations?.[`${PREFIX}use-regex`]).toBe('true');
    for (const host of ['a.example', 'b.example', 'c.example'])
      for (const [path, expected] of [
        ['/exact', 'lab/e:80'],
        ['/exactly', ''],
        ['/EXACT', ''],
        ['/v1/x', 'lab/e:80'],
        ['/v1beta', ''],
      ] as const) {
        const given = ask(manifests.all, { host, path });
        const ends = given.outcome === 'forward' ? Object.keys(given.backends).join() : '';
        expect([host, path, ends]).toEqual([host, path, expected]);
      }
  });

  test.each(['/a@b', '/a+b', '/$1'])('to %s, which the webhook refuses, is refused', (rewrite) => {
    expect(failureOf(() => routed(withOptions({ rewrite }), { via }))).toContain(
      `rules[0].rewrite must be letters, digits, '/', '-', '.', '_', '~' and ':', since ingress-nginx refuses anything else, got '${rewrite}'`,
    );
  });

  test('of a split stands on both of its Ingresses', () => {
    const { all } = routed((servers) => [split(servers, [75, 25], { rewrite: '/' })], { via });
    expect(reached(all, '/v1/x')).toBe('3/4 shop/a:80 /x, 1/4 shop/b:80 /x');
  });
});

describe('options', () => {
  test.each<[string, RouteRuleOptions, object]>([
    [
      'users and passwords',
      { authentication: RouteAuthentication.basic('users') },
      { 'auth-type': 'basic', 'auth-secret': 'users' },
    ],
    [
      'a service that decides',
      {
        authentication: RouteAuthentication.forward({
          address: 'http://auth.identity.svc.cluster.local:4180/verify?a=b',
          responseHeaders: ['X-User', 'X-Group'],
        }),
      },
      {
        'auth-url': 'http://auth.identity.svc.cluster.local:4180/verify?a=b',
        'auth-response-headers': 'X-User,X-Group',
      },
    ],
    [
      'pages of other origins, where what is left out admits no more than browsers do',
      { cors: { allowOrigins: ['https://a.example', 'https://b.example'] } },
      {
        'enable-cors': 'true',
        'cors-allow-origin': 'https://a.example,https://b.example',
        'cors-allow-methods': 'GET,HEAD,POST',
        'cors-allow-headers': 'Accept',
        'cors-allow-credentials': 'false',
      },
    ],
    [
      'pages of other origins, with everything said',
      {
        cors: {
          allowOrigins: ['https://a.example'],
          allowMethods: [HttpMethod.PUT],
          allowHeaders: ['X-A', 'X-B'],
          exposeHeaders: ['X-C'],
          allowCredentials: true,
          maxAgeSeconds: 60,
        },
      },
      {
        'enable-cors': 'true',
        'cors-allow-origin': 'https://a.example',
        'cors-allow-methods': 'PUT',
        'cors-allow-headers': 'X-A,X-B',
        'cors-expose-headers': 'X-C',
        'cors-allow-credentials': 'true',
        'cors-max-age': '60',
      },
    ],
    ['a rate in a second', { rateLimit: { average: 5 } }, { 'limit-rps': '5', 'limit-burst-multiplier': '1' }],
    [
      'a rate in a minute',
      { rateLimit: { average: 90, period: Duration.minutes(2), burst: 135 } },
      { 'limit-rpm': '45', 'limit-burst-multiplier': '3' },
    ],
    [
      'sticky sessions',
      { sticky: { cookieName: 'iris' } },
      {
        affinity: 'cookie',
        'session-cookie-name': 'iris',
        'session-cookie-path': '/',
        'session-cookie-samesite': 'Lax',
        'session-cookie-secure': 'false',
      },
    ],
    [
      'sticky sessions with everything said',
      { sticky: { cookieName: 'iris', secure: true, sameSite: CookieSameSite.STRICT, maxAgeSeconds: 60 } },
      {
        affinity: 'cookie',
        'session-cookie-name': 'iris',
        'session-cookie-path': '/',
        'session-cookie-samesite': 'Strict',
        'session-cookie-secure': 'true',
        'session-cookie-max-age': '60',
      },
    ],
    ['the largest body', { maxBodySize: '8Mi' }, { 'proxy-body-size': '8388608' }],
  ])('%s are annotations', (_what, options, expected) => {
    expect(annotationsOf(withOptions(options))).toEqual(expected);
    // The same for every rule is one Ingress still.
    const { target: _target, ...defaults } = { target: undefined, ...options };
    expect(
      annotationsOf(({ a, b }) => [RouteRule.pathPrefix('/v1', a), RouteRule.exact('/v2', b)], { defaults }),
    ).toEqual(expected);
  });

  test('gRPC is spoken over TLS', () => {
    const rules: Rules = ({ g }) => [RouteRule.grpc('p.S', g), RouteRule.pathPrefix('/v1', g)];
    const manifests = routed(rules, { via, tls: RouteTls.secret('cert') });
    expect(madeFor(manifests)).toEqual(['Ingress/public', 'Ingress/public-p-s']);
    const call = ask(manifests.all, { scheme: 'https', method: 'POST', path: '/p.S/Infer' });
    expect(call).toMatchObject({ outcome: 'forward', seen: { 'shop/g:9000': { protocol: 'h2c' } } });
    expect(ask(manifests.all, { scheme: 'https', path: '/v1' })).toMatchObject({ backends: { 'shop/g:80': '1' } });
    expect(failureOf(() => routed(rules, { via }))).toContain(
      'rules[0] needs tls, since ingress-nginx speaks HTTP/2 to clients over TLS alone; set tls',
    );
  });

  test('rules that ask for different things stand in Ingresses of their own, whatever their order', () => {
    const rules: Rules = ({ a, b, c }) => [
      RouteRule.pathPrefix('/open', a),
      RouteRule.pathPrefix('/guarded', b, { authentication: RouteAuthentication.basic('users') }),
      RouteRule.pathPrefix('/guarded-too', c, { authentication: RouteAuthentication.basic('users') }),
      RouteRule.pathPrefix('/large', c, { maxBodySize: '1Gi' }),
    ];
    const props = { via, tls: RouteTls.certManager({ clusterIssuer: 'letsencrypt' }) };
    const manifests = routed(rules, props);
    expect(madeFor(manifests)).toEqual(['Ingress/public', 'Ingress/public-guarded', 'Ingress/public-large']);
    expect(routed((all) => rules(all).reverse(), props).toYaml()).toBe(manifests.toYaml());
    const ingresses = manifests.all.filter(({ kind }) => kind === 'Ingress');
    // The Secret is asked for once, and named by all.
    expect(
      ingresses.filter(({ metadata }) => metadata.annotations?.['cert-manager.io/cluster-issuer'] !== undefined),
    ).toHaveLength(1);
    expect(ingresses.map(({ spec }) => spec.tls[0].secretName)).toEqual(['public-tls', 'public-tls', 'public-tls']);
    const passes = (path: string) => {
      const given = ask(manifests.all, { scheme: 'https', path, headers: { authorization: 'Basic x' } });
      return given.outcome === 'forward'
        ? [given.passes.map(({ kind }) => kind), Object.values(given.seen)[0]?.removed]
        : [];
    };
    expect(passes('/open')).toEqual([[], []]);
    // The model does not see the password.
    expect(passes('/guarded/x')).toEqual([['basicAuth'], ['authorization']]);
    expect(ask(manifests.all, { scheme: 'https', path: '/large', bodyBytes: 2 ** 29 }).outcome).toBe('forward');
    expect(ask(manifests.all, { scheme: 'https', path: '/large', bodyBytes: 2 ** 31 })).toMatchObject({ status: 413 });
  });

  test.each<[string, RouteRuleOptions, string]>([
    [
      'a rate that is no whole number',
      { rateLimit: { average: 1, period: Duration.minutes(7) } },
      'rules[0].rateLimit must come to whole requests in a second or minute, and its burst to a multiple of those, for ingress-nginx, got 1 in 420 s with a burst of 1; change average, period or burst',
    ],
    ['a burst that is no multiple', { rateLimit: { average: 2, burst: 3 } }, 'got 2 in 1 s with a burst of 3'],
    [
      'a host that nginx does not find',
      { authentication: RouteAuthentication.forward({ address: 'http://auth.identity.svc:4180/' }) },
      "rules[0].authentication.address must name its host in full, since nginx does not search the cluster's domains, got 'auth.identity.svc'; write '<service>.<namespace>.svc.cluster.local', or what the cluster's domain is",
    ],
    [
      'a host of one label',
      { authentication: RouteAuthentication.forward({ address: 'http://auth/' }) },
      "must name its host in full, since nginx does not search the cluster's domains, got 'auth'",
    ],
    [
      'a variable of nginx',
      { authentication: RouteAuthentication.forward({ address: 'http://a.example/$uri' }) },
      'rules[0].authentication.address must be a plain URL for ingress-nginx',
    ],
    ['a cookie for scripts', { sticky: { cookieName: 'c', httpOnly: false } }, 'rules[0].sticky.httpOnly must be true'],
    [
      'a name of a header that it does not take',
      { cors: { allowOrigins: ['*'], allowHeaders: ['X.A'] } },
      "rules[0].cors.allowHeaders must be letters, digits, '-' and '_' for ingress-nginx, got 'X.A'",
    ],
    ['requests under way', { maxInFlight: 5 }, 'rules[0].maxInFlight: limits of requests under way cannot be had'],
    ['methods', { methods: [HttpMethod.GET] }, 'rules[0].methods: matching methods cannot be had'],
  ])('%s are refused', (_what, options, message) => {
    expect(failureOf(() => routed(withOptions(options), { via }))).toContain(message);
  });

  test('two rules of one path whose Ingresses would share a name are told so', () => {
    const rules: Rules = ({ a, b }) => [
      RouteRule.pathPrefix('/v1', a, { maxBodySize: '1Mi' }),
      RouteRule.exact('/v1', b, { maxBodySize: '2Mi' }),
      RouteRule.pathPrefix('/', a),
    ];
    expect(failureOf(() => routed(rules, { via }))).toContain('must have a name of its own');
  });
});

test('random rules with rewrites and shares mean the same as on Envoy Gateway', () => {
  const element = fc.constantFrom('v1', 'v1beta', 'v', 'iris', 'api');
  const path = fc.array(element, { maxLength: 3 }).map((elements) => `/${elements.join('/')}`);
  const rule = fc.record({
    form: fc.constantFrom('prefix', 'exact'),
    path,
    weight: fc.integer({ min: 0, max: 100 }),
    rewrite: fc.option(path, { nil: undefined }),
  });
  const envoy = DIALECTS['Envoy Gateway'];
  fc.assert(
    fc.property(fc.array(rule, { minLength: 1, maxLength: 4 }), fc.array(path, { minLength: 12 }), (shapes, others) => {
      const distinct = shapes.filter(
        (shape, index) =>
          shapes.findIndex(({ form, path: same }) => form === shape.form && same === shape.path) === index,
      );
      // A canary holds for its main Service wherever that stands, so that each rule has Services of its own.
      const service = (index: number, side: string) =>
        RouteTarget.service({ name: `s${index}-${side}`, port: 80, madeElsewhere: true });
      const rules: Rules = () =>
        distinct.map(({ form, path: at, weight, rewrite }, index) =>
          RouteRule[form === 'exact' ? 'exact' : 'pathPrefix'](
            at,
            RouteTarget.split([
              { target: service(index, 'a'), weight },
              { target: service(index, 'b'), weight: 100 - weight },
            ]),
            { rewrite, name: `rule-${index}` },
          ),
        );
      const made = [DIALECTS['ingress on ingress-nginx'], envoy].map((dialect) => {
        const { app, shop } = world();
        new IngressRoute(shop, 'public', { host: HOST, via: dialect.via, rules: rules({} as World) });
        const services = distinct.flatMap((_, index) =>
          ['a', 'b'].map((side) => ({
            apiVersion: 'v1',
            kind: 'Service',
            metadata: { name: `s${index}-${side}`, namespace: 'shop' },
            spec: { ports: [{ name: 'http', port: 80 }] },
          })),
        );
        return { dialect, manifests: [...manifestsOf(app), ...services] };
      });
      for (const requested of [
        ...others,
        ...distinct.flatMap(({ path: at }) => [at, `${at}/`, `${at}/x`, `${at}beta`]),
      ]) {
        if (/\/\//.test(requested)) continue;
        const ends = made.map(({ dialect, manifests }) =>
          describeAnswer(answer(manifests, dialect.implementation, { scheme: 'http', host: HOST, path: requested })),
        );
        expect([requested, ends[0]]).toEqual([requested, ends[1]]);
      }
    }),
    { numRuns: 25 },
  );
});

function manifestsOf(app: World['app']): readonly object[] {
  return Manifests.fromApp(app).all;
}

import fc from 'fast-check';
import { GatewayFacts, HttpMethod, RouteRule, type RouteRuleOptions, RouteTarget } from '../../lib';
import { answer, type GatewayRequest } from '../support/gateways';
import { type Dialect, DIALECTS, routed, type Rules } from '../support/routes';

const HOST = 'models.example.com';

/** Where a request ends up: shares by server, and the path each sees. */
function outcome(dialect: Dialect, manifests: readonly object[], request: GatewayRequest): string {
  const given = answer(manifests, dialect.implementation, { scheme: 'http', ...request });
  if (given.outcome !== 'forward') return `status ${given.status}`;
  const shares = Object.entries(given.backends).map(
    ([backend, share]) => `${share} ${backend} ${given.seen[backend]?.path} ${given.seen[backend]?.protocol}`,
  );
  return shares.sort().join(', ');
}

function notesOf(dialect: Dialect, manifests: readonly object[], request: GatewayRequest): readonly string[] {
  const { notes } = answer(manifests, dialect.implementation, { scheme: 'http', ...request });
  return notes.filter((note) => /^(tie|precedence|name|ignored):/.test(note));
}

const CORE = Object.entries(DIALECTS);
const RICH = CORE.filter(([name]) => !name.startsWith('ingress'));

/** One table of rules that every dialect can say, and where requests must end up. */
const paths: Rules = ({ a, b, c, d }) => [
  RouteRule.pathPrefix('/', d),
  RouteRule.pathPrefix('/v1', a),
  RouteRule.exact('/v1/models', b),
  RouteRule.pathPrefix('/v1/models/iris', c),
  RouteRule.exact('/v1', b),
];

test.each(CORE)('%s: paths match by whole elements, the longest wins, exact before prefix', (_name, dialect) => {
  const { all } = routed(paths, { via: dialect.via });
  const expected = [
    ['/', 'd'],
    ['/x', 'd'],
    ['/v', 'd'],
    ['/v1', 'b'],
    ['/v1/', 'a'],
    ['/v1?model=iris', 'b'],
    ['/v1beta', 'd'],
    ['/v1beta/models', 'd'],
    ['/v1.1', 'd'],
    ['/v1/x', 'a'],
    ['/v1/models', 'b'],
    ['/v1/models/', 'a'],
    ['/v1/models/rose', 'a'],
    ['/v1/models/iris', 'c'],
    ['/v1/models/iris/', 'c'],
    ['/v1/models/iris/predict', 'c'],
    ['/v1/models/irisette', 'a'],
    ['/V1', 'd'],
  ] as const;
  for (const [path, server] of expected) {
    const request = { host: HOST, path };
    expect([path, outcome(dialect, all, request)]).toEqual([path, `1 shop/${server}:80 ${path} http`]);
    expect(notesOf(dialect, all, request)).toEqual([]);
  }
});

test.each(CORE)('%s: other hosts get nothing', (_name, dialect) => {
  const { all } = routed(paths, { via: dialect.via });
  for (const host of ['example.com', 'x.models.example.com', 'modelsxexample.com'])
    expect(outcome(dialect, all, { host, path: '/v1' })).toBe('status 404');
});

test.each(CORE.filter(([name]) => name !== 'Envoy Gateway' && name !== 'Gateway API on Traefik'))(
  '%s: a wildcard stands for one label',
  (_name, dialect) => {
    const { all } = routed(({ a }) => [RouteRule.pathPrefix('/', a)], { via: dialect.via, host: '*.example.com' });
    expect(outcome(dialect, all, { host: 'a.example.com', path: '/' })).toBe('1 shop/a:80 / http');
    for (const host of ['example.com', 'a.b.example.com', 'aexample.com'])
      expect(outcome(dialect, all, { host, path: '/' })).toBe('status 404');
  },
);

test.each(RICH)('%s: methods, headers, query parameters, rewrites and shares of shares', (_name, dialect) => {
  const { all } = routed(
    ({ a, b, c, d, g }) => [
      RouteRule.pathPrefix(
        '/iris',
        RouteTarget.split([
          { target: a, weight: 95 },
          { target: b, weight: 5 },
        ]),
        { rewrite: '/' },
      ),
      RouteRule.pathPrefix('/iris', c, { methods: [HttpMethod.POST], name: 'writes' }),
      RouteRule.pathPrefix('/rank', a),
      RouteRule.pathPrefix('/rank', b, { headers: { 'X-Canary': 'yes' } }),
      RouteRule.pathPrefix('/rank', c, { headers: { 'X-Canary': 'yes' }, queryParams: { debug: '1' } }),
      RouteRule.exact('/old', d, { rewrite: '/new/predict' }),
      RouteRule.pathPrefix('/deep/er', d, { rewrite: '/shallow' }),
      RouteRule.seldon({ name: 'iris' }, g),
      RouteRule.seldon({ name: 'iris', namespaceName: 'shop' }, g),
    ],
    { via: dialect.via },
  );
  const expected: [Omit<GatewayRequest, 'host'>, string][] = [
    [{ path: '/iris' }, '1/20 shop/b:80 / http, 19/20 shop/a:80 / http'],
    [{ path: '/iris/x?q=1' }, '1/20 shop/b:80 /x?q=1 http, 19/20 shop/a:80 /x?q=1 http'],
    [{ path: '/iris/x', method: 'POST' }, '1 shop/c:80 /iris/x http'],
    [{ path: '/irises' }, 'status 404'],
    [{ path: '/rank' }, '1 shop/a:80 /rank http'],
    [{ path: '/rank', headers: { 'x-canary': 'yes' } }, '1 shop/b:80 /rank http'],
    [{ path: '/rank', headers: { 'x-canary': 'Yes' } }, '1 shop/a:80 /rank http'],
    [{ path: '/rank?debug=1', headers: { 'X-CANARY': 'yes' } }, '1 shop/c:80 /rank?debug=1 http'],
    [{ path: '/rank?debug=1' }, '1 shop/a:80 /rank?debug=1 http'],
    [{ path: '/old' }, '1 shop/d:80 /new/predict http'],
    [{ path: '/old/x' }, 'status 404'],
    [{ path: '/deep/er' }, '1 shop/d:80 /shallow http'],
    [{ path: '/deep/er/x' }, '1 shop/d:80 /shallow/x http'],
    [{ path: '/deep/erx' }, 'status 404'],
    [{ path: '/seldon/iris/api/v0.1/predictions' }, '1 shop/g:80 /api/v0.1/predictions http'],
    [{ path: '/seldon/shop/iris/api/v1.0/predictions' }, '1 shop/g:80 /api/v1.0/predictions http'],
    [{ path: '/seldon/iris/metrics' }, 'status 404'],
  ];
  for (const [request, end] of expected)
    expect([request, outcome(dialect, all, { host: HOST, ...request })]).toEqual([request, end]);
});

test.each(RICH)('%s: gRPC calls reach the gRPC port over HTTP/2, by service and method', (_name, dialect) => {
  const { all } = routed(
    ({ g, a }) => [
      RouteRule.grpc('inference.GRPCInferenceService', g),
      RouteRule.grpcMethod(
        'inference.GRPCInferenceService',
        'ModelInfer',
        RouteTarget.split([
          { target: g, weight: 50 },
          { target: a, weight: 50 },
        ]),
        {
          port: 80,
        },
      ),
    ],
    { via: dialect.via },
  );
  const call = (path: string) =>
    outcome(dialect, all, { host: HOST, path, method: 'POST', headers: { 'content-type': 'application/grpc' } });
  expect(call('/inference.GRPCInferenceService/ServerLive')).toMatch(/^1 shop\/g:9000 .* h2c$/);
  expect(call('/inference.GRPCInferenceService/ModelInfer')).toMatch(/^1\/2 shop\/a:80 .* h2c, 1\/2 shop\/g:80/);
  expect(call('/inference.GRPCInferenceServiceX/ServerLive')).toMatch(/^status/);
});

describe('random routes', () => {
  const element = fc.constantFrom('v1', 'v1beta', 'v', 'iris', 'api');
  const path = fc.array(element, { maxLength: 3 }).map((elements) => `/${elements.join('/')}`);
  const rule = fc.record({
    form: fc.constantFrom('prefix', 'exact'),
    path,
    weight: fc.integer({ min: 0, max: 100 }),
    targets: fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom('c', 'd')),
    rewrite: fc.option(path, { nil: undefined }),
    header: fc.option(fc.constantFrom('1', '2'), { nil: undefined }),
    query: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
    methods: fc.option(fc.uniqueArray(fc.constantFrom<HttpMethod>(HttpMethod.GET, HttpMethod.POST), { minLength: 1 }), {
      nil: undefined,
    }),
  });
  type Shape = typeof rule extends fc.Arbitrary<infer T> ? T : never;
  /** Most requests begin with the path of a rule. */
  const request = fc.record({
    near: fc.option(fc.nat(), { nil: undefined, freq: 4 }),
    path,
    end: fc.constantFrom('', '', '/', '/x', 'beta'),
    method: fc.constantFrom('GET', 'POST', 'PUT'),
    header: fc.option(fc.constantFrom('1', '2', '3'), { nil: undefined }),
    query: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
  });
  type RequestShape = typeof request extends fc.Arbitrary<infer T> ? T : never;

  /** Rules that differ in path, form and conditions; what a dialect cannot say is left out of all of them. */
  function rulesOf(shapes: readonly Shape[], isRich: boolean): Rules {
    const seen = new Set<string>();
    return (servers) =>
      shapes.flatMap((shape, index) => {
        const conditions: RouteRuleOptions = isRich
          ? {
              methods: shape.methods,
              headers: shape.header === undefined ? undefined : { 'X-Try': shape.header },
              queryParams: shape.query === undefined ? undefined : { q: shape.query },
              rewrite: shape.rewrite,
              name: `rule-${index}`,
            }
          : {};
        const keys = (conditions.methods?.map(String) ?? ['']).map((method) =>
          JSON.stringify([shape.form, shape.path, method, conditions.headers, conditions.queryParams]),
        );
        if (keys.some((key) => seen.has(key))) return [];
        for (const key of keys) seen.add(key);
        const [first, second] = shape.targets.map((name) => servers[name]);
        const target = isRich
          ? RouteTarget.split([
              { target: first, weight: shape.weight },
              { target: second, weight: 100 - shape.weight },
            ])
          : first;
        return [RouteRule[shape.form === 'exact' ? 'exact' : 'pathPrefix'](shape.path, target, conditions)];
      });
  }

  function ask(
    shapes: readonly Shape[],
    { near, path: far, end, method, header, query }: RequestShape,
  ): GatewayRequest {
    const start = near === undefined ? far : (shapes[near % shapes.length]?.path ?? far);
    return {
      host: HOST,
      path:
        `${start === '/' ? '' : start}${end === 'beta' || start !== '/' ? end : `/${end.slice(1)}`}`.replace(
          /^(?!\/)/,
          '/',
        ) + (query === undefined ? '' : `?q=${query}`),
      method,
      headers: header === undefined ? {} : { 'x-try': header },
    };
  }

  test('by path alone mean the same in all five dialects', () => {
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 1, maxLength: 6 }),
        fc.array(request, { minLength: 20, maxLength: 20 }),
        (shapes, requests) => {
          const worlds = CORE.map(([, dialect]) => ({
            dialect,
            manifests: routed(rulesOf(shapes, false), { via: dialect.via }).all,
          }));
          for (const each of requests.map((shape) => ask(shapes, shape))) {
            const ends = worlds.map(({ dialect, manifests }) => outcome(dialect, manifests, each));
            expect([each, new Set(ends).size, ends]).toEqual([each, 1, ends]);
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  test('with conditions, weights and rewrites mean the same on Traefik and on the Gateway API', () => {
    const dialects = RICH.filter(([name]) => name !== 'Gateway API on Traefik');
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 1, maxLength: 5 }),
        fc.array(request, { minLength: 40, maxLength: 40 }),
        (shapes, requests) => {
          const worlds = dialects.map(([, dialect]) => ({
            dialect,
            manifests: routed(rulesOf(shapes, true), { via: dialect.via }).all,
          }));
          for (const each of requests.map((shape) => ask(shapes, shape))) {
            const ends = worlds.map(({ dialect, manifests }) => outcome(dialect, manifests, each));
            expect([each, new Set(ends).size, ends]).toEqual([each, 1, ends]);
            for (const { dialect, manifests } of worlds) expect(notesOf(dialect, manifests, each)).toEqual([]);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});

test('without strict prefixes an Ingress on Traefik leaks, which is why it warns', () => {
  const dialect: Dialect = {
    via: DIALECTS.ingress.via,
    implementation: { kind: 'ingress', controller: 'traefik', strictPrefixMatching: false },
  };
  const { all } = routed(({ a }) => [RouteRule.pathPrefix('/v1', a)], { via: dialect.via }, GatewayFacts.traefik());
  expect(outcome(dialect, all, { host: HOST, path: '/v1beta' })).toBe('1 shop/a:80 /v1beta http');
});

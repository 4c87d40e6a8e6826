import fc from 'fast-check';
import { IngressRoute, RouteRule, RouteTarget, type RouteRuleOptions } from '../../lib';
import { Manifests } from '../../lib/testing';
import { failureOf, manifestsFrom } from '../support/declare';
import { answer, describeAnswer, type GatewayRequest } from '../support/gateways';
import { DIALECTS, routed, type Rules, world, type World } from '../support/routes';

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
        RouteTarget.service({ name: `s${index}-${side}`, port: 80, external: true });
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

import {
  Canary,
  CanaryPin,
  CanaryStage,
  ContainerImage,
  GatewayFacts,
  IngressRoute,
  RouteRule,
  RouteTarget,
  TrafficSplit,
  type RouteRuleOptions,
} from '../../lib';
import { failureOf, manifestsFrom, MINIMAL } from '../support/declare';
import { answer, describeAnswer, type GatewayRequest } from '../support/gateways';
import { DIALECTS, madeFor, routed, type Rules, sound, world, type World } from '../support/routes';

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
const server = { runtime: MINIMAL.runtime, resources: MINIMAL.resources };

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

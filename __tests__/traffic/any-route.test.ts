import fc from 'fast-check';
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
import { Manifests } from '../../lib/testing';
import { EXISTING, sound, world, type World } from '../support/routes';

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const seconds = fc.integer({ min: 0, max: 600 }).map((value) => Duration.seconds(value));
const server = fc.constantFrom('a', 'a', 'b', 'b', 'c', 'd', 'e', 'g');
/** Values that are mostly possible. */
const mostly = <T>(good: readonly T[], ...bad: T[]) =>
  fc.oneof({ weight: 30, arbitrary: fc.constantFrom(...good) }, { weight: 1, arbitrary: fc.constantFrom(...bad) });

/** Every option there is, possible or not. */
const options = fc.record({
  name: optional(fc.constantFrom('x', 'y', 'z')),
  methods: optional(fc.uniqueArray(fc.constantFrom(...Object.values(HttpMethod)), { minLength: 1, maxLength: 3 })),
  headers: optional(fc.dictionary(fc.constantFrom('X-A', 'X-B'), mostly(['1', 'a b'], 'é'), { maxKeys: 2 })),
  queryParams: optional(fc.dictionary(fc.constantFrom('q', 'r'), fc.constantFrom('1', '2'), { maxKeys: 2 })),
  rewrite: optional(mostly(['/', '/v2', '/v2/'], 'v2')),
  port: optional(mostly([80], 81, 9000)),
  timeouts: optional(
    fc.record({ request: optional(seconds), backendRequest: optional(seconds), responseStart: optional(seconds) }),
  ),
  sticky: optional(
    fc.record({ cookieName: mostly(['c'], 'c d'), maxAgeSeconds: optional(fc.integer({ min: 0, max: 9 })) }),
  ),
  mirror: optional(fc.record({ target: server, percent: optional(fc.integer({ min: 0, max: 100 })) })),
  maxBodySize: optional(mostly(['1Mi', '1'], '0')),
  rateLimit: optional(fc.record({ average: mostly([1, 9], 0), period: optional(seconds) })),
  maxInFlight: optional(fc.integer({ min: 1, max: 9 })),
  cors: optional(
    fc.record({
      allowOrigins: mostly([['*'], ['https://a.example']], []),
      maxAgeSeconds: optional(fc.integer({ min: 1, max: 9 })),
    }),
  ),
  authentication: optional(
    fc.constantFrom(RouteAuthentication.basic('users'), RouteAuthentication.forward({ address: 'http://auth.svc' })),
  ),
  middlewares: optional(fc.constant([MiddlewareRef.external('m')])),
});
/** Most rules ask for one thing or two: who asks for everything is always refused. */
const someOptions = fc
  .tuple(options, fc.uniqueArray(fc.nat(14), { maxLength: 3 }))
  .map(([all, kept]) =>
    Object.fromEntries(Object.entries(all).filter((_, index) => kept.includes(index))),
  ) as fc.Arbitrary<Partial<typeof options extends fc.Arbitrary<infer T> ? T : never>>;

const rule = fc.record({
  kind: fc.constantFrom('prefix', 'prefix', 'prefix', 'exact', 'exact', 'grpc', 'seldon'),
  path: mostly(['/', '/v1', '/v1/', '/v1/models', '/iris', '/a', '/b'], '/bad//path'),
  targets: fc.tuple(server, fc.option(server, { nil: undefined, freq: 1 })),
  weight: fc.integer({ min: 0, max: 100 }),
  options: someOptions,
});

const tls = fc.constantFrom(
  RouteTls.secret('cert'),
  RouteTls.secret('cert', { minVersion: TlsVersion.TLS_1_3 }),
  RouteTls.certManager({ clusterIssuer: 'x' }),
  RouteTls.atGateway(),
);
const via = fc.oneof(
  fc
    .record({ allowEmptyServices: fc.boolean(), allowCrossNamespace: fc.boolean() })
    .map((facts) => RouteRenderer.traefik(GatewayFacts.traefik(facts))),
  fc
    .constantFrom(...Object.values(IngressController))
    .map((controller) => RouteRenderer.ingress(GatewayFacts.ingress({ className: 'x', controller }))),
  fc
    .tuple(fc.constantFrom(...Object.values(GatewayImplementation)), fc.constantFrom(EXISTING, { className: 'x' }))
    .map(([implementation, gateway]) =>
      RouteRenderer.gatewayApi(GatewayFacts.gatewayApi({ implementation, ...gateway })),
    ),
);
const props = fc.record({
  hosts: fc.uniqueArray(fc.constantFrom('a.example', '*.b.example', 'c.example'), { minLength: 1 }),
  tls: optional(tls),
  redirectToHttps: optional(fc.boolean()),
  crossNamespace: fc.constantFrom(...Object.values(CrossNamespace)),
  via,
});

function rulesOf(all: World, shapes: readonly (typeof rule extends fc.Arbitrary<infer T> ? T : never)[]): RouteRule[] {
  return shapes.map(({ kind, path, targets: [first, second], weight, options: { mirror, ...rest } }) => {
    const target =
      second === undefined
        ? all[first]
        : RouteTarget.split([
            { target: all[first], weight },
            { target: all[second], weight: 100 - weight },
          ]);
    const given = { ...rest, mirror: mirror && { ...mirror, target: all[mirror.target] } } as RouteRuleOptions;
    if (kind === 'grpc') return RouteRule.grpc('p.S', target, given);
    if (kind === 'seldon') return RouteRule.seldon({ name: 'iris' }, target, given);
    return kind === 'exact' ? RouteRule.exact(path, target, given) : RouteRule.pathPrefix(path, target, given);
  });
}

test('any route is either refused in sentences, or objects that every validator takes, the same at every synthesis', () => {
  const made = new Map<string, number>();
  fc.assert(
    fc.property(props, fc.array(rule, { minLength: 1, maxLength: 3 }), (given, shapes) => {
      const build = () => {
        const all = world();
        new IngressRoute(all.shop, 'public', { ...given, rules: rulesOf(all, shapes) });
        return all.app.synthYaml();
      };
      let yaml: string;
      try {
        yaml = build();
      } catch (error) {
        expect((error as Error).name).toBe('UsageError');
        expect((error as Error).message).not.toMatch(/undefined|\[object|NaN/);
        return;
      }
      expect(build()).toBe(yaml);
      const manifests =
        given.crossNamespace === CrossNamespace.GRANTED_ELSEWHERE
          ? Manifests.fromYaml(yaml)
          : sound(Manifests.fromYaml(yaml));
      for (const { kind } of manifests) made.set(kind, (made.get(kind) ?? 0) + 1);
    }),
    { numRuns: 600 },
  );
  // Enough of them are accepted for this to mean something.
  for (const kind of ['Ingress', 'IngressRoute', 'HTTPRoute', 'Middleware'])
    expect(made.get(kind) ?? 0).toBeGreaterThan(5);
});

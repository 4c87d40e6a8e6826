import { GatewayFacts, GatewayImplementation, IngressRoute, RouteRenderer, RouteRule, RouteTls } from '../../lib';
import { failureOf, manifestsFrom } from '../support/declare';
import { answer, type GatewayApiImplementation, type ListenerFacts } from '../support/gateways';
import { routed, type RouteProps, type Rules, world } from '../support/routes';

const SHARED = { gatewayName: 'shared', gatewayNamespaceName: 'gateways' };
const one: Rules = ({ a }) => [RouteRule.pathPrefix('/v1', a)];
const grpc: Rules = ({ g }) => [RouteRule.grpc('p.S', g)];
const via = (names: { httpListener?: string; httpsListener?: string } = {}) =>
  RouteRenderer.gatewayApi(
    GatewayFacts.gatewayApi({ implementation: GatewayImplementation.ENVOY_GATEWAY, ...SHARED, ...names }),
  );
const answered = (listeners: readonly ListenerFacts[], rules: Rules, props: RouteProps, scheme: 'http' | 'https') => {
  const implementation: GatewayApiImplementation = { kind: 'gateway-api', implementation: 'envoy-gateway', listeners };
  const request = { scheme, host: 'models.example.com', path: '/v1' } as const;
  return answer(routed(rules, props).all, implementation, request).outcome;
};
/** The listeners of a Gateway as people call them. */
const GATEWAYS: readonly (readonly ListenerFacts[])[] = [
  [{ name: 'http', port: 80, protocol: 'HTTP' }],
  [{ name: 'web', port: 80, protocol: 'HTTP' }],
  [{ name: 'plain', port: 8080, protocol: 'HTTP' }],
];

describe('of a Gateway that exists, whose listeners nobody named', () => {
  test.each(GATEWAYS)('a route attaches whatever a listener is called: $name', (listener) => {
    expect(answered([listener], one, { via: via() }, 'http')).toBe('forward');
    const tls = { ...listener, protocol: 'HTTPS', port: 443 };
    expect(answered([tls], one, { via: via(), tls: RouteTls.atGateway() }, 'https')).toBe('forward');
  });

  test.each<[string, Rules, RouteProps, string]>([
    ['a route', one, {}, 'HTTPRoute'],
    ['a route with TLS', one, { tls: RouteTls.atGateway() }, 'HTTPRoute'],
    ['a route for gRPC', grpc, {}, 'GRPCRoute'],
  ])('%s names none', (_what, rules, props, kind) => {
    expect(routed(rules, { ...props, via: via() }).get(kind).spec.parentRefs).toEqual([
      { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'shared', namespace: 'gateways' },
    ]);
  });

  test.each<[string, { httpListener?: string; httpsListener?: string }, string]>([
    ['neither', {}, 'got no httpListener and no httpsListener'],
    ['the one with TLS alone', { httpsListener: 'secure' }, 'got no httpListener;'],
    ['the one without alone', { httpListener: 'web' }, 'got no httpsListener;'],
  ])('a redirect is refused where %s is declared', (_what, names, message) => {
    const props = { via: via(names), tls: RouteTls.atGateway(), redirectToHttps: true };
    expect(failureOf(() => routed(one, props))).toContain(
      "redirectToHttps needs the listeners of the Gateway 'shared' with TLS and without, ",
    );
    expect(failureOf(() => routed(one, props))).toContain(message);
  });

  test('a route with TLS warns that it is answered without as well', () => {
    const warnings = (route: RouteProps) => {
      const { app, shop, a } = world();
      const rules = [RouteRule.pathPrefix('/v1', a)];
      new IngressRoute(shop, 'public', { host: 'x.example', ...route, rules });
      manifestsFrom(app);
      return app.warnings.filter((warning) => warning.includes('every listener'));
    };
    expect(warnings({ via: via(), tls: RouteTls.atGateway() })).toEqual([
      "IngressRoute 'shop/public': the route attaches to every listener of the Gateway 'shared' that admits it, without TLS as well; declare GatewayFacts.gatewayApi({ httpsListener }) with the name of the one with TLS",
    ]);
    expect(warnings({ via: via() })).toEqual([]);
    expect(warnings({ via: via({ httpsListener: 'secure' }), tls: RouteTls.atGateway() })).toEqual([]);
  });
});

test.each([
  ['web', 'secure'],
  ['http-80', 'https-443'],
  ['a', 'b'],
])('names that are declared are those that routes attach to: %s and %s', (httpListener, httpsListener) => {
  const props = { via: via({ httpListener, httpsListener }), tls: RouteTls.atGateway(), redirectToHttps: true };
  const manifests = routed(one, props);
  expect(manifests.get('HTTPRoute', 'public').spec.parentRefs[0].sectionName).toBe(httpsListener);
  expect(manifests.get('HTTPRoute', 'public-redirect').spec.parentRefs[0].sectionName).toBe(httpListener);
});

test.each<[string | undefined, string | undefined, boolean]>([
  [undefined, undefined, true],
  [undefined, 'web', true],
  ['web', undefined, true],
  ['web', 'web', true],
  ['web', 'secure', false],
])('routes on the listeners %s and %s of one Gateway take the same requests: %s', (first, second, isTaken) => {
  const { app, shop, lab, a, e } = world();
  const declare = (names: string | undefined) => via(names === undefined ? {} : { httpListener: names });
  new IngressRoute(shop, 'one', { host: 'x.example', via: declare(first), rules: [RouteRule.pathPrefix('/', a)] });
  new IngressRoute(lab, 'two', { host: 'x.example', via: declare(second), rules: [RouteRule.pathPrefix('/', e)] });
  const synthesize = () => app.synthYaml();
  if (isTaken) expect(failureOf(synthesize)).toContain('takes already');
  else synthesize();
});

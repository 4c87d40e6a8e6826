import { Duration } from 'cdk8s';
import {
  Canary,
  CanaryPin,
  CanaryStage,
  ContainerImage,
  CrossNamespace,
  GatewayFacts,
  IngressController,
  IngressRoute,
  MiddlewareRef,
  RouteRenderer,
  RouteRule,
  type RouteRuleOptions,
  RouteTls,
  TlsVersion,
  TrafficSplit,
} from '../../lib';
import { failureOf, manifestsFrom, MINIMAL } from '../support/declare';
import { answer } from '../support/gateways';
import { DIALECTS, routed, type Rules, sound, world, type World } from '../support/routes';

const HOST = 'models.example.com';
const one: Rules = ({ a }) => [RouteRule.pathPrefix('/v1', a)];
const traefik = (allowCrossNamespace: boolean) => GatewayFacts.traefik({ allowCrossNamespace });
const { image, ...server } = MINIMAL;
/** A canary in `shop` on its way, some of whose requests are pinned. */
const release = ({ shop }: World, id: string, ...pins: CanaryPin[]) =>
  new Canary(shop, id, {
    server,
    stable: { image },
    canary: { image: ContainerImage.of('registry.example/x:2') },
    replicas: 4,
    steps: [10, 50],
    stage: CanaryStage.step(0),
    split: TrafficSplit.byRoute({ pins }),
  });

describe('options of TLS for a wildcard, of which Traefik would keep none', () => {
  test.each([
    ['clientCaSecretName', RouteTls.secret('cert', { clientCaSecretName: 'ca' })],
    ['minVersion', RouteTls.certManager({ issuer: 'own', minVersion: TlsVersion.TLS_1_3 })],
  ])('are refused: %s', (name, tls) => {
    const sentence = `tls.${name} needs hosts that are named one by one, since Traefik keeps no TLS options for a wildcard, got '*.example.com'`;
    expect(failureOf(() => routed(one, { tls, host: '*.example.com' }))).toContain(sentence);
    expect(failureOf(() => routed(one, { tls, host: undefined, hosts: ['a.example', '*.example.com'] }))).toContain(
      sentence,
    );
    routed(one, { tls, host: undefined, hosts: ['a.example', 'b.example'] });
    routed(one, { tls: RouteTls.secret('cert'), host: '*.example.com' });
  });
});

describe('a header that a rule compares and a version is pinned by', () => {
  const declare = (via: RouteRenderer, pin: CanaryPin, headers: RouteRuleOptions['headers']) => {
    const all = world(GatewayFacts.traefik());
    const rules = [RouteRule.pathPrefix('/v1', release(all, 'rank', pin), { headers })];
    new IngressRoute(all.shop, 'public', { host: HOST, via, rules });
    return sound(manifestsFrom(all.app)).all;
  };

  test.each([
    ['in the same spelling', CanaryPin.header('X-Version', '2'), { 'X-Version': 'beta' }, 'X-Version'],
    ['in another', CanaryPin.header('X-Version', '2'), { 'x-version': 'beta' }, 'x-version'],
    ['that holds the cookie', CanaryPin.cookie('version', '2'), { cookie: 'a=1' }, 'cookie'],
  ])('is refused on the Gateway API %s', (_what, pin, headers, name) => {
    expect(failureOf(() => declare(DIALECTS['Envoy Gateway'].via, pin, headers))).toContain(
      `rules[0].headers must not name '${name}', which pins requests of the target to one version`,
    );
  });

  test('is compared twice on Traefik, and other headers everywhere', () => {
    const { via, implementation } = DIALECTS.traefik;
    const all = declare(via, CanaryPin.header('X-Version', '2'), { 'x-version': 'beta' });
    const ask = (version: string) =>
      answer(all, implementation, {
        scheme: 'http',
        host: HOST,
        path: '/v1',
        headers: { 'x-version': version },
      });
    expect(ask('beta')).toMatchObject({ backends: { 'shop/rank:80': '9/10', 'shop/rank-canary:80': '1/10' } });
    expect(ask('2')).toMatchObject({ status: 404 });
    declare(DIALECTS['Envoy Gateway'].via, CanaryPin.header('X-Version', '2'), { 'X-Segment': 'beta' });
  });
});

test('a Middleware of another namespace needs a Traefik that permits it', () => {
  const middlewares = [MiddlewareRef.external('auth', 'platform')];
  const rules: Rules = ({ a }) => [RouteRule.pathPrefix('/v1', a, { middlewares })];
  expect(failureOf(() => routed(rules, {}, traefik(false)))).toContain(
    "rules[0].middlewares[0] is in the namespace 'platform', the route in 'shop': Traefik does not permit it by default; declare GatewayFacts.traefik({ allowCrossNamespace: true })",
  );
  const { spec } = routed(rules, {}, traefik(true)).get('IngressRoute');
  expect(spec.routes[0].middlewares).toEqual([{ name: 'auth', namespace: 'platform' }]);
});

test('a ServersTransport is looked for beside the mirror, too', () => {
  const rules: Rules = ({ a, e }) => [
    RouteRule.pathPrefix('/v1', a, { mirror: { target: e }, timeouts: { responseStart: Duration.seconds(3) } }),
  ];
  expect(failureOf(() => routed(rules, { crossNamespace: CrossNamespace.GRANT }, traefik(true)))).toContain(
    'rules[0].timeouts.responseStart needs targets, mirrors too, in the namespace of the route',
  );
});

describe('copies of gRPC calls', () => {
  const rules =
    (mirror: 'a' | 'g'): Rules =>
    (all) => [RouteRule.grpc('p.S', all.g, { port: 9000, mirror: { target: all[mirror] } })];

  test.each(['traefik', 'Envoy Gateway'] as const)('go to a port that speaks it on %s, or are refused', (name) => {
    const { via, implementation } = DIALECTS[name];
    expect(failureOf(() => routed(rules('a'), { via }))).toContain(
      "rules[0].mirror.target must speak gRPC on a port of its Service 'a', which has 80 (http); give the runtime a gRPC port",
    );
    const call = { scheme: 'http', host: HOST, path: '/p.S/Do', method: 'POST' } as const;
    expect(
      answer(routed(rules('g'), { via }).all, implementation, {
        ...call,
        headers: { 'content-type': 'application/grpc' },
      }),
    ).toMatchObject({ mirrors: { 'shop/g:9000': 100 } });
  });
});

describe('names of objects', () => {
  test('that no API server takes are refused, and a short one is the way out', () => {
    const rules =
      (name?: string): Rules =>
      ({ a }) => [RouteRule.pathPrefix(`/${'b'.repeat(300)}`, a, { rewrite: '/', name })];
    expect(failureOf(() => routed(rules()))).toMatch(
      /the name of an object made for it must be .* at most 253 characters, got .* \(315 characters\); give the rule a short one with its option name/,
    );
    routed(rules('b'));
  });

  test('of two splits that keep a cookie are told apart, whoever asked for the cookie', () => {
    const declare = (name?: string) => {
      const all = world(GatewayFacts.traefik());
      const [first, second] = [release(all, 'aa'), release(all, 'bb')];
      new IngressRoute(all.shop, 'public', {
        host: HOST,
        defaults: { sticky: { cookieName: 'c' } },
        rules: [RouteRule.pathPrefix('/v1', first), RouteRule.exact('/v1', second, { name })],
      });
      return sound(manifestsFrom(all.app)).all;
    };
    expect(failureOf(() => declare())).toContain(
      "rules[1] must have a name of its own, since objects made for it would be called like those of rules[0], got 'v1' for both",
    );
    const all = declare('v1-exact');
    const ask = (path: string) => answer(all, DIALECTS.traefik.implementation, { scheme: 'http', host: HOST, path });
    expect(ask('/v1/x')).toMatchObject({ backends: { 'shop/aa:80': '9/10', 'shop/aa-canary:80': '1/10' } });
    expect(ask('/v1')).toMatchObject({ backends: { 'shop/bb:80': '9/10', 'shop/bb-canary:80': '1/10' } });
  });
});

test.each(['/v1/models/iris:predict', '/a~b', '/@x'])(
  'ingress-nginx refuses the path %s at its webhook, others do not',
  (path) => {
    const ingress = (controller: IngressController) =>
      RouteRenderer.ingress(GatewayFacts.ingress({ className: 'x', controller }));
    const rules: Rules = ({ a }) => [RouteRule.exact(path, a)];
    expect(failureOf(() => routed(rules, { via: ingress(IngressController.INGRESS_NGINX) }))).toContain(
      `rules[0].path must be letters, digits, '/', '-', '_' and '.', since ingress-nginx refuses anything else (strict-validate-path-type), got '${path}'`,
    );
    routed(rules, { via: ingress(IngressController.OTHER) });
    routed(({ a }) => [RouteRule.pathPrefix('/.well-known/v1_2-x', a)], {
      via: ingress(IngressController.INGRESS_NGINX),
    });
  },
);

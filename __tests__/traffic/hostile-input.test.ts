import {
  GatewayFacts,
  IngressRoute,
  RouteAuthentication,
  RouteRenderer,
  RouteRule,
  type RouteRuleOptions,
  RouteTarget,
  RouteTls,
} from '../../lib';
import { failureOf } from '../support/declare';
import { DIALECTS, EXISTING, routed, type RouteProps, type Rules, world } from '../support/routes';

const one: Rules = ({ a }) => [RouteRule.pathPrefix('/v1', a)];
const withOptions =
  (options: RouteRuleOptions): Rules =>
  ({ a }) => [RouteRule.pathPrefix('/v1', a, options)];
/** What a caller without a type checker may pass. */
const untyped = (value: unknown): never => value as never;

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
      'rules[0].target must be a ModelServer, a release of two versions, an InferencePool, RouteTarget.service(...)',
    ],
    [
      'a target that is none',
      () => [RouteRule.pathPrefix('/', untyped({ name: 'x' }))],
      'rules[0].target must be a ModelServer',
    ],
    [
      'a target whose Services are none',
      () => [RouteRule.pathPrefix('/', untyped({ trafficBackends: [7] }))],
      'rules[0].target must have trafficBackends with a serviceName and a port each, got [7]',
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

  test.each<[string, Rules, RouteProps, string]>([
    [
      'of TLS',
      one,
      { tls: RouteTls.secret('s', untyped({ clientCASecretName: 'ca' })) },
      "tls: there is no prop 'clientCASecretName'; did you mean 'clientCaSecretName'?",
    ],
    [
      'of cert-manager',
      one,
      { tls: RouteTls.certManager(untyped({ clusterIssuer: 'x', secretname: 's' })) },
      "tls: there is no prop 'secretname'; did you mean 'secretName'?",
    ],
    [
      'of a Service by name',
      () => [RouteRule.pathPrefix('/', RouteTarget.service(untyped({ name: 'm', port: 80, madeElswhere: true })))],
      {},
      "rules[0].target: there is no prop 'madeElswhere'; did you mean 'madeElsewhere'?",
    ],
    [
      'of a split',
      ({ a }) => [
        RouteRule.pathPrefix(
          '/',
          RouteTarget.split(
            untyped([
              { target: a, weight: 50 },
              { target: a, weight: 50, wait: 1 },
            ]),
          ),
        ),
      ],
      {},
      "rules[0].target.targets[1] has no prop 'wait'; use 'target', 'weight'",
    ],
    [
      'of a Seldon path',
      ({ a }) => [RouteRule.seldon(untyped({ name: 'm', namespace: 'x' }), a)],
      {},
      "rules[0]: there is no prop 'namespace'; did you mean 'namespaceName'?",
    ],
    [
      'of forward authentication',
      withOptions({
        authentication: RouteAuthentication.forward(untyped({ address: 'http://x', responseHeader: [] })),
      }),
      {},
      "rules[0].authentication: there is no prop 'responseHeader'; did you mean 'responseHeaders'?",
    ],
  ])('knows a misspelt option %s', (_what, rules, props, message) => {
    expect(failureOf(() => routed(rules, props))).toContain(message);
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
      'a misspelt fact about a Traefik',
      undefined,
      RouteRenderer.traefik(GatewayFacts.traefik(untyped({ allowEmptyService: false }))),
      "via: there is no prop 'allowEmptyService'; did you mean 'allowEmptyServices'?",
    ],
    [
      'a misspelt fact about a controller',
      undefined,
      RouteRenderer.ingress(GatewayFacts.ingress(untyped({ className: 'x', contoller: 'x' }))),
      "via: there is no prop 'contoller'; did you mean 'controller'?",
    ],
    [
      'a misspelt fact about a Gateway',
      undefined,
      RouteRenderer.gatewayApi(GatewayFacts.gatewayApi(untyped({ ...EXISTING, listener: 'x' }))),
      "via: there is no prop 'listener'",
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

import { Duration } from 'cdk8s';
import {
  GatewayFacts,
  GatewayImplementation,
  HttpMethod,
  IngressController,
  MiddlewareRef,
  RouteRenderer,
  RouteRule,
  type RouteRuleOptions,
  RouteTarget,
  RouteTls,
  TlsVersion,
} from '../../lib';
import { failureOf } from '../support/declare';
import { DIALECTS, gatewayOf, routed, type RouteProps, type Rules } from '../support/routes';

const one: Rules = ({ a }) => [RouteRule.pathPrefix('/v1', a)];
const withOptions =
  (options: RouteRuleOptions): Rules =>
  ({ a }) => [RouteRule.pathPrefix('/v1', a, options)];

describe('what the declared gateway would accept and ignore', () => {
  const nginx = RouteRenderer.ingress(
    GatewayFacts.ingress({ className: 'nginx', controller: IngressController.INGRESS_NGINX }),
  );
  const onTraefik = gatewayOf(GatewayImplementation.TRAEFIK);
  const split: Rules = ({ a, b }) => [
    RouteRule.pathPrefix(
      '/',
      RouteTarget.split([
        { target: a, weight: 90 },
        { target: b, weight: 10 },
      ]),
    ),
  ];
  test.each<[string, RouteRenderer, Rules, RouteProps, string]>([
    [
      'timeouts on the Gateway API of Traefik',
      onTraefik,
      withOptions({ timeouts: { request: Duration.seconds(5) } }),
      {},
      'rules[0].timeouts.request: timeouts.request cannot be had from the Gateway API on Traefik, which accepts and ignores it or refuses the route; set the timeout in the server, or leave it out, or use RouteRenderer.gatewayApi() on Envoy Gateway, RouteRenderer.gatewayApi() on kgateway, RouteRenderer.gatewayApi() on Cilium or another one of docs/routes.md',
    ],
    [
      'weights on an Ingress',
      DIALECTS.ingress.via,
      split,
      {},
      "rules[0].target: weights: a rule with several backends cannot be had from the Ingress, any controller; say controller: IngressController.INGRESS_NGINX in the gateway's facts where that is what runs, or split by replicas behind one Service, or use RouteRenderer.traefik()",
    ],
    [
      'a mirror on an Ingress',
      nginx,
      ({ a, b }) => [RouteRule.pathPrefix('/', a, { mirror: { target: b } })],
      {},
      'rules[0].mirror: nothing is made for mirroring by the Ingress on ingress-nginx, where it takes the annotation mirror-target; write that by hand and leave the option out, or use RouteRenderer.traefik()',
    ],
    [
      'a rewrite on an Ingress',
      DIALECTS.ingress.via,
      withOptions({ rewrite: '/' }),
      {},
      'rules[0].rewrite: rewriting a prefix cannot be had',
    ],
    [
      'a rewrite on GKE',
      gatewayOf(GatewayImplementation.GKE),
      withOptions({ rewrite: '/' }),
      {},
      'rules[0].rewrite: rewriting a prefix cannot be had from the Gateway API on GKE',
    ],
    [
      'methods on an unknown implementation',
      gatewayOf(GatewayImplementation.OTHER),
      withOptions({ methods: [HttpMethod.POST] }),
      {},
      "rules[0].methods: matching methods cannot be had from the Gateway API, any implementation, which accepts and ignores it or refuses the route; say implementation: GatewayImplementation.ENVOY_GATEWAY, GatewayImplementation.KGATEWAY, GatewayImplementation.CILIUM or another one of docs/routes.md in the gateway's facts where that is what runs, or use RouteRenderer.traefik()",
    ],
    [
      'sticky sessions on the Gateway API',
      gatewayOf(GatewayImplementation.CILIUM),
      withOptions({ sticky: { cookieName: 'c' } }),
      {},
      'rules[0].sticky: sticky sessions cannot be had from the Gateway API on Cilium, which accepts and ignores it or refuses the route; use RouteRenderer.ingress() on ingress-nginx or RouteRenderer.traefik()',
    ],
    [
      'a rate limit on Envoy Gateway',
      gatewayOf(GatewayImplementation.ENVOY_GATEWAY),
      withOptions({ rateLimit: { average: 1 } }),
      {},
      'rules[0].rateLimit: nothing is made for rate limits by the Gateway API on Envoy Gateway, where it takes a BackendTrafficPolicy (spec.rateLimit); write that by hand and leave the option out, or use RouteRenderer.ingress() on ingress-nginx, RouteRenderer.traefik() or RouteRenderer.gatewayApi() on Traefik',
    ],
    [
      'CORS before it came',
      gatewayOf(GatewayImplementation.ENVOY_GATEWAY, '1.5'),
      withOptions({ cors: { allowOrigins: ['*'] } }),
      {},
      "rules[0].cors: needs version 1.6 of the Gateway API on Envoy Gateway, got 1.5; update it and say so in the gateway's facts",
    ],
    [
      'headers on an Ingress',
      nginx,
      withOptions({ headers: { 'X-A': '1' } }),
      {},
      'rules[0].headers: matching headers cannot be had',
    ],
    [
      'gRPC on an Ingress',
      DIALECTS.ingress.via,
      ({ g }) => [RouteRule.grpc('p.S', g)],
      {},
      'rules[0]: matching gRPC services and methods cannot be had',
    ],
    [
      'timeouts on Traefik',
      DIALECTS.traefik.via,
      withOptions({ timeouts: { backendRequest: Duration.seconds(5) } }),
      {},
      'rules[0].timeouts.backendRequest: timeouts.backendRequest cannot be had from Traefik kinds',
    ],
    [
      'the time to the first byte elsewhere',
      gatewayOf(GatewayImplementation.CILIUM),
      withOptions({ timeouts: { responseStart: Duration.seconds(5) } }),
      {},
      'rules[0].timeouts.responseStart: timeouts.responseStart cannot be had',
    ],
    [
      'a redirect on an Ingress',
      DIALECTS.ingress.via,
      one,
      { tls: RouteTls.secret('s'), redirectToHttps: true },
      "redirectToHttps: redirecting to https cannot be had from the Ingress, any controller; say controller: IngressController.INGRESS_NGINX in the gateway's facts where that is what runs, or redirect at the gateway's entry point for all hosts",
    ],
    [
      'a TLS version on an Ingress',
      DIALECTS.ingress.via,
      one,
      { tls: RouteTls.secret('s', { minVersion: TlsVersion.TLS_1_3 }) },
      'tls: minimal TLS version and client certificates cannot be had',
    ],
    [
      'timeouts of a GRPCRoute',
      gatewayOf(GatewayImplementation.CILIUM),
      ({ g }) => [RouteRule.grpc('p.S', g, { timeouts: { request: Duration.seconds(5) } })],
      {},
      'rules[0].timeouts.request: a GRPCRoute has no field for it',
    ],
    [
      'HTTP and gRPC on one host of a Gateway',
      gatewayOf(GatewayImplementation.CILIUM),
      ({ a, g }) => [RouteRule.pathPrefix('/', a), RouteRule.grpc('p.S', g)],
      {},
      'rules[1]: HTTP and gRPC on one host cannot be had from the Gateway API on',
    ],
    [
      "a Secret for another's Gateway",
      gatewayOf(GatewayImplementation.CILIUM),
      one,
      { tls: RouteTls.secret('s') },
      "tls: the certificate belongs to the listener of the Gateway 'shared', which is not made here; use RouteTls.atGateway()",
    ],
    [
      'different Middlewares on an Ingress',
      DIALECTS['ingress on Traefik'].via,
      ({ a, b }) => [
        RouteRule.pathPrefix('/a', a, { middlewares: [MiddlewareRef.named('m')] }),
        RouteRule.pathPrefix('/b', b),
      ],
      {},
      'rules[1].middlewares must be the same for every rule',
    ],
    [
      'a prefix with a method above a longer one on the Gateway API of Traefik',
      onTraefik,
      ({ a, b }) => [RouteRule.pathPrefix('/v1', a, { methods: [HttpMethod.GET] }), RouteRule.pathPrefix('/v1/x', b)],
      {},
      "rules[0] would win over rules[1] on Traefik's Gateway API",
    ],
    [
      'a prefix that leaks into another rule',
      RouteRenderer.ingress(GatewayFacts.traefik()),
      ({ a, b }) => [RouteRule.pathPrefix('/v1', a), RouteRule.exact('/v1beta', b)],
      {},
      "the prefix '/v1' leaks into '/v1beta' of rules[1] on this Traefik",
    ],
  ])('refuses %s, and names what there is', (_what, via, rules, props, message) => {
    expect(failureOf(() => routed(rules, { via, ...props }))).toContain(`IngressRoute 'shop/public': ${message}`);
  });
});

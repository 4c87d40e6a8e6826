import type { GatewayFacts } from '../../../cluster/gateway-facts';
import { POOL_SUPPORT, type PoolSupport, type Support } from '../../../model/routing/dialects/gateway-api/pool-support';
import { atFirstUse } from '../../../private/first-use';
import {
  type Capability,
  type Column,
  columnWith,
  type DeclaredGateway,
  since,
  SUPPORTED,
  through,
} from '../../capability/capability';

/** What every implementation must do (https://gateway-api.sigs.k8s.io/reference/spec/, support level Core). */
const CORE = {
  pathPrefix: SUPPORTED,
  exactPath: SUPPORTED,
  wildcardHost: through('hostnames, whose wildcard stands for several labels as well'),
  headers: SUPPORTED,
  headerPin: SUPPORTED,
  weights: SUPPORTED,
  crossNamespace: through('a ReferenceGrant'),
  tlsSecret: through('a Gateway of the route (className)'),
  tlsCertManager: through('a Gateway of the route (className) with annotations of cert-manager'),
  tlsAtGateway: SUPPORTED,
} as const;

/** Which names of the conformance suite (`supportedFeatures`) stand for which of our features. */
const CONFORMANCE: { readonly [name: string]: readonly string[] } = {
  GRPCRoute: ['grpc'],
  HTTPRouteMethodMatching: ['methods'],
  HTTPRouteQueryParamMatching: ['queryParams'],
  HTTPRoutePathRewrite: ['rewritePrefix', 'rewritePath'],
  HTTPRouteSchemeRedirect: ['redirectToHttps'],
  HTTPRouteRequestTimeout: ['requestTimeout'],
  HTTPRouteBackendTimeout: ['backendRequestTimeout'],
  HTTPRouteRequestMirror: ['mirror'],
  HTTPRouteRequestPercentageMirror: ['mirrorPercent'],
  HTTPRouteCORS: ['cors'],
};

const MATCHING = ['HTTPRouteMethodMatching', 'HTTPRouteQueryParamMatching'];
const MIRRORS = ['HTTPRouteRequestMirror', 'HTTPRouteRequestPercentageMirror'];
const TIMEOUTS = ['HTTPRouteRequestTimeout', 'HTTPRouteBackendTimeout'];

/** Turns names of the conformance suite into capabilities. */
export function conformance(names: readonly string[]): { readonly [feature: string]: Capability } {
  const features = names.flatMap((name) => CONFORMANCE[name] ?? []);
  return Object.fromEntries(features.map((feature) => [feature, SUPPORTED]));
}

/** A header is compared with a regular expression, which the specification leaves to the implementations. */
const COOKIES = { cookiePin: through('a regular expression on the header Cookie') };

/**
 * An HTTPRoute and a GRPCRoute may share a host (https://github.com/kubernetes-sigs/gateway-api/pull/4598); others refuse one
 * of the two, as Traefik does (https://github.com/traefik/traefik/pull/13421), or do not say what they do.
 */
const BOTH_PROTOCOLS = { mixedProtocols: SUPPORTED };

/** Traefik does through its own kinds what its Gateway API has no words for. */
const TRAEFIK_EXTENSIONS = {
  ...COOKIES,
  mirror: through('a backendRef to a TraefikService'),
  mirrorPercent: through('a backendRef to a TraefikService'),
  cors: since('3.7'),
  maxBodySize: through('ExtensionRef to Middleware buffering, which holds answers back until they are complete'),
  rateLimit: through('ExtensionRef to Middleware rateLimit'),
  maxInFlight: through('ExtensionRef to Middleware inFlightReq'),
  basicAuth: through('ExtensionRef to Middleware basicAuth'),
  forwardAuth: through('ExtensionRef to Middleware forwardAuth'),
  middlewares: through('ExtensionRef'),
} as const;

/** InferencePools, where the implementation takes them. */
function poolsOf(id: string): { readonly [feature: string]: Capability } {
  const support = (POOL_SUPPORT as { readonly [implementation: string]: PoolSupport | undefined })[id];
  if (!support) return {};
  return {
    inferencePool: asCapability(support),
    ...(support.weighted && { weightedPools: asCapability(support.weighted) }),
  };
}

function asCapability({ since: first, through: what }: Support): Capability {
  return { ...(what === undefined ? SUPPORTED : through(what)), ...(first !== undefined && { since: first }) };
}

function column(
  id: string,
  title: string,
  source: string,
  names: readonly string[],
  extra: { readonly [feature: string]: Capability } = {},
  byHand?: Column['byHand'],
): Column {
  const via = `RouteRenderer.gatewayApi() on ${title.replace('Gateway API on ', '')}`;
  return {
    id: `gateway-api/${id}`,
    title,
    name: `the ${title}`,
    via,
    ...(id === 'other'
      ? { namedBy: 'implementation' }
      : { programName: `GatewayImplementation.${id.replace(/-/g, '_').toUpperCase()}` }),
    source,
    features: { ...CORE, ...conformance(names), ...poolsOf(id), ...extra },
    byHand,
    otherwise: 'accepts and ignores it or refuses the route',
  };
}

const REPORTS = 'https://github.com/kubernetes-sigs/gateway-api/tree/main/conformance/reports';

/** Implementations of the Gateway API, as their conformance reports and sources say. */
// eslint-disable-next-line max-lines-per-function -- a table
export const gatewayApiColumns = atFirstUse((): readonly Column[] => [
  column('other', 'Gateway API, any implementation', 'https://gateway-api.sigs.k8s.io/reference/spec/ (v1.6)', []),
  column(
    'envoy-gateway',
    'Gateway API on Envoy Gateway',
    `${REPORTS} (1.6 to 1.9), https://gateway.envoyproxy.io/latest/concepts/gateway_api_extensions/`,
    ['GRPCRoute', ...MATCHING, 'HTTPRoutePathRewrite', 'HTTPRouteSchemeRedirect', ...MIRRORS, ...TIMEOUTS],
    { ...COOKIES, ...BOTH_PROTOCOLS, cors: since('1.6') },
    {
      tlsOptions: 'a ClientTrafficPolicy (spec.tls)',
      sticky: 'a BackendTrafficPolicy (spec.loadBalancer.consistentHash)',
      maxBodySize: 'a BackendTrafficPolicy (spec.requestBuffer)',
      rateLimit: 'a BackendTrafficPolicy (spec.rateLimit)',
      maxInFlight: 'a BackendTrafficPolicy (spec.circuitBreaker)',
      basicAuth: 'a SecurityPolicy (spec.basicAuth)',
      forwardAuth: 'a SecurityPolicy (spec.extAuth)',
    },
  ),
  column(
    'kgateway',
    'Gateway API on kgateway',
    `${REPORTS} (2.1 to 2.4), https://kgateway.dev/docs/`,
    [
      'GRPCRoute',
      ...MATCHING,
      'HTTPRoutePathRewrite',
      'HTTPRouteSchemeRedirect',
      'HTTPRouteRequestMirror',
      ...TIMEOUTS,
    ],
    { ...COOKIES, ...BOTH_PROTOCOLS, mirrorPercent: since('2.2'), cors: since('2.2') },
    {
      rateLimit: 'a TrafficPolicy (spec.rateLimit)',
      forwardAuth: 'a TrafficPolicy (spec.extAuth)',
    },
  ),
  column(
    'cilium',
    'Gateway API on Cilium',
    `${REPORTS} (1.19 to 1.20)`,
    ['GRPCRoute', ...MATCHING, 'HTTPRoutePathRewrite', 'HTTPRouteSchemeRedirect', ...MIRRORS, ...TIMEOUTS],
    { ...COOKIES, cors: since('1.20') },
  ),
  column(
    'nginx-gateway-fabric',
    'Gateway API on NGINX Gateway Fabric',
    `${REPORTS} (2.3 to 2.7), https://docs.nginx.com/nginx-gateway-fabric/reference/api/`,
    ['GRPCRoute', ...MATCHING, 'HTTPRoutePathRewrite', 'HTTPRouteSchemeRedirect', ...MIRRORS],
    { cors: since('2.5') },
    {
      maxBodySize: 'a ClientSettingsPolicy (spec.body.maxSize)',
      rateLimit: 'a RateLimitPolicy',
      basicAuth: 'an AuthenticationFilter',
    },
  ),
  column(
    'gke',
    'Gateway API on GKE',
    `${REPORTS} (GKE 1.34 to 1.36), https://cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources`,
    ['HTTPRouteSchemeRedirect', ...MIRRORS],
    { queryParams: since('1.35') },
    {
      tlsOptions: 'a GCPGatewayPolicy (spec.default.sslPolicy)',
      requestTimeout: 'a GCPBackendPolicy (spec.default.timeoutSec)',
      sticky: 'a GCPBackendPolicy (spec.default.sessionAffinity)',
      rateLimit: 'a GCPBackendPolicy (spec.default.securityPolicy)',
    },
  ),
  column(
    'traefik',
    'Gateway API on Traefik',
    `${REPORTS} (3.6 to 3.7) and pkg/provider/kubernetes/gateway of traefik/traefik (v3.7)`,
    ['GRPCRoute', ...MATCHING, 'HTTPRoutePathRewrite', 'HTTPRouteSchemeRedirect'],
    TRAEFIK_EXTENSIONS,
  ),
  column(
    'istio',
    'Gateway API on Istio',
    `${REPORTS} (1.28 to 1.30), https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/`,
    [
      'GRPCRoute',
      ...MATCHING,
      'HTTPRoutePathRewrite',
      'HTTPRouteSchemeRedirect',
      ...MIRRORS,
      ...TIMEOUTS,
      'HTTPRouteCORS',
    ],
    { ...COOKIES, ...BOTH_PROTOCOLS },
    {
      sticky: 'a DestinationRule (spec.trafficPolicy.loadBalancer.consistentHash)',
      forwardAuth: 'an AuthorizationPolicy (spec.action CUSTOM)',
    },
  ),
  column(
    'agentgateway',
    'Gateway API on agentgateway',
    `${REPORTS} (1.0 to 1.3), https://agentgateway.dev/docs/kubernetes/latest/`,
    [
      'GRPCRoute',
      ...MATCHING,
      'HTTPRoutePathRewrite',
      'HTTPRouteSchemeRedirect',
      ...MIRRORS,
      ...TIMEOUTS,
      'HTTPRouteCORS',
    ],
    BOTH_PROTOCOLS,
  ),
]);

/** The implementation that the declared facts are about. */
export function gatewayApiGateway({ _gatewayApi: facts }: GatewayFacts): DeclaredGateway | undefined {
  return (
    facts && { column: columnWith(gatewayApiColumns(), `gateway-api/${facts.implementation}`), version: facts.version }
  );
}

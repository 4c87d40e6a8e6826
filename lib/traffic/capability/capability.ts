/** What one gateway makes of one feature. What is not listed for a gateway is absent. */
export interface Capability {
  /** The dialect says it itself, or the same comes about through something else. */
  readonly support: 'supported' | 'equivalent';
  /** What it comes about through. */
  readonly through?: string;
  /** The version that brought it, where not all known versions have it. */
  readonly since?: string;
}

/** A gateway spoken to in one dialect: a column of the matrix. */
export interface Column {
  /** Key of the column: `traefik`, `ingress/traefik`, `gateway-api/cilium`. */
  readonly id: string;
  readonly title: string;
  /** How a route is made for it. */
  readonly via: string;
  /** Where the facts come from. */
  readonly source: string;
  readonly features: { readonly [feature: string]: Capability };
}

export const SUPPORTED: Capability = { support: 'supported' };

/** The same comes about through something else. */
export function through(what: string): Capability {
  return { support: 'equivalent', through: what };
}

/** There is none before a version. */
export function since(version: string): Capability {
  return { support: 'supported', since: version };
}

/** What a route may ask of a gateway, by the words that messages and docs/routes.md use for it. */
export const FEATURES = {
  pathPrefix: 'paths by prefix, element by element',
  exactPath: 'exact paths',
  wildcardHost: 'wildcard hosts',
  methods: 'matching methods',
  headers: 'matching headers',
  queryParams: 'matching query parameters',
  cookiePin: 'sending requests with a cookie to one version',
  grpc: 'matching gRPC services and methods',
  weights: 'weights: a rule with several backends',
  crossNamespace: 'targets in other namespaces',
  rewritePrefix: 'rewriting a prefix',
  rewritePath: 'rewriting a whole path',
  tlsSecret: 'TLS with a Secret of the route',
  tlsCertManager: 'TLS with a certificate of cert-manager',
  tlsAtGateway: 'TLS with a certificate of the gateway',
  tlsOptions: 'minimal TLS version and client certificates',
  redirectToHttps: 'redirecting to https',
  requestTimeout: 'timeouts.request',
  backendRequestTimeout: 'timeouts.backendRequest',
  responseStartTimeout: 'timeouts.responseStart',
  sticky: 'sticky sessions',
  mirror: 'mirroring',
  mirrorPercent: 'mirroring a percentage',
  maxBodySize: 'a maximal body size',
  rateLimit: 'rate limits',
  maxInFlight: 'limits of requests under way',
  cors: 'CORS',
  basicAuth: 'basic authentication',
  forwardAuth: 'forward authentication',
  middlewares: 'Traefik Middlewares by reference',
} as const;

export type Feature = keyof typeof FEATURES;

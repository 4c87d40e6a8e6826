/** One HTTP request of a client. */
export interface GatewayRequest {
  /** Default: `GET`. */
  readonly method?: string;
  /** Default: `https`. */
  readonly scheme?: 'http' | 'https';
  /** With a port where the client has one in its Host header. */
  readonly host: string;
  /** As the client escaped it, with its query. */
  readonly path: string;
  /** Names in any case. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly bodyBytes?: number;
  readonly clientIp?: string;
}

/** The facts about the cluster that manifests do not tell. */
export interface Surroundings {
  /** How many ready endpoints a Service (`namespace/name`) has. Default: one. */
  readonly endpoints?: Readonly<Record<string, number>>;
}

export interface IngressImplementation {
  readonly kind: 'ingress';
  /** `generic` does what the Kubernetes documentation says and nothing else; `nginx` is the community's ingress-nginx. */
  readonly controller: 'traefik' | 'nginx' | 'generic';
  /** The class it serves. Default: any. */
  readonly ingressClass?: string;
  /** Traefik's `strictPrefixMatching`. Default: false, as Traefik's own. */
  readonly strictPrefixMatching?: boolean;
  /** Default: true, as the Helm chart's; without it Traefik leaves out paths whose Service has no endpoints. */
  readonly allowEmptyServices?: boolean;
  readonly entryPoints?: EntryPoints;
}

export interface TraefikImplementation {
  readonly kind: 'traefik';
  readonly allowEmptyServices: boolean;
  readonly allowCrossNamespace: boolean;
  /** `3.7` or `3.7.9`. */
  readonly version: string;
  /** Default: false. */
  readonly allowExternalNameServices?: boolean;
  /** The class it is configured with; an empty text means none. Default: any object is served. */
  readonly ingressClass?: string;
  readonly entryPoints?: EntryPoints;
}

export interface GatewayApiImplementation {
  readonly kind: 'gateway-api';
  /** `traefik`, `envoy-gateway`, `kgateway`, `cilium`, `nginx`, `gke`, or any name with its `features`. */
  readonly implementation: string;
  /** Default: what the implementation's conformance report says. */
  readonly features?: readonly GatewayFeature[];
  /**
   * Whether a request that no rule of the most specific hostname matches goes on to wider hostnames. The specification
   * does not say. Default: only on Traefik, which has one table of routes for all hosts.
   */
  readonly hostsFallThrough?: boolean;
  /** The listeners of Gateways that are not among the manifests. Default: `http` on 80 and `https` on 443. */
  readonly listeners?: readonly ListenerFacts[];
  /** How Traefik's custom resources are read where a route refers to them. */
  readonly traefik?: TraefikImplementation;
}

export type Implementation = IngressImplementation | TraefikImplementation | GatewayApiImplementation;

export type GatewayFeature = 'RequestMirror' | 'PercentageMirror' | 'RequestTimeout' | 'BackendTimeout' | 'Cors';

/** Where Traefik listens: default `web` for http and `websecure` for https with TLS switched on, as the Helm chart has it. */
export type EntryPoints = Readonly<Record<string, EntryPoint>>;

export interface EntryPoint {
  readonly scheme: 'http' | 'https';
  /** Whether routers without a `tls` of their own terminate TLS here. */
  readonly tls?: boolean;
  /** Whether routers that name no entry point listen here. Default: true. */
  readonly isDefault?: boolean;
}

export interface ListenerFacts {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  readonly hostname?: string;
}

/** What becomes of a request. */
export type Answer = ForwardAnswer | RedirectAnswer | ReplyAnswer;

interface AnyAnswer {
  /** The rule that matched, for messages; empty when none did. */
  readonly rule: string;
  /**
   * What a reader should know. Three beginnings are fixed: `tie:` (the order is not defined), `precedence:` (the
   * specification would have chosen another rule), `name:` (two objects share a name inside of the implementation).
   */
  readonly notes: readonly string[];
}

/** The request goes to backends. */
export interface ForwardAnswer extends AnyAnswer {
  readonly outcome: 'forward';
  /**
   * The share of each `namespace/service:port` as a reduced fraction (`19/20`, `1`); a share that an implementation
   * answers itself stands beside them as `status 500`. They add up to 1.
   */
  readonly backends: Readonly<Record<string, string>>;
  /** What each backend sees. */
  readonly seen: Readonly<Record<string, Seen>>;
  /** How many percent of the requests each mirror gets a copy of. */
  readonly mirrors: Readonly<Record<string, number>>;
  /** What the request passes on its way that does not change it: limits, authentication, timeouts. */
  readonly passes: readonly Pass[];
}

export interface RedirectAnswer extends AnyAnswer {
  readonly outcome: 'redirect';
  readonly status: number;
  readonly location: string;
}

/** The gateway answers itself: refusals, and preflight requests. */
export interface ReplyAnswer extends AnyAnswer {
  readonly outcome: 'reply';
  readonly status: number;
  readonly reason: string;
}

/** The request as a backend sees it. */
export interface Seen {
  readonly protocol: 'http' | 'https' | 'h2c';
  /** Empty where the backend gets its own address in place of the client's host. */
  readonly host: string;
  /** With the query. */
  readonly path: string;
  /** Request headers (lower case) that were added or changed by the user's configuration. */
  readonly added: Readonly<Record<string, string>>;
  /** Request headers (lower case) of the client that are gone. */
  readonly removed: readonly string[];
  /** Request headers that a rewrite stamps by itself, `x-forwarded-prefix` say. */
  readonly stamped: Readonly<Record<string, string>>;
  /** Response headers (lower case) that are set on the way back; an empty text stands for removed. */
  readonly response: Readonly<Record<string, string>>;
}

export interface Pass {
  /** `rateLimit`, `basicAuth`, `timeouts` ... */
  readonly kind: string;
  /** `namespace/name`, or the rule. */
  readonly from: string;
  readonly config: Readonly<Record<string, unknown>>;
}

// Narrow L1s of traefik.io/v1alpha1 as of Traefik v3
// (https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/ingressroute/): the fields that routes
// are made of.
import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';

interface Props<Spec> {
  readonly metadata: ApiObjectMetadata;
  readonly spec: Spec;
}

export interface TraefikReference {
  readonly name: string;
  readonly namespace?: string;
}

export interface TraefikSticky {
  readonly cookie: {
    readonly name: string;
    readonly secure?: boolean;
    readonly httpOnly?: boolean;
    readonly sameSite?: string;
    readonly maxAge?: number;
  };
}

/** What the routes, weighted services and mirrors share. */
export interface TraefikLoadBalancer {
  readonly name: string;
  readonly kind: 'Service' | 'TraefikService';
  readonly namespace?: string;
  readonly port?: number | string;
  readonly scheme?: 'http' | 'h2c';
  readonly weight?: number;
  readonly serversTransport?: string;
  readonly sticky?: TraefikSticky;
}

export interface TraefikRoute {
  readonly kind: 'Rule';
  readonly match: string;
  readonly priority: number;
  readonly middlewares?: readonly TraefikReference[];
  readonly services: readonly TraefikLoadBalancer[];
}

export interface TraefikIngressRouteSpec {
  readonly ingressClassName?: string;
  readonly entryPoints: readonly string[];
  readonly routes: readonly TraefikRoute[];
  readonly tls?: { readonly secretName?: string; readonly options?: TraefikReference };
}

export class TraefikIngressRoute extends ApiObject {
  public static readonly GVK = { apiVersion: 'traefik.io/v1alpha1', kind: 'IngressRoute' } as const;

  public constructor(scope: Construct, id: string, props: Props<TraefikIngressRouteSpec>) {
    super(scope, id, { ...TraefikIngressRoute.GVK, ...props });
  }
}

/** One of the two, or Traefik picks one without a word. */
export type TraefikServiceSpec =
  | { readonly weighted: { readonly services: readonly TraefikLoadBalancer[]; readonly sticky?: TraefikSticky } }
  | {
      readonly mirroring: TraefikLoadBalancer & {
        readonly maxBodySize?: number;
        readonly mirrors: readonly (TraefikLoadBalancer & { readonly percent: number })[];
      };
    };

export class TraefikService extends ApiObject {
  public static readonly GVK = { apiVersion: 'traefik.io/v1alpha1', kind: 'TraefikService' } as const;

  public constructor(scope: Construct, id: string, props: Props<TraefikServiceSpec>) {
    super(scope, id, { ...TraefikService.GVK, ...props });
  }
}

/** Exactly one of them: Traefik takes a router down whose Middleware has two types. */
export type TraefikMiddlewareSpec =
  | { readonly stripPrefix: { readonly prefixes: readonly string[] } }
  | { readonly replacePath: { readonly path: string } }
  | { readonly replacePathRegex: { readonly regex: string; readonly replacement: string } }
  | { readonly redirectScheme: { readonly scheme: string; readonly permanent: boolean } }
  | { readonly buffering: { readonly maxRequestBodyBytes: number; readonly memRequestBodyBytes?: number } }
  | { readonly rateLimit: { readonly average: number; readonly period?: number | string; readonly burst?: number } }
  | { readonly inFlightReq: { readonly amount: number } }
  | { readonly basicAuth: { readonly secret: string; readonly removeHeader: boolean } }
  | { readonly forwardAuth: { readonly address: string; readonly authResponseHeaders?: readonly string[] } }
  | {
      readonly headers: {
        readonly accessControlAllowOriginList: readonly string[];
        readonly accessControlAllowMethods?: readonly string[];
        readonly accessControlAllowHeaders?: readonly string[];
        readonly accessControlExposeHeaders?: readonly string[];
        readonly accessControlAllowCredentials?: boolean;
        readonly accessControlMaxAge?: number;
        readonly addVaryHeader: boolean;
      };
    };

export class TraefikMiddleware extends ApiObject {
  public static readonly GVK = { apiVersion: 'traefik.io/v1alpha1', kind: 'Middleware' } as const;

  public constructor(scope: Construct, id: string, props: Props<TraefikMiddlewareSpec>) {
    super(scope, id, { ...TraefikMiddleware.GVK, ...props });
  }
}

export interface TraefikServersTransportSpec {
  readonly forwardingTimeouts: { readonly responseHeaderTimeout: number | string };
}

export class TraefikServersTransport extends ApiObject {
  public static readonly GVK = { apiVersion: 'traefik.io/v1alpha1', kind: 'ServersTransport' } as const;

  public constructor(scope: Construct, id: string, props: Props<TraefikServersTransportSpec>) {
    super(scope, id, { ...TraefikServersTransport.GVK, ...props });
  }
}

export interface TraefikTlsOptionSpec {
  readonly minVersion: string;
  readonly maxVersion?: string;
  readonly clientAuth?: { readonly secretNames: readonly string[]; readonly clientAuthType: string };
}

export class TraefikTlsOption extends ApiObject {
  public static readonly GVK = { apiVersion: 'traefik.io/v1alpha1', kind: 'TLSOption' } as const;

  public constructor(scope: Construct, id: string, props: Props<TraefikTlsOptionSpec>) {
    super(scope, id, { ...TraefikTlsOption.GVK, ...props });
  }
}

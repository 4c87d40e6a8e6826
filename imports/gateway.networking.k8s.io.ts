// Narrow L1s of the Gateway API, standard channel v1.6 (https://gateway-api.sigs.k8s.io/reference/spec/): the fields that
// routes are made of.
import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';

interface Props<Spec> {
  readonly metadata: ApiObjectMetadata;
  readonly spec: Spec;
}

export interface GatewayParentRef {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName?: string;
}

export interface GatewayBackendRef {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly port?: number;
}

export interface GatewayWeightedBackendRef extends GatewayBackendRef {
  readonly weight: number;
}

export interface GatewayValueMatch {
  readonly type: 'Exact' | 'RegularExpression';
  readonly name: string;
  readonly value: string;
}

export interface GatewayHttpRouteMatch {
  readonly path: { readonly type: 'Exact' | 'PathPrefix'; readonly value: string };
  readonly method?: string;
  readonly headers?: readonly GatewayValueMatch[];
  readonly queryParams?: readonly GatewayValueMatch[];
}

export interface GatewayCors {
  readonly allowOrigins: readonly string[];
  readonly allowMethods?: readonly string[];
  readonly allowHeaders?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly allowCredentials?: boolean;
  readonly maxAge?: number;
}

export type GatewayPathModifier =
  | { readonly type: 'ReplaceFullPath'; readonly replaceFullPath: string }
  | { readonly type: 'ReplacePrefixMatch'; readonly replacePrefixMatch: string };

export type GatewayRouteFilter =
  | { readonly type: 'URLRewrite'; readonly urlRewrite: { readonly path: GatewayPathModifier } }
  | {
      readonly type: 'RequestRedirect';
      readonly requestRedirect: { readonly scheme: string; readonly statusCode: number };
    }
  | {
      readonly type: 'RequestMirror';
      readonly requestMirror: { readonly backendRef: GatewayBackendRef; readonly percent?: number };
    }
  | { readonly type: 'CORS'; readonly cors: GatewayCors }
  | {
      readonly type: 'ExtensionRef';
      readonly extensionRef: { readonly group: string; readonly kind: string; readonly name: string };
    };

export interface GatewayHttpRouteRule {
  readonly matches: readonly GatewayHttpRouteMatch[];
  readonly filters?: readonly GatewayRouteFilter[];
  readonly backendRefs?: readonly GatewayWeightedBackendRef[];
  readonly timeouts?: { readonly request?: string; readonly backendRequest?: string };
}

export interface GatewayHttpRouteSpec {
  readonly hostnames?: readonly string[];
  readonly parentRefs: readonly GatewayParentRef[];
  readonly rules: readonly GatewayHttpRouteRule[];
}

export class GatewayHttpRoute extends ApiObject {
  public static readonly GVK = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' } as const;

  public constructor(scope: Construct, id: string, props: Props<GatewayHttpRouteSpec>) {
    super(scope, id, { ...GatewayHttpRoute.GVK, ...props });
  }
}

export interface GatewayGrpcRouteRule {
  readonly matches: readonly {
    readonly method: { readonly type: 'Exact'; readonly service: string; readonly method?: string };
    readonly headers?: readonly GatewayValueMatch[];
  }[];
  readonly filters?: readonly GatewayRouteFilter[];
  readonly backendRefs: readonly GatewayWeightedBackendRef[];
}

export interface GatewayGrpcRouteSpec {
  readonly hostnames?: readonly string[];
  readonly parentRefs: readonly GatewayParentRef[];
  readonly rules: readonly GatewayGrpcRouteRule[];
}

export class GatewayGrpcRoute extends ApiObject {
  public static readonly GVK = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GRPCRoute' } as const;

  public constructor(scope: Construct, id: string, props: Props<GatewayGrpcRouteSpec>) {
    super(scope, id, { ...GatewayGrpcRoute.GVK, ...props });
  }
}

export interface GatewayListener {
  readonly name: string;
  readonly hostname?: string;
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly allowedRoutes: { readonly namespaces: { readonly from: 'Same' } };
  readonly tls?: {
    readonly mode: 'Terminate';
    readonly certificateRefs: readonly { readonly group: string; readonly kind: string; readonly name: string }[];
  };
}

export interface GatewaySpec {
  readonly gatewayClassName: string;
  readonly listeners: readonly GatewayListener[];
}

export class GatewayResource extends ApiObject {
  public static readonly GVK = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway' } as const;

  public constructor(scope: Construct, id: string, props: Props<GatewaySpec>) {
    super(scope, id, { ...GatewayResource.GVK, ...props });
  }
}

export interface GatewayReferenceGrantSpec {
  readonly from: readonly { readonly group: string; readonly kind: string; readonly namespace: string }[];
  readonly to: readonly { readonly group: string; readonly kind: string; readonly name: string }[];
}

/** v1beta1, which every release serves: v1 came with Gateway API 1.5. */
export class GatewayReferenceGrant extends ApiObject {
  public static readonly GVK = { apiVersion: 'gateway.networking.k8s.io/v1beta1', kind: 'ReferenceGrant' } as const;

  public constructor(scope: Construct, id: string, props: Props<GatewayReferenceGrantSpec>) {
    super(scope, id, { ...GatewayReferenceGrant.GVK, ...props });
  }
}

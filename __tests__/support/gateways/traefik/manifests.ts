/** The fields of Traefik's custom resources that decide where a request goes. */
export interface IngressRouteSpec {
  readonly entryPoints?: readonly string[];
  readonly ingressClassName?: string;
  readonly routes?: readonly RouteFields[];
  readonly tls?: { readonly options?: Reference };
}

export interface RouteFields {
  readonly match?: string;
  readonly kind?: string;
  readonly priority?: number;
  readonly middlewares?: readonly Reference[];
  readonly services?: readonly BalancerFields[];
}

export interface Reference {
  readonly name: string;
  readonly namespace?: string;
}

export interface BalancerFields extends Reference {
  readonly kind?: string;
  readonly port?: number | string;
  readonly scheme?: string;
  readonly weight?: number;
  readonly serversTransport?: string;
  readonly passHostHeader?: boolean;
  readonly nativeLB?: boolean;
  readonly healthCheck?: unknown;
  readonly sticky?: { readonly cookie?: { readonly name?: string } };
  readonly middlewares?: readonly Reference[];
}

export interface TraefikServiceSpec {
  readonly weighted?: { readonly services?: readonly BalancerFields[]; readonly sticky?: unknown };
  readonly mirroring?: BalancerFields & {
    readonly mirrors?: readonly (BalancerFields & { readonly percent?: number })[];
  };
  readonly highestRandomWeight?: { readonly services?: readonly BalancerFields[] };
  readonly failover?: {
    readonly service: BalancerFields;
    readonly fallback: BalancerFields;
    readonly errors: { readonly status?: readonly string[] };
  };
}

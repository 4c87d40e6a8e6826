import type { CrossNamespace } from './cross-namespace';
import type { RouteRenderer } from './route-renderer';
import type { RouteRule } from './route-rule';
import type { RouteOptions } from './route-rule-options';
import type { RouteTls } from './route-tls';

/** Which requests go where, and how. */
export interface IngressRouteProps {
  /**
   * Host that the rules are for: a DNS name in lower case, or a wildcard such as `*.example.com`.
   *
   * @default - `hosts`, or `anyHost`
   */
  readonly host?: string;

  /**
   * Hosts that the rules are for, where there are several.
   *
   * @default - `host`, or `anyHost`
   */
  readonly hosts?: string[];

  /**
   * Whether the rules are for every host that no other route of the gateway names: the route that takes what is left. Where
   * a route names the host of a request and no rule of it takes the path, gateways differ: Traefik then asks this route,
   * the others answer 404.
   *
   * @default false - `host` or `hosts` say for which
   */
  readonly anyHost?: boolean;

  /** The rules, in any order: the most precise one that matches wins. */
  readonly rules: RouteRule[];

  /**
   * Where the certificate comes from. With it, the route is served over TLS alone, but for an Ingress: many controllers
   * answer requests without TLS as well, or redirect them, by settings of their own.
   *
   * @default - no TLS
   */
  readonly tls?: RouteTls;

  /**
   * Whether requests without TLS are sent to `https` (301). Needs `tls`.
   *
   * @default false - most gateways do it for all hosts at once
   */
  readonly redirectToHttps?: boolean;

  /**
   * The kinds of objects that the route becomes.
   *
   * @default - those of the gateway in the ClusterProfile
   */
  readonly via?: RouteRenderer;

  /**
   * Options of every rule that does not say otherwise.
   *
   * @default - none
   */
  readonly defaults?: RouteOptions;

  /**
   * Whether targets may be in other namespaces, and who says so.
   *
   * @default CrossNamespace.REFUSED
   */
  readonly crossNamespace?: CrossNamespace;

  /**
   * Whether a load balancer of GKE is told where the targets answer for their health, which it otherwise asks at `/`: by a
   * HealthCheckPolicy for each of their Services on a Gateway, by a BackendConfig on an Ingress where it cannot read the
   * readiness probe. Nothing is made on other gateways, and for Services by name.
   *
   * @default true
   */
  readonly healthChecks?: boolean;

  /**
   * Annotations of the route's main object, for what there is no option for.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Labels of all objects of the route.
   *
   * @default - none but those of the tenant, and `app.kubernetes.io/managed-by`
   */
  readonly labels?: { readonly [key: string]: string };
}

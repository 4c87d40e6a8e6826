import type { GatewayFacts } from '../cluster/gateway-facts';
import type { RoutingApiName } from '../model/routing/dialects/registry';

/**
 * The kinds of objects that a route becomes.
 *
 * @example
 * import { GatewayFacts, RouteRenderer } from 'cdk8s-model-serving';
 *
 * const via = RouteRenderer.ingress(GatewayFacts.ingress({ className: 'nginx' }));
 */
export class RouteRenderer {
  /**
   * `networking.k8s.io/v1` Ingress. A Traefik serves them as well: with `GatewayFacts.traefik()` in the profile, no facts
   * are needed here.
   *
   * @param gateway facts about the controller; those of the ClusterProfile when they are left out
   */
  public static ingress(gateway?: GatewayFacts): RouteRenderer {
    return new RouteRenderer('ingress', gateway);
  }

  /**
   * Traefik's own kinds: IngressRoute, Middleware, TraefikService, ServersTransport, TLSOption.
   *
   * @param gateway facts about the Traefik; those of the ClusterProfile when they are left out
   */
  public static traefik(gateway?: GatewayFacts): RouteRenderer {
    return new RouteRenderer('traefik', gateway);
  }

  /**
   * The Gateway API: HTTPRoute, GRPCRoute, and a Gateway where none exists.
   *
   * @param gateway facts about the Gateway; those of the ClusterProfile when they are left out
   */
  public static gatewayApi(gateway?: GatewayFacts): RouteRenderer {
    return new RouteRenderer('gatewayApi', gateway);
  }

  private constructor(
    /** @internal */
    public readonly _kind: RoutingApiName,
    /** @internal */
    public readonly _gateway: GatewayFacts | undefined,
  ) {}
}

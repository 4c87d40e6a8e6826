import type { GatewayFacts } from '../../cluster/gateway-facts';
import type { RoutingApiName } from '../../model/routing/dialects/registry';
import type { Dialect } from './dialect';
import { gatewayApi } from './gateway-api/gateway-api-dialect';
import { ingress } from './ingress/ingress-dialect';
import { traefik } from './traefik/traefik-dialect';

/** How routes are made in each routing API. Of several that a gateway takes, the last one is its own. */
export const DIALECTS: { readonly [name in RoutingApiName]: Dialect } = {
  ingress,
  traefik,
  gatewayApi,
};

/** Their names, in the same order. */
export const DIALECT_NAMES = Object.keys(DIALECTS) as RoutingApiName[];

/** The routing API of a gateway where a route does not say which one. */
export function ownDialect(gateway: GatewayFacts): RoutingApiName | undefined {
  return DIALECT_NAMES.filter((name) => DIALECTS[name].gatewayOf(gateway)).pop();
}

import type { RoutingApi } from '../routing-api';
import { GATEWAY_API } from './gateway-api/gateway-api';
import { INGRESS } from './ingress/ingress';
import { TRAEFIK } from './traefik/traefik';

/** The routing APIs that are known. Routes are made in each of them too: `lib/traffic/dialects/registry.ts`. */
export const ROUTING_APIS = {
  ingress: INGRESS,
  traefik: TRAEFIK,
  gatewayApi: GATEWAY_API,
} as const satisfies { readonly [name: string]: RoutingApi };

export type RoutingApiName = keyof typeof ROUTING_APIS;

import type { RoutingApi } from '../../routing-api';
import { traefikClaims } from './claims';
import { TRAEFIK_KINDS } from './kinds';
import { traefikRequests } from './requests';
import { traefikReferences } from './service-references';

/** Traefik's own kinds. */
export const TRAEFIK = {
  ...TRAEFIK_KINDS,
  serviceReferences: traefikReferences,
  claims: traefikClaims,
  routedRequests: traefikRequests,
} as const satisfies RoutingApi;

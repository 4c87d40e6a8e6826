import type { RoutingApi } from '../../routing-api';
import { ingressClaims } from './claims';
import { INGRESS_KINDS } from './kinds';
import { ingressRequests } from './requests';
import { ingressReferences } from './service-references';

/** Ingresses, of Kubernetes itself. */
export const INGRESS = {
  ...INGRESS_KINDS,
  serviceReferences: ingressReferences,
  claims: ingressClaims,
  routedRequests: ingressRequests,
} as const satisfies RoutingApi;

import type { RoutingApi } from '../../routing-api';
import { gatewayApiClaims } from './claims';
import { GATEWAY_API_KINDS } from './kinds';
import { gatewayApiPoolReferences } from './pool-references';
import { gatewayApiRequests } from './requests';
import { gatewayApiReferences } from './service-references';

/** The Gateway API. */
export const GATEWAY_API = {
  ...GATEWAY_API_KINDS,
  serviceReferences: gatewayApiReferences,
  poolReferences: gatewayApiPoolReferences,
  claims: gatewayApiClaims,
  routedRequests: gatewayApiRequests,
} as const satisfies RoutingApi;

import type { Dialect } from '../dialect';
import { INGRESS_COLUMNS, ingressGateway } from './columns';
import { ingressRenderer } from './ingress-renderer';

/** Routes as Ingresses. */
export const ingress: Dialect = {
  columns: INGRESS_COLUMNS,
  wrongFacts: 'needs GatewayFacts.ingress(...) or .traefik(...), got facts about another gateway',
  gatewayOf: ingressGateway,
  ...ingressRenderer,
};

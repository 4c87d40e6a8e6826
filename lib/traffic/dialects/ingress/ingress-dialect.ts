import type { Dialect } from '../dialect';
import { ingressColumns, ingressGateway } from './columns';
import { ingressRenderer } from './ingress-renderer';

/** Routes as Ingresses. */
export const ingress: Dialect = {
  columns: ingressColumns,
  wrongFacts: 'needs GatewayFacts.ingress(...) or .traefik(...), got facts about another gateway',
  gatewayOf: ingressGateway,
  ...ingressRenderer,
};

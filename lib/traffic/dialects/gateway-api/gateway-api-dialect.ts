import type { Dialect } from '../dialect';
import { gatewayApiColumns, gatewayApiGateway } from './columns';
import { gatewayApiRenderer } from './gateway-api-renderer';
import { pinProblem } from './pin-problem';

/** Routes of the Gateway API. */
export const gatewayApi: Dialect = {
  columns: gatewayApiColumns,
  wrongFacts: 'needs GatewayFacts.gatewayApi(...), got facts about another gateway; give it the Gateway to attach to',
  gatewayOf: gatewayApiGateway,
  pinProblem,
  ...gatewayApiRenderer,
};

import type { GatewayFacts } from '../../cluster/gateway-facts';
import type { Column, DeclaredGateway } from '../capability/capability';
import type { PlannedRule } from '../plan/route-plan';
import type { Renderer } from './renderer';

/** A routing API as routes are made in it: everything that is particular to it. */
export interface Dialect extends Renderer {
  /** The gateways that are spoken to in it; of the first one nothing but the API is taken for granted. */
  readonly columns: () => readonly Column[];
  /** What messages say where the declared facts are about a gateway that is not spoken to in it. */
  readonly wrongFacts: string;
  /** Whether a route of its own can be made for what browsers ask before they send to another origin. */
  readonly answersPreflights?: boolean;
  /** The gateway that facts are about, among the columns; nothing where it is not spoken to in this routing API. */
  gatewayOf(facts: GatewayFacts): DeclaredGateway | undefined;
  /** Why routes may not refer to objects of other namespaces though the routing API has words for it. */
  foreignReferences?(facts: GatewayFacts): string | undefined;
  /** Why a target of a rule may not pin requests by a header. */
  pinProblem?(rule: PlannedRule, header: string): string | undefined;
}

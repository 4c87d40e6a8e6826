import type { GatewayRouteFilter, GatewayWeightedBackendRef } from '../../../../imports/gateway.networking.k8s.io';
import type { Branch } from '../../plan/branches';
import type { PlannedRule, RoutePlan } from '../../plan/route-plan';
import type { Renderer } from '../renderer';

/** What an implementation does through kinds of its own where the Gateway API has no words for it. */
export interface Extension extends Renderer {
  /** Filters that stand for what a rule asks for. */
  filters(plan: RoutePlan, rule: PlannedRule): GatewayRouteFilter[];
  /** What stands in the place of a branch's Services and of the filter that mirrors; nothing where they stand themselves. */
  backendRefs(plan: RoutePlan, branch: Branch): GatewayWeightedBackendRef[] | undefined;
}

import { GatewayImplementation } from '../../../cluster/gateway-options';
import { poolsOf } from '../../plan/pool-problems';
import type { RoutePlan } from '../../plan/route-plan';

/** What an implementation makes of several pools in one rule, as long as it is no recent release. */
export function poolWarnings({ gateway, rules }: RoutePlan): string[] {
  if (gateway._gatewayApi?.implementation !== GatewayImplementation.ISTIO) return [];
  const several = rules
    .filter(({ targets }) => poolsOf(targets).length > 1)
    .map(({ property }) => `${property}.target`);
  return several.length === 0
    ? []
    : [
        `${several.join(', ')}: Istio asks one picker for all pools of a rule, and answers 503 for all where that one has no pods, until a release with istio/istio#61601 (1.29 to 1.31 after 2026-09-21, or 1.32)`,
      ];
}

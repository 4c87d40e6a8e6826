import type { PlannedRule, RoutePlan } from '../plan/route-plan';

/** What an object made for an option of a rule is called; one object for all rules that have the option by default. */
export function nameFor(plan: RoutePlan, rule: PlannedRule, option: string, suffix: string): string {
  return rule.inherited.has(option) ? `${plan.name}-${suffix}` : `${plan.name}-${rule.slug}-${suffix}`;
}

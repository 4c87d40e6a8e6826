import { checkObjectName } from '../../../private/check-name';
import { byCodeUnit } from '../../../private/json';
import type { PlannedRule, RoutePlan } from '../../plan/route-plan';
import type { RenderedObject } from './rendered-object';

/** What an object made for an option of a rule is called; one object for all rules that have the option by default. */
export function nameFor(plan: RoutePlan, rule: PlannedRule, option: string, suffix: string): string {
  return rule.inherited.has(option) ? `${plan.name}-${suffix}` : `${plan.name}-${rule.slug}-${suffix}`;
}

/** Rules in an order of their names, so that objects made for them do not change places with the rules. */
export function byName(rules: readonly PlannedRule[]): PlannedRule[] {
  return [...rules].sort((a, b) => byCodeUnit(a.slug, b.slug));
}

/** Objects whose names no API server takes: those made from a long path, say. */
export function nameProblems(objects: readonly RenderedObject[]): string[] {
  return objects.flatMap(({ name, scope }) => {
    const problem = checkObjectName('the name of an object made for it', name);
    if (problem === undefined) return [];
    const remedy = scope ? `rename '${scope.node.path}'` : 'give the rule a short one with its option name';
    return [`${problem} (${name.length} characters); ${remedy}`];
  });
}

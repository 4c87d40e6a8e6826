import { byCodeUnit } from '../../private/json';
import { type Backend, backendsOf, soleBackend } from './backends';
import { byPrecedence } from './precedence';
import type { NameAndValue } from './route-match';
import type { PlannedRule, RoutePlan } from './route-plan';

/** A condition by which requests are known that go to one backend whatever the weights. */
export interface Pin {
  readonly by: 'header' | 'cookie';
  readonly condition: NameAndValue;
}

/** Requests that are treated alike: a rule, or those of its requests that are pinned to one backend. */
export interface Branch {
  readonly rule: PlannedRule;
  readonly pin: Pin | undefined;
  readonly backends: readonly Backend[];
  /** Branches of equal precision that come before this one. */
  readonly ties: number;
}

/**
 * The branches of a route, the most precise first. Of equal precision, those of one path keep the order of declaration,
 * pins first; whoever is compared with paths of equal length has nothing in common with them.
 */
export function branchesOf(plan: RoutePlan): Branch[] {
  const branches = plan.rules.flatMap((rule) => [...pinned(plan, rule), whole(plan, rule)]);
  const sorted = branches.sort(compare);
  let ties = 0;
  return sorted.map((branch, index) => {
    ties = index > 0 && compare(sorted[index - 1], branch) === 0 ? ties + 1 : 0;
    return { ...branch, ties };
  });
}

function compare(a: Branch, b: Branch): number {
  return (
    byPrecedence(a.rule.match, a.pin !== undefined, b.rule.match, b.pin !== undefined) ||
    byCodeUnit(a.rule.match.path, b.rule.match.path)
  );
}

function whole(plan: RoutePlan, rule: PlannedRule): Branch {
  return { rule, pin: undefined, backends: backendsOf(rule, plan.namespaceName), ties: 0 };
}

function pinned(plan: RoutePlan, rule: PlannedRule): Branch[] {
  return rule.targets.flatMap(({ target }) =>
    (target.trafficPins ?? []).map(({ header, cookie = '', value, backend }): Branch => {
      const pin: Pin =
        header === undefined
          ? { by: 'cookie', condition: [cookie, value] }
          : { by: 'header', condition: [header, value] };
      return { rule, pin, backends: [soleBackend(rule, target, backend, plan.namespaceName)], ties: 0 };
    }),
  );
}

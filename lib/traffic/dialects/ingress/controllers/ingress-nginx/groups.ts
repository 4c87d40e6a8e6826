import { byCodeUnit } from '../../../../../private/json';
import type { PlannedRule, RoutePlan } from '../../../../plan/route-plan';
import { byName } from '../../../shared/naming';
import { ruleAnnotations } from './rule-annotations';

/** Rules that stand in one Ingress, since they ask for the same. */
export interface RuleGroup {
  readonly id: string;
  readonly name: string;
  readonly annotations: { readonly [key: string]: string };
  readonly rules: readonly PlannedRule[];
}

/** Options that become annotations. */
const ANNOTATED = ['authentication', 'cors', 'maxBodySize', 'rateLimit', 'rewrite', 'sticky'] as const;

/**
 * The Ingresses that the rules of a route come to, in an order that does not change with theirs. The first one has the name
 * of the route: it holds the rules that ask for nothing besides the route's defaults, or where there are none those of the
 * first name; each other is called by the first of its rules.
 */
export function groupsOf(plan: RoutePlan): RuleGroup[] {
  const groups = new Map<string, { rules: PlannedRule[]; annotations: { readonly [key: string]: string } }>();
  for (const rule of byName(plan.rules)) {
    const annotations = ruleAnnotations(plan, rule);
    const key = JSON.stringify(Object.entries(annotations).sort(([a], [b]) => byCodeUnit(a, b)));
    const group = groups.get(key);
    if (group) group.rules.push(rule);
    else groups.set(key, { annotations, rules: [rule] });
  }
  const all = [...groups.values()];
  const main = all.find(({ rules }) => rules.some(isByDefault)) ?? all[0];
  return [main, ...all.filter((group) => group !== main)].map(({ rules, annotations }, index) => {
    const [{ slug }] = rules;
    return index === 0
      ? { id: 'Default', name: plan.name, annotations, rules }
      : { id: `Ingress-${slug}`, name: `${plan.name}-${slug}`, annotations, rules };
  });
}

function isByDefault({ options, inherited, match }: PlannedRule): boolean {
  return !match.grpc && ANNOTATED.every((name) => options[name] === undefined || inherited.has(name));
}

/** Rules that make an Ingress of their own, or a canary's, are called by what tells them apart. */
export function groupProblems(makers: readonly PlannedRule[]): string[] {
  const owners = new Map<string, PlannedRule>();
  return makers.flatMap((rule) => {
    const owner = owners.get(rule.slug);
    owners.set(rule.slug, owner ?? rule);
    return owner === undefined || owner === rule
      ? []
      : [
          `${rule.property} must have a name of its own, since Ingresses made for it would be called like those of ${owner.property}, got '${rule.slug}' for both; set the option name of one`,
        ];
  });
}

import { show } from '../../private/show';
import type { PlannedRule } from './route-plan';

/** Rules that take the same requests: one of them would never get any. */
export function duplicateProblems(rules: readonly PlannedRule[]): string[] {
  const owners = new Map<string, PlannedRule>();
  return rules.flatMap((rule) => {
    const clash = keysOf(rule).find((key) => owners.has(key));
    for (const key of keysOf(rule)) if (!owners.has(key)) owners.set(key, rule);
    const owner = clash === undefined ? undefined : owners.get(clash);
    return owner === undefined
      ? []
      : [
          `${rule.property} must differ from ${owner.property} in path, method, header or query parameter, got ${show(rule.match.path)} for both`,
        ];
  });
}

/** One key for each method. */
function keysOf({ match }: PlannedRule): string[] {
  const { form, path, methods, headers, queryParams } = match;
  const folded = headers.map(([name, value]) => [name.toLowerCase(), value]);
  const conditions = JSON.stringify([form, path, folded, queryParams]);
  return (methods.length > 0 ? methods : ['']).map((method) => `${method} ${conditions}`);
}

/** Rules that need objects of their own need names of their own. */
export function slugProblems(rules: readonly PlannedRule[]): string[] {
  const owners = new Map<string, PlannedRule>();
  return rules.filter(needsObjects).flatMap((rule) => {
    const owner = owners.get(rule.slug);
    owners.set(rule.slug, owner ?? rule);
    return owner === undefined
      ? []
      : [
          `${rule.property} must have a name of its own, since objects made for it would be called like those of ${owner.property}, got ${show(rule.slug)} for both; set the option name of one`,
        ];
  });
}

/** Options that objects are made for, unless they come from the route's defaults. */
const MAKERS = [
  'rewrite',
  'sticky',
  'mirror',
  'maxBodySize',
  'rateLimit',
  'maxInFlight',
  'cors',
  'authentication',
] as const;

function needsObjects({ options, timeouts, inherited, isSplit }: PlannedRule): boolean {
  if (MAKERS.some((name) => options[name] !== undefined && !inherited.has(name))) return true;
  // The cookie of a split stands on an object of the rule, whoever asked for it.
  if (isSplit && options.sticky !== undefined) return true;
  return timeouts.responseStart !== undefined && !inherited.has('timeouts');
}

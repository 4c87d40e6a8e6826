import { HttpMethod } from '../http-method';
import { liesBelow } from './path';
import { byPrecedence } from './precedence';
import type { PlannedRule, RoutePlan } from './route-plan';

/**
 * Before a page of another origin sends a request that is not plain, its browser asks: by OPTIONS, with the request's path
 * and parameters, without its headers (https://fetch.spec.whatwg.org/#cors-preflight-fetch). Where another rule takes that
 * question, or none, the answer is not what `cors` says, and the browser does not send; unless a route can be made for the
 * question alone.
 */
export function preflightProblems({ rules }: RoutePlan, canMakeRoutes: boolean): string[] {
  return rules
    .filter((rule) => isUnanswered(rules, rule) && !(canMakeRoutes && canBeAnswered(rules, rule)))
    .map(
      ({ property, match }) =>
        `${property}.cors is never asked: browsers ask by OPTIONS and without headers before they send, which this rule does not take; ${
          match.headers.length > 0
            ? 'leave out headers, or set the same cors on a rule for the path without them'
            : 'add HttpMethod.OPTIONS to methods, set the same cors on a rule for the path without methods, or use RouteRenderer.traefik()'
        }`,
    );
}

/** Whether a rule's `cors` has to be asked through a route of its own. */
export function needsPreflightRoute(rules: readonly PlannedRule[], rule: PlannedRule): boolean {
  return rule.match.headers.length === 0 && isUnanswered(rules, rule);
}

/** Whether a route could be made for the question: no header may decide who is asked. */
function canBeAnswered(rules: readonly PlannedRule[], rule: PlannedRule): boolean {
  const { methods } = rule.match;
  return [rule, ...rules].some(
    (other) =>
      needsPreflightRoute(rules, other) &&
      takesPathOf(other, rule) &&
      sameCors(other, rule) &&
      methods.length > 0 &&
      methods.every((method) => other.match.methods.includes(method)),
  );
}

function isUnanswered(rules: readonly PlannedRule[], rule: PlannedRule): boolean {
  if (rule.options.cors === undefined) return false;
  const [first] = rules
    .filter((other) => takesPathOf(other, rule) && takesOptions(other))
    .sort((a, b) => byPrecedence(a.match, false, b.match, false));
  // Who names OPTIONS answers by himself.
  return (
    (first as PlannedRule | undefined)?.match.methods.includes(HttpMethod.OPTIONS) !== true && !sameCors(first, rule)
  );
}

function takesOptions({ match: { methods } }: PlannedRule): boolean {
  return methods.length === 0 || methods.includes(HttpMethod.OPTIONS);
}

function takesPathOf(other: PlannedRule, rule: PlannedRule): boolean {
  const [theirs, own] = [other.match, rule.match];
  const isBelow =
    theirs.form === 'prefix' ? liesBelow(own.path, theirs.path) : own.form === 'exact' && own.path === theirs.path;
  const wanted = new Map(own.queryParams);
  return (
    isBelow && theirs.headers.length === 0 && theirs.queryParams.every(([name, value]) => wanted.get(name) === value)
  );
}

function sameCors(other: PlannedRule | undefined, rule: PlannedRule): boolean {
  return other !== undefined && JSON.stringify(other.options.cors) === JSON.stringify(rule.options.cors);
}

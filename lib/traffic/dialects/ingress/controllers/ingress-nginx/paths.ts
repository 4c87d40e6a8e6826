import { regexPath } from '../../../../../model/routing/dialects/ingress/nginx-paths';
import { branchesOf, type Branch } from '../../../../plan/branches';
import type { RoutePlan } from '../../../../plan/route-plan';
import type { KnownRoutes } from '../../../shared/known-routes';
import type { IngressPath } from '../controller';
import { isNginx } from './is-nginx';

/** What `strict-validate-path-type` lets through for Exact and Prefix; the dot since v1.12.6 and v1.13.2. */
const PATH = /^\/[A-Za-z0-9/_.-]*$/;

/**
 * Paths that ingress-nginx refuses at its admission webhook, on by default since v1.12
 * (https://kubernetes.github.io/ingress-nginx/faq/#validation-of-path).
 */
export function pathProblems({ rules }: RoutePlan): string[] {
  return rules
    .filter(({ match }) => !PATH.test(match.path))
    .map(
      ({ property, match }) =>
        `${property}.path must be letters, digits, '/', '-', '_' and '.', since ingress-nginx refuses anything else (strict-validate-path-type), got '${match.path}'`,
    );
}

/** Whether every path of a route's hosts is a regular expression, since a route of the app rewrites on one of them. */
export function isRegexHost(plan: RoutePlan, known: KnownRoutes): boolean {
  return [plan, ...known.neighboursOf(plan).filter((other) => isSameClass(plan, other))].some(rewrites);
}

/** The branches of a route that stand for themselves, the most precise first: pins are the canary's. */
export function ruleBranches(plan: RoutePlan): Branch[] {
  return branchesOf(plan).filter(({ pin }) => pin === undefined);
}

/** The path of a rule, so that it means what it says on its hosts. */
export function pathOf({ rule: { match } }: Branch, isRegex: boolean): Omit<IngressPath, 'backend'> {
  const { form, path } = match;
  if (isRegex) return { path: regexPath(form, path), pathType: 'ImplementationSpecific' };
  return { path, pathType: form === 'exact' ? 'Exact' : 'Prefix' };
}

function rewrites({ rules }: RoutePlan): boolean {
  return rules.some(({ options }) => options.rewrite !== undefined);
}

function isSameClass(plan: RoutePlan, other: RoutePlan): boolean {
  return isNginx(other) && other.gateway._ingress?.className === plan.gateway._ingress?.className;
}

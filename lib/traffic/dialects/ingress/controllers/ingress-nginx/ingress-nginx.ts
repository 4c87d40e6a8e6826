import { longestRequest } from '../../../../plan/longest-request';
import type { PlannedRule, RoutePlan } from '../../../../plan/route-plan';
import type { KnownRoutes } from '../../../shared/known-routes';
import { type Annotations, type Controller, type PlannedIngress, serviceBackend } from '../controller';
import { canaryAnnotations, canaryProblems, hasCanary, sidesOf } from './canary';
import { groupProblems, groupsOf, type RuleGroup } from './groups';
import { isRegexHost, pathOf, pathProblems, ruleBranches } from './paths';
import { prefixed } from './prefixed';
import { optionProblems } from './problems';

/** The community's ingress-nginx, as of v1.15.1, its last release (https://github.com/kubernetes/ingress-nginx). */
export const ingressNginx: Controller = {
  ingresses(plan, known) {
    return groupsOf(plan).flatMap((group) => [
      served(plan, known, group),
      ...group.rules.filter(hasCanary).map((rule) => canary(plan, known, rule)),
    ]);
  },
  problems: (plan) => [...pathProblems(plan), ...optionProblems(plan), ...groupProblems(makers(plan))],
  warnings: () => [],
  lateProblems: canaryProblems,
};

/** The Ingress that requests come in by. */
function served(plan: RoutePlan, known: KnownRoutes, { id, name, annotations, rules }: RuleGroup): PlannedIngress {
  return {
    id,
    name,
    annotations: {
      ...routeAnnotations(plan),
      ...prefixed(annotations),
      ...prefixed({ 'use-regex': () => (isRegexHost(plan, known) ? 'true' : undefined) }),
    },
    isMain: id === 'Default',
    isServed: true,
    paths: () =>
      ruleBranches(plan)
        .filter(({ rule }) => rules.includes(rule))
        .map((branch) => ({
          ...pathOf(branch, isRegexHost(plan, known)),
          backend: serviceBackend(sidesOf(plan, branch.rule).main),
        })),
  };
}

/** A second Ingress for the same path, which says who else gets its requests; other annotations of it are ignored. */
function canary(plan: RoutePlan, known: KnownRoutes, rule: PlannedRule): PlannedIngress {
  return {
    id: `Canary-${rule.slug}`,
    name: `${plan.name}-${rule.slug}-canary`,
    annotations: canaryAnnotations(plan, rule),
    isMain: false,
    isServed: false,
    paths: () =>
      ruleBranches(plan)
        .filter((branch) => branch.rule === rule)
        .map((branch) => {
          const { canary: other, main } = sidesOf(plan, rule);
          return { ...pathOf(branch, isRegexHost(plan, known)), backend: serviceBackend(other ?? main) };
        }),
  };
}

/** Rules that Ingresses are called by. */
function makers(plan: RoutePlan): PlannedRule[] {
  const first = groupsOf(plan).flatMap(({ id, rules }) => (id === 'Default' ? [] : [rules[0]]));
  return [...new Set([...first, ...plan.rules.filter(hasCanary)])];
}

/** What nginx waits for between two pieces of an answer. */
const NGINX_SECONDS = 60;
/** In place of no limit, which nginx cannot say. */
const AN_HOUR = 3600;

/** What holds for the route as a whole. */
function routeAnnotations({ rules, redirectToHttps }: RoutePlan): Annotations {
  const seconds = Math.max(...rules.map((rule) => Math.ceil(longestRequest(rule) / 1000) || AN_HOUR));
  const wait = seconds > NGINX_SECONDS ? String(seconds) : undefined;
  return prefixed({
    'force-ssl-redirect': redirectToHttps ? 'true' : undefined,
    'proxy-read-timeout': wait,
    'proxy-send-timeout': wait,
  });
}

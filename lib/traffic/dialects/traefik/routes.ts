import type { TraefikRoute } from '../../../../imports/traefik.io';
import { unlessEmpty } from '../../../private/json';
import { type Branch, branchesOf } from '../../plan/branches';
import { isWildcard } from '../../plan/host';
import { type HostKind, MAX_TIES, priorityOf } from '../../plan/precedence';
import { needsPreflightRoute } from '../../plan/preflights';
import type { RoutePlan } from '../../plan/route-plan';
import { matchRule, preflightRule } from './match-rule';
import { corsRefs, middlewareRefs } from '../shared/traefik-objects/middlewares';
import { servicesOf } from '../shared/traefik-objects/services';

/** One route for each branch and kind of host: a wildcard gives way to a host that is named. */
export function routesOf(plan: RoutePlan): TraefikRoute[] {
  const kinds = [plan.hosts.filter((host) => !isWildcard(host)), plan.hosts.filter(isWildcard)];
  const groups = plan.hosts.length === 0 ? [plan.hosts] : kinds.filter((hosts) => hosts.length > 0);
  return branchesOf(plan).flatMap((branch) => [
    ...groups.map((hosts) => routeOf(plan, branch, hosts)),
    ...(branch.pin === undefined && needsPreflightRoute(plan.rules, branch.rule)
      ? groups.map((hosts) => preflightRoute(plan, branch, hosts))
      : []),
  ]);
}

function routeOf(plan: RoutePlan, branch: Branch, hosts: readonly string[]): TraefikRoute {
  return {
    kind: 'Rule',
    match: matchRule(hosts, branch),
    priority: priority(branch, hosts),
    middlewares: unlessEmpty(middlewareRefs(plan, branch.rule)),
    services: servicesOf(plan, branch),
  };
}

/** The Service in it gets nothing: the Middleware answers. */
function preflightRoute(plan: RoutePlan, branch: Branch, hosts: readonly string[]): TraefikRoute {
  return {
    kind: 'Rule',
    match: preflightRule(hosts, branch.rule),
    priority: priority(branch, hosts),
    middlewares: corsRefs(plan, branch.rule),
    services: servicesOf(plan, branch),
  };
}

function priority({ rule, pin, ties }: Branch, hosts: readonly string[]): number {
  return priorityOf(rule.match, pin !== undefined, hostKind(hosts)) - Math.min(ties, MAX_TIES);
}

function hostKind([first]: readonly (string | undefined)[]): HostKind {
  return first === undefined ? 'any' : isWildcard(first) ? 'wildcard' : 'named';
}

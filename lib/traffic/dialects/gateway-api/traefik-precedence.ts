import { GatewayImplementation } from '../../../cluster/gateway-options';
import { type Branch, branchesOf } from '../../plan/branches';
import { liesBelow } from '../../plan/path';
import type { RoutePlan } from '../../plan/route-plan';
import type { KnownRoutes } from '../shared/known-routes';

/** Rules of one route of which Traefik would prefer the wrong one. */
export function ownPrecedence(branches: readonly Branch[]): string[] {
  return branches.flatMap((longer, index) =>
    branches
      .slice(index + 1)
      .filter((shorter) => isPreferred(shorter, longer))
      .map((shorter) => wrong(shorter.rule.property, longer.rule.property)),
  );
}

/** Rules of other routes for the same hosts that Traefik would wrongly prefer to those of a route. */
export function foreignPrecedence(plan: RoutePlan, known: KnownRoutes): string[] {
  const others = known
    .neighboursOf(plan)
    .filter(
      (other) => isTraefik(other) && (other.tls === undefined) === (plan.tls === undefined) && isAbove(other, plan),
    );
  if (others.length === 0) return [];
  const branches = branchesOf(plan);
  return others.flatMap((other) =>
    branchesOf(other).flatMap((shorter) =>
      branches
        .filter((longer) => isPreferred(shorter, longer))
        .map((longer) => wrong(`${shorter.rule.property} of '${other.path}'`, longer.rule.property)),
    ),
  );
}

/** Rules of a route of every host that Traefik would prefer to those of hosts that other routes name. */
export function anyHostPrecedence(plan: RoutePlan, known: KnownRoutes): string[] {
  if (plan.hosts.length > 0) return [];
  const named = known.all.filter(
    (other) => other.hosts.length > 0 && isTraefik(other) && (other.tls === undefined) === (plan.tls === undefined),
  );
  return named.flatMap((other) => {
    const host = Math.min(...other.hosts.map((each) => each.length));
    return branchesOf(other).flatMap((theirs) =>
      branchesOf(plan)
        .filter(
          (own) =>
            theirs.rule.match.form === 'prefix' &&
            liesBelow(own.rule.match.path, theirs.rule.match.path) &&
            traefikPriority(own) >= traefikPriority(theirs) + host,
        )
        .map(
          (own) =>
            `${own.rule.property} would win over ${theirs.rule.property} of '${other.path}' on its hosts, since Traefik's Gateway API counts a letter of a path more than a host; use RouteRenderer.traefik(), or name the hosts`,
        ),
    );
  });
}

/** Whether a route is one of the Gateway API that a Traefik reads. */
function isTraefik({ renderer, gateway }: RoutePlan): boolean {
  return renderer === 'gatewayApi' && gateway._gatewayApi?.implementation === GatewayImplementation.TRAEFIK;
}

/** Whether a path of one route lies above one of another: few do, and only those are looked at closely. */
function isAbove(upper: RoutePlan, lower: RoutePlan): boolean {
  return upper.rules.some(({ match: { path } }) =>
    lower.rules.some(({ match }) => match.path !== path && liesBelow(match.path, path)),
  );
}

function wrong(shorter: string, longer: string): string {
  return `${shorter} would win over ${longer} on Traefik's Gateway API, which counts a method or header more than letters of a path; use RouteRenderer.traefik(), or give both rules the same conditions`;
}

/** Whether requests that both take would go to the one with the shorter path. */
function isPreferred(shorter: Branch, longer: Branch): boolean {
  if (longer.rule.match.grpc || shorter.rule.match.form === 'exact') return false;
  const [long, short] = [longer.rule.match.path, shorter.rule.match.path];
  return long !== short && liesBelow(long, short) && traefikPriority(longer) <= traefikPriority(shorter);
}

/**
 * Traefik turns a match into a priority: 10000, 100 for each letter of a prefix, 1000 for a method, 100 for each header,
 * 10 for each parameter; an exact path has 100000 (buildMatchRule in pkg/provider/kubernetes/gateway/httproute.go). A
 * shorter prefix with a method then wins over a longer one, where the Gateway API says that the longer one does.
 */
function traefikPriority({ rule, pin }: Branch): number {
  const { form, path, methods, headers, queryParams } = rule.match;
  const ofPath = form === 'exact' ? 100_000 : path === '/' ? 1 : 10_000 + path.length * 100;
  return ofPath + (methods.length > 0 ? 1000 : 0) + (headers.length + (pin ? 1 : 0)) * 100 + queryParams.length * 10;
}

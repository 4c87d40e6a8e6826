import { IngressController } from '../../../cluster/gateway-options';
import { isWildcard } from '../../plan/host';
import type { RoutePlan } from '../../plan/route-plan';
import type { KnownRoutes } from '../shared/known-routes';
import { leakingPrefixes, leakProblem } from './leaking-prefixes';

/** What is wrong between a route and the others of the app, where Traefik's Ingresses mean something else than they say. */
export function foreignProblems(plan: RoutePlan, known: KnownRoutes): string[] {
  return [...foreignLeaks(plan, known), ...foreignWildcards(plan, known)];
}

/** Paths of other routes on the same hosts that a route takes because its prefixes compare letters. */
function foreignLeaks(plan: RoutePlan, known: KnownRoutes): string[] {
  const prefixes = leakingPrefixes(plan);
  if (prefixes.length === 0) return [];
  const others = known.neighboursOf(plan).filter(({ renderer }) => renderer === 'ingress');
  return others.flatMap((other) =>
    other.rules.flatMap(({ match }) =>
      prefixes.flatMap((prefix) => leakProblem(prefix, match.path, `'${other.path}'`) ?? []),
    ),
  );
}

/** Traefik goes by the length of what it makes of a host, and what it makes of a wildcard is longer than any name below it. */
function foreignWildcards(plan: RoutePlan, known: KnownRoutes): string[] {
  if (!isTraefiks(plan) || !plan.hosts.some(isWildcard)) return [];
  const others = known.all.filter((other) => other !== plan && isTraefiks(other));
  return plan.hosts
    .filter(isWildcard)
    .flatMap((wildcard) =>
      others.flatMap((other) =>
        other.hosts
          .filter((host) => !isWildcard(host) && host.slice(host.indexOf('.')) === wildcard.slice(1))
          .map(
            (host) =>
              `the host '${wildcard}' would win over '${host}' of '${other.path}', since Traefik goes by the length of what it makes of a host in an Ingress; use RouteRenderer.traefik()`,
          ),
      ),
    );
}

function isTraefiks({ renderer, gateway }: RoutePlan): boolean {
  return renderer === 'ingress' && gateway._ingress?.controller === IngressController.TRAEFIK;
}

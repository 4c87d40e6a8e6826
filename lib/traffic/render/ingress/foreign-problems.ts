import { IngressController } from '../../../cluster/gateway-options';
import { isWildcard, liesBelow } from '../../plan/host-and-path';
import type { RoutePlan } from '../../plan/route-plan';
import type { KnownRoutes } from '../known-routes';

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

/** Whether a Traefik reads the route whose prefixes compare letters (`strictPrefixMatching` is off). */
export function comparesLetters({ renderer, gateway }: RoutePlan): boolean {
  const { controller, strictPrefixMatching } = gateway._ingress ?? {};
  return renderer === 'ingress' && controller === IngressController.TRAEFIK && strictPrefixMatching === false;
}

/** Prefixes that take more than they should: all but `/`. */
export function leakingPrefixes(plan: RoutePlan): string[] {
  if (!comparesLetters(plan)) return [];
  return [
    ...new Set(
      plan.rules.filter(({ match }) => match.form === 'prefix' && match.path !== '/').map(({ match }) => match.path),
    ),
  ].sort();
}

/** Warns of the paths that leak. */
export function leakWarnings(plan: RoutePlan): string[] {
  const prefixes = leakingPrefixes(plan);
  if (prefixes.length === 0) return [];
  return [
    `on this Traefik a path of an Ingress takes everything that begins with its letters: ${prefixes
      .map((prefix) => `'${prefix}' takes '${prefix}x' as well`)
      .join(', ')}; set strictPrefixMatching in Traefik and in the gateway's facts, or use RouteRenderer.traefik()`,
  ];
}

/** A path of another rule that a prefix takes though it does not lie below it, as a message. */
export function leakProblem(prefix: string, path: string, owner: string): string | undefined {
  return prefix !== path && path.startsWith(prefix) && !liesBelow(path, prefix)
    ? `the prefix '${prefix}' leaks into '${path}' of ${owner} on this Traefik, which compares letters; set strictPrefixMatching in Traefik and in the gateway's facts, or use RouteRenderer.traefik()`
    : undefined;
}

import { IngressController } from '../../../cluster/gateway-options';
import { liesBelow } from '../../plan/path';
import type { RoutePlan } from '../../plan/route-plan';

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

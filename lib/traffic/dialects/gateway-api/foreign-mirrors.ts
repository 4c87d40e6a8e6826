import type { RoutePlan } from '../../plan/route-plan';

/** Traefik mirrors through a TraefikService, for whose Services in other namespaces no ReferenceGrant speaks. */
export function foreignMirrors({ rules, namespaceName: home }: RoutePlan): string[] {
  return rules.flatMap(({ property, targets, options: { mirror } }) => {
    if (!mirror) return [];
    const all = [
      ...targets.map(({ target }) => [`${property}.target`, target] as const),
      [`${property}.mirror.target`, mirror.target] as const,
    ];
    return all
      .filter(([, { namespaceName }]) => namespaceName !== undefined && namespaceName !== home)
      .map(
        ([where, { namespaceName = '' }]) =>
          `${where} must be in the namespace of the route where a rule mirrors, since no ReferenceGrant holds for the TraefikService, got '${namespaceName}'; put the route there, or use RouteRenderer.traefik()`,
      );
  });
}

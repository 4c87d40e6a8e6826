import type { RoutePlan } from '../../../plan/route-plan';

/** What a limit of bodies costs where Traefik's buffering keeps it: https://github.com/traefik/traefik/issues/12869 */
export function bodySizeWarnings({ rules }: RoutePlan): string[] {
  return rules
    .filter(({ options }) => options.maxBodySize !== undefined)
    .map(
      ({ property }) =>
        `${property}.maxBodySize holds every answer back until it is complete (Traefik's buffering), so nothing streams through this rule`,
    );
}

import type { PlannedRule } from '../../plan/route-plan';

/** A match of the Gateway API may name a header once: https://gateway-api.sigs.k8s.io/reference/spec/#httproutematch */
export function pinProblem({ property, match }: PlannedRule, header: string): string | undefined {
  const own = match.headers.find(([name]) => name.toLowerCase() === header.toLowerCase());
  return (
    own &&
    `${property}.headers must not name '${own[0]}', which pins requests of the target to one version: a match of the Gateway API holds it once; take one of them out, or use RouteRenderer.traefik()`
  );
}

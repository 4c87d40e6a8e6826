import type { PlannedRule, RoutePlan } from '../../plan/route-plan';

/** What gRPC is asked for and a GRPCRoute, which has fewer fields than an HTTPRoute, has no words for. */
export function grpcProblems({ rules }: RoutePlan): string[] {
  return rules.filter(({ match }) => match.grpc).flatMap(ofRule);
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#grpcrouterule */
function ofRule({ property, timeouts, options }: PlannedRule): string[] {
  const asked = [
    ...Object.entries(timeouts).flatMap(([name, value]) => (value === undefined ? [] : [`timeouts.${name}`])),
    ...(options.cors === undefined ? [] : ['cors']),
  ];
  return asked.map(
    (name) => `${property}.${name}: a GRPCRoute has no field for it; leave it out, or use RouteRenderer.traefik()`,
  );
}

import type { GatewayImplementation } from '../../cluster/gateway-options';
import type { Manifest } from '../../manifests/manifest';
import { implementationOf } from '../../model/routing/dialects/gateway-api/implementations';
import { POOL_SUPPORT } from '../../model/routing/dialects/gateway-api/pool-support';
import { poolReferences } from '../../model/routing/pool-references';
import type { ServiceReference } from '../../model/routing/service-reference';
import type { Rule, Violation } from '../rule';

export const poolGateway: Rule = {
  id: 'pool-gateway',
  title: 'routes lead to InferencePools on gateways that can, by HTTP alone, and to several by weight where that works',
  severity: 'error',
  check(set, { cluster }) {
    const byRule = new Map<string, { readonly route: Manifest; readonly references: ServiceReference[] }>();
    for (const reference of poolReferences(set)) {
      const { route, at } = reference;
      const key = `${route.kind} ${route.namespaceName ?? ''}/${route.name} ${at.replace(/\/backendRefs\/.*/, '')}`;
      const known = byRule.get(key) ?? { route, references: [] };
      known.references.push(reference);
      byRule.set(key, known);
    }
    return [...byRule.values()].flatMap(({ route, references }) =>
      violationsOf(route, references, implementationOf(set, cluster, route)),
    );
  },
};

function violationsOf(
  route: Manifest,
  references: readonly ServiceReference[],
  implementation: GatewayImplementation | undefined,
): Violation[] {
  const [{ at, name }] = references;
  const violation = (message: string, fix: string): Violation[] => [{ manifest: route, at, message, fix }];
  if (route.kind === 'GRPCRoute')
    return violation(
      `leads to the InferencePool '${name}' from a GRPCRoute, which gateways do by HTTPRoutes alone`,
      'lead it to a Service, or make it an HTTPRoute',
    );
  if (implementation === undefined) return [];
  const support = POOL_SUPPORT[implementation];
  if (!support)
    return violation(
      `leads to the InferencePool '${name}', which ${implementation} knows nothing of`,
      'lead it to a Service, or attach the route to a gateway that serves InferencePools',
    );
  const used = references.filter(({ entry }) => entry.weight !== 0);
  return used.length > 1 && !support.weighted
    ? violation(
        `splits requests over ${used.length} InferencePools, which ${implementation} does not do by weight`,
        'lead each rule to one pool, or split over Services',
      )
    : [];
}

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
  reason:
    'A gateway that knows no InferencePools refuses the route, or answers 500 to the share of the pool. Some that know them ignore weights over several pools of one rule, or ask one picker for all of them. A gateway is known by what is declared of the cluster, by its GatewayClass or by the controller of that; of others nothing is said. GRPCRoutes to pools are in no conformance test.',
  sources: [
    'https://github.com/kubernetes-sigs/gateway-api-inference-extension/tree/main/conformance/reports',
    'https://github.com/kgateway-dev/kgateway/issues/11667',
    'https://github.com/envoyproxy/ai-gateway/pull/2657',
  ],
  example: {
    failing: `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: llm }
spec: { gatewayClassName: cilium, listeners: [{ name: http, protocol: HTTP, port: 80 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: llama, namespace: llm }
spec:
  parentRefs: [{ name: public }]
  rules: [{ backendRefs: [{ group: inference.networking.k8s.io, kind: InferencePool, name: llama }] }]`,
    mended: `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: llm }
spec: { gatewayClassName: istio, listeners: [{ name: http, protocol: HTTP, port: 80 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: llama, namespace: llm }
spec:
  parentRefs: [{ name: public }]
  rules: [{ backendRefs: [{ group: inference.networking.k8s.io, kind: InferencePool, name: llama }] }]`,
  },
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

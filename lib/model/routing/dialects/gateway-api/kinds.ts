import type { Manifest } from '../../../../manifests/manifest';
import type { ManifestSet } from '../../../../manifests/manifest-set';
import type { RoutingKinds } from '../../routing-api';

/** Kinds of the Gateway API that routes are made of (https://gateway-api.sigs.k8s.io/concepts/api-overview/). */
export const GATEWAY_API_KINDS = {
  group: 'gateway.networking.k8s.io',
  kinds: {
    Gateway: { access: 'read' },
    HTTPRoute: { access: 'write' },
    GRPCRoute: { access: 'write' },
    ReferenceGrant: { access: 'none', risk: 'admits other namespaces' },
  },
} as const satisfies RoutingKinds;

/** The routes of a set: those for HTTP, then those for gRPC. */
export function gatewayRoutes(set: ManifestSet): Manifest[] {
  return ['HTTPRoute', 'GRPCRoute'].flatMap((kind) => set.ofKind(kind, GATEWAY_API_KINDS.group));
}

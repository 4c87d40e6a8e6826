import type { ClusterFacts } from '../../../../cluster/cluster-facts';
import { GatewayImplementation } from '../../../../cluster/gateway-options';
import type { Manifest } from '../../../../manifests/manifest';
import type { ManifestSet } from '../../../../manifests/manifest-set';
import { implementationOf } from './implementations';

/**
 * Implementations that serve an HTTPRoute and a GRPCRoute for one host
 * (https://github.com/kubernetes-sigs/gateway-api/pull/4598).
 */
const BOTH: ReadonlySet<GatewayImplementation | undefined> = new Set([
  GatewayImplementation.ENVOY_GATEWAY,
  GatewayImplementation.KGATEWAY,
  GatewayImplementation.AGENTGATEWAY,
  GatewayImplementation.ISTIO,
]);

/** Whether the gateway of a route is known to serve HTTP and gRPC on one host. */
export function servesBothProtocols(set: ManifestSet, cluster: ClusterFacts, route: Manifest): boolean {
  return BOTH.has(implementationOf(set, cluster, route));
}

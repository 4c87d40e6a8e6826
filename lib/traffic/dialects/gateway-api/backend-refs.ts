import type { GatewayBackendRef, GatewayWeightedBackendRef } from '../../../../imports/gateway.networking.k8s.io';
import type { Backend } from '../../plan/backends';

/** A Service by number of its port: names of ports are not taken. */
export function serviceRef({ serviceName, namespaceName, port }: Backend): GatewayBackendRef {
  return { group: '', kind: 'Service', name: serviceName, namespace: namespaceName, port };
}

/** Services with their weights. One that is left out would be 1, so all are written. */
export function weightedRefs(backends: readonly Backend[]): GatewayWeightedBackendRef[] {
  return backends.map((backend) => ({ ...serviceRef(backend), weight: backend.weight }));
}

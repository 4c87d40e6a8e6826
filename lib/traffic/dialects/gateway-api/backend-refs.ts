import type { GatewayBackendRef, GatewayWeightedBackendRef } from '../../../../imports/gateway.networking.k8s.io';
import { INFERENCE_POOL } from '../../../model/pools/inference-pool';
import type { Backend } from '../../plan/backends';

/** A Service by number of its port: names of ports are not taken. An InferencePool has none. */
export function backendRef({ serviceName, namespaceName, port, isPool }: Backend): GatewayBackendRef {
  return isPool
    ? { ...INFERENCE_POOL, name: serviceName, namespace: namespaceName }
    : { group: '', kind: 'Service', name: serviceName, namespace: namespaceName, port };
}

/** Services and pools with their weights. One that is left out would be 1, so all are written. */
export function weightedRefs(backends: readonly Backend[]): GatewayWeightedBackendRef[] {
  return backends.map((backend) => ({ ...backendRef(backend), weight: backend.weight }));
}

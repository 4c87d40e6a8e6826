import type { ManifestSet } from '../../manifests/manifest-set';
import { oncePerSet } from '../once-per-set';
import { ROUTING_APIS } from './dialects/registry';
import type { RoutingApi } from './routing-api';
import type { ServiceReference } from './service-reference';

/** Every InferencePool that a route of a set refers to. */
export const poolReferences = oncePerSet((set: ManifestSet): readonly ServiceReference[] =>
  Object.values<RoutingApi>(ROUTING_APIS).flatMap((api) => api.poolReferences?.(set) ?? []),
);

import type { ManifestSet } from '../../manifests/manifest-set';
import { ROUTING_APIS } from './dialects/registry';
import type { ServiceReference } from './service-reference';

/** Every Service that a route of a set refers to, whatever its routing API. */
export function serviceReferences(set: ManifestSet): ServiceReference[] {
  return Object.values(ROUTING_APIS).flatMap((api) => api.serviceReferences(set));
}

import type { ManifestSet } from '../../manifests/manifest-set';
import { ROUTING_APIS } from './dialects/registry';
import type { RoutedRequests } from './routed-requests';

/** What every rule of every route of a set does with the requests it takes. */
export function routedRequests(set: ManifestSet): RoutedRequests[] {
  return Object.values(ROUTING_APIS).flatMap((api) => api.routedRequests(set));
}

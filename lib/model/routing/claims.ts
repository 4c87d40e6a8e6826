import type { ManifestSet } from '../../manifests/manifest-set';
import type { Claim } from './claim';
import { ROUTING_APIS } from './dialects/registry';

/** What every route of a set takes, one claim for each gateway, host and rule. */
export function claims(set: ManifestSet): Claim[] {
  return Object.values(ROUTING_APIS).flatMap((api) => api.claims(set));
}

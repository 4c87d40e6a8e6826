import { podsWhere } from '../alike/alike-pods';
import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { objectAt } from '../../private/json';
import { oncePerSet } from '../once-per-set';
import type { PodGroup } from '../selection/pod-groups';
import { claimsNamedBy, type PodClaim } from './pod-claims';

/** Pods that name a claim. */
export interface ClaimUser extends PodClaim {
  readonly group: PodGroup;
}

/** A PersistentVolumeClaim of the set, and the pods of the set that name it. */
export interface UsedClaim {
  readonly claim: Manifest;
  readonly modes: readonly string[];
  readonly users: readonly ClaimUser[];
}

/** The claims that a set makes, by namespace and name, with their users. */
export const usedClaimsOf = oncePerSet((set: ManifestSet): ReadonlyMap<string, UsedClaim> => {
  const claims = set.ofKind('PersistentVolumeClaim', '');
  if (claims.length === 0) return new Map();
  const users = new Map<string, ClaimUser[]>(claims.map((claim) => [claimKey(claim.namespaceName, claim.name), []]));
  for (const group of podsWhere(set, ({ podSpec }) => claimsNamedBy(podSpec).length > 0))
    for (const named of claimsNamedBy(group.podSpec))
      users.get(claimKey(group.namespaceName, named.claimName))?.push({ ...named, group });
  return new Map(
    claims.map((claim) => {
      const { accessModes } = objectAt(claim.json, 'spec');
      const key = claimKey(claim.namespaceName, claim.name);
      return [
        key,
        { claim, modes: Array.isArray(accessModes) ? accessModes.map(String) : [], users: users.get(key) ?? [] },
      ];
    }),
  );
});

/** The key of a claim. */
export function claimKey(namespaceName: string | undefined, name: string): string {
  return `${namespaceName ?? ''}/${name}`;
}

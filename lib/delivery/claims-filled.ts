import type { Manifest } from '../manifests/manifest';
import type { ManifestSet } from '../manifests/manifest-set';
import { scalersOf, targetIn } from '../model/scaling/scalers';
import { oncePerSet } from '../model/once-per-set';
import { usedClaimsOf } from '../model/storage/claims-in-set';

/**
 * Workloads that read a claim which a Job of the set fills, and their autoscalers: they may as well come when the Job is
 * done, so that no accelerator waits for a download.
 */
export const readersOfFilledClaims = oncePerSet((set: ManifestSet): ReadonlySet<Manifest> => {
  const readers = new Set<Manifest>();
  for (const { users } of usedClaimsOf(set).values()) {
    const isFilled = users.some(({ group, isReadOnly }) => isJob(group.manifest) && !isReadOnly);
    if (!isFilled) continue;
    for (const { group } of users) if (!isJob(group.manifest)) readers.add(group.manifest);
  }
  if (readers.size === 0) return readers;
  for (const scaler of scalersOf(set)) {
    const workload = targetIn(set, scaler);
    if (workload && readers.has(workload)) readers.add(scaler.manifest);
  }
  return readers;
});

function isJob({ kind }: Manifest): boolean {
  return kind === 'Job' || kind === 'CronJob';
}

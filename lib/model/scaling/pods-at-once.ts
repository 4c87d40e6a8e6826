import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { objectAt } from '../../private/json';
import { countIn } from '../quota/amounts';
import { targetKey } from '../quota/scaling';
import { type WorkloadPods, workloadPods } from '../quota/workload-pods';
import { scaledWorkloadsOf } from './scalers';

/** How many pods a workload has, at least and at most. */
export interface Replicas {
  readonly fewest: number;
  readonly most: number;
  /** What moves the number between both. */
  readonly scaler?: Manifest;
}

/** The replicas of a workload: as many as it says, or what its autoscaler keeps to. */
export function replicasOf(set: ManifestSet, manifest: Manifest): Replicas {
  const stated = countIn(objectAt(manifest.json, 'spec').replicas, 1);
  const scaler = scaledWorkloadsOf(set).get(manifest)?.[0];
  return scaler
    ? { fewest: scaler.fewest, most: scaler.most, scaler: scaler.manifest }
    : { fewest: stated, most: stated };
}

/** The pods of a workload at rest and while it rolls out, with as many as its autoscaler makes at most. */
export function podsAtOnce(set: ManifestSet, manifest: Manifest): WorkloadPods | undefined {
  const { kind, name } = manifest;
  return workloadPods(manifest, new Map([[targetKey(kind, name), replicasOf(set, manifest).most]]));
}

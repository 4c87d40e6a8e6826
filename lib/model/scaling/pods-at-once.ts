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

/** One pod, or one on each node: `replicas` says nothing of these. */
const ONE: readonly string[] = ['Pod', 'DaemonSet'];

/**
 * The replicas of a workload: as many as it says, or what its autoscaler keeps to. None at all switch a
 * HorizontalPodAutoscaler off; KEDA wakes its workloads by itself
 * (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#implicit-maintenance-mode-deactivation).
 */
export function replicasOf(set: ManifestSet, manifest: Manifest): Replicas {
  if (ONE.includes(manifest.kind)) return { fewest: 1, most: 1 };
  const stated = countIn(objectAt(manifest.json, 'spec').replicas, 1);
  const scaler = scaledWorkloadsOf(set).get(manifest)?.[0];
  if (!scaler || (stated === 0 && isSwitchedOffByNone(scaler.manifest))) return { fewest: stated, most: stated };
  return { fewest: scaler.fewest, most: Math.max(scaler.fewest, scaler.most), scaler: scaler.manifest };
}

function isSwitchedOffByNone({ kind }: Manifest): boolean {
  return kind === 'HorizontalPodAutoscaler';
}

/** The pods of a workload at rest and while it rolls out, with as many as its autoscaler makes at most. */
export function podsAtOnce(set: ManifestSet, manifest: Manifest): WorkloadPods | undefined {
  const { kind, name } = manifest;
  return workloadPods(manifest, new Map([[targetKey(kind, name), replicasOf(set, manifest).most]]));
}

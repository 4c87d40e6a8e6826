import type { IDeploymentSpec } from 'kubernetes-models/apps/v1/DeploymentSpec';
import type { IJobSpec } from 'kubernetes-models/batch/v1/JobSpec';
import type { ICronJobSpec } from 'kubernetes-models/batch/v1/CronJobSpec';
import { replicasOf } from '../../pod-template';
import { autoscalerOf } from '../autoscaling-targets';
import { podsMeant } from '../int-or-percent';
import { specOf, type Manifest } from '../manifest';
import type { ManifestSet } from '../rules';

/** How many pods of a workload there are at a time. */
export interface PodNumbers {
  readonly steady: number;
  /** The most during an update that begins at rest, without those that are shutting down. */
  readonly peak: number;
  /** The most with those. A pod is gone before the next one becomes ready. */
  readonly withLeaving: number;
}

export function podNumbers(workload: Manifest, set: ManifestSet): PodNumbers {
  const steady = Math.max(atRest(workload), scaledTo(workload, set));
  if (workload.kind === 'LeaderWorkerSet') {
    const most = steady + onTop(workload, steady);
    return { steady, peak: most, withLeaving: most };
  }
  // A paused Deployment is scaled and not updated.
  return workload.kind === 'Deployment' && !specOf<IDeploymentSpec>(workload).paused
    ? { steady, ...updated(steady, specOf<IDeploymentSpec>(workload).strategy) }
    : { steady, peak: steady, withLeaving: steady };
}

/** Groups beside those that are replaced one after the other, each of them under its own name: never more than there are. */
export function onTop(workload: Manifest, groups: number): number {
  const { rolloutStrategy } = specOf<{ rolloutStrategy: { rollingUpdateConfiguration: { maxSurge?: number } } }>(
    workload,
  );
  return Math.min(groups, podsMeant(rolloutStrategy?.rollingUpdateConfiguration.maxSurge ?? 0, groups, 'up'));
}

function atRest(workload: Manifest): number {
  if (workload.kind === 'Job') return jobPods(specOf<IJobSpec>(workload));
  if (workload.kind === 'CronJob') {
    const { suspend, jobTemplate } = specOf<ICronJobSpec>(workload);
    return suspend ? 0 : jobPods(jobTemplate?.spec ?? {});
  }
  return workload.kind === 'DaemonSet' ? 1 : replicasOf(workload);
}

function jobPods({ parallelism = 1, completions = Infinity, suspend }: Partial<IJobSpec>): number {
  return suspend ? 0 : Math.min(parallelism, completions);
}

function scaledTo(workload: Manifest, set: ManifestSet): number {
  const autoscaler = autoscalerOf(workload, set);
  const spec = autoscaler ? specOf<{ maxReplicas: number; maxReplicaCount: number }>(autoscaler) : {};
  return spec.maxReplicas ?? spec.maxReplicaCount ?? (autoscaler?.kind === 'ScaledObject' ? 100 : 0);
}

/** Plays an update as the Deployment controller does: new pods up to the surge, old ones down to the availability. */
function updated(total: number, strategy: IDeploymentSpec['strategy'] = {}): Omit<PodNumbers, 'steady'> {
  if (strategy.type === 'Recreate') return { peak: total, withLeaving: total };
  const surge = podsMeant(strategy.rollingUpdate?.maxSurge ?? '25%', total, 'up');
  const unavailable = podsMeant(strategy.rollingUpdate?.maxUnavailable ?? '25%', total, 'down');
  const leastAvailable = total - (surge === 0 ? Math.max(unavailable, 1) : unavailable);
  let [old, fresh, ready, peak, withLeaving] = [total, 0, 0, total, total];
  while (old > 0) {
    let leaving = 0;
    for (let settled = false; !settled;) {
      const up = Math.min(total - fresh, total + surge - old - fresh);
      const down = Math.min(old, Math.max(0, old + ready - leastAvailable));
      fresh += up;
      peak = Math.max(peak, old + fresh);
      withLeaving = Math.max(withLeaving, old + fresh + leaving);
      old -= down;
      leaving += down;
      settled = up === 0 && down === 0;
    }
    ready = fresh;
  }
  return { peak, withLeaving };
}

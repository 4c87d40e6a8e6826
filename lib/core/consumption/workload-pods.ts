import { isPlainObject, type JsonObject, objectAt } from '../../private/json';
import { countIn } from './amounts';
import { type ConsumingObject, type ScalingLimits, targetKey } from './scaling';

/** How many pods a workload has, and its pods' spec: all of them are alike. */
export interface WorkloadPods {
  readonly object: ConsumingObject;
  readonly podSpec: JsonObject;
  /** At rest; the most that an autoscaler makes. */
  readonly steady: number;
  /** While it rolls out, pods that are shutting down aside. */
  readonly peak: number;
  /** The same with the pods that are shutting down: they are charged until they are gone. */
  readonly terminating: number;
  /** Pods that a rollout may do without; nothing where it waits for no pod to come first. */
  readonly mayLose?: number;
  /** What is not known about the number. */
  readonly note?: string;
}

const ROLLS_BY_REPLICAS: { readonly [group: string]: readonly string[] } = {
  '': ['ReplicationController'],
  apps: ['ReplicaSet', 'StatefulSet'],
};

/**
 * The pods of an object, when it makes some.
 *
 * A Deployment that rolls has its surge above its replicas, never more than one pod of the new version for each
 * replica. Pods that shut down are those of one step, as many as surge and unavailability together: a pod is taken to
 * need longer to become ready than to stop. Recreate, StatefulSets and DaemonSets wait until an old pod is gone.
 */
export function workloadPods(object: ConsumingObject, scaling: ScalingLimits): WorkloadPods | undefined {
  const { group, kind, manifest } = object;
  const spec = objectAt(manifest, 'spec');
  const template = objectAt(spec, 'template', 'spec');
  const fixed = (podSpec: JsonObject, count: number, note?: string): WorkloadPods => ({
    object,
    podSpec,
    steady: count,
    peak: count,
    terminating: count,
    note,
  });
  if (group === '' && kind === 'Pod') return fixed(spec, 1);
  if (group === 'batch' && kind === 'Job') return fixed(template, jobPods(spec));
  if (group === 'batch' && kind === 'CronJob') {
    const job = objectAt(spec, 'jobTemplate', 'spec');
    const overlaps = (spec.concurrencyPolicy ?? 'Allow') === 'Allow';
    return fixed(
      objectAt(job, 'template', 'spec'),
      jobPods(job),
      overlaps ? 'runs may overlap, counted as one' : undefined,
    );
  }
  if (group === 'keda.sh' && kind === 'ScaledJob') {
    const job = objectAt(spec, 'jobTargetRef');
    return fixed(objectAt(job, 'template', 'spec'), jobPods(job) * countIn(spec.maxReplicaCount, 100));
  }
  if (!isPlainObject(spec.template)) return undefined;
  const replicas = Math.max(countIn(spec.replicas, 1), scaling.get(targetKey(kind, object.name)) ?? 0);
  if (group === 'apps' && kind === 'DaemonSet')
    return fixed(template, 1, 'has a pod on every node it is for, counted as one');
  if (ROLLS_BY_REPLICAS[group]?.includes(kind)) return fixed(template, replicas);
  if (group === 'apps' && kind === 'Deployment')
    return { object, podSpec: template, ...rollingDeployment(replicas, objectAt(spec, 'strategy')) };
  if (group === 'argoproj.io' && kind === 'Rollout')
    return { object, podSpec: template, ...argoRollout(replicas, objectAt(spec, 'strategy')) };
  return undefined;
}

function jobPods({ parallelism, completions }: JsonObject): number {
  const most = countIn(parallelism, 1);
  return completions === undefined || completions === null ? most : Math.min(most, countIn(completions, most));
}

type Counts = Pick<WorkloadPods, 'steady' | 'peak' | 'terminating' | 'mayLose'>;

function rollingDeployment(replicas: number, strategy: JsonObject): Counts {
  if (strategy.type === 'Recreate')
    return { steady: replicas, peak: replicas, terminating: replicas, mayLose: replicas };
  const { maxSurge = '25%', maxUnavailable = '25%' } = objectAt(strategy, 'rollingUpdate');
  return rolling(replicas, podsOf(maxSurge, replicas, Math.ceil), podsOf(maxUnavailable, replicas, Math.floor));
}

function rolling(replicas: number, maxSurge: number, maxUnavailable: number): Counts {
  const surge = Math.min(maxSurge, replicas);
  // Both at nothing would never roll: the controller then lets one pod go (`ResolveFenceposts`).
  const mayLose = surge === 0 ? Math.max(maxUnavailable, 1) : maxUnavailable;
  const step = surge + Math.min(mayLose, replicas);
  return {
    steady: replicas,
    peak: replicas + surge,
    terminating: Math.min(2 * replicas, replicas + surge + step),
    mayLose,
  };
}

/** A second full set of pods stands beside the first, unless pods alone split the traffic (Argo Rollouts, `spec.strategy`). */
function argoRollout(replicas: number, strategy: JsonObject): Counts {
  const canary = objectAt(strategy, 'canary');
  if (isPlainObject(strategy.blueGreen) || isPlainObject(canary.trafficRouting))
    return { steady: replicas, peak: 2 * replicas, terminating: 2 * replicas, mayLose: 0 };
  const { maxSurge = '25%', maxUnavailable = '25%' } = canary;
  return rolling(replicas, podsOf(maxSurge, replicas, Math.ceil), podsOf(maxUnavailable, replicas, Math.floor));
}

/** The pods that a number or percentage means; nothing where it is neither, which other rules speak of. */
function podsOf(count: unknown, replicas: number, round: (pods: number) => number): number {
  if (typeof count !== 'string') return countIn(count, 0);
  return /^\d+%$/.test(count) ? round((parseInt(count, 10) * replicas) / 100) : 0;
}

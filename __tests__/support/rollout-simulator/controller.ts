import { podsMeant } from '../api-server/int-or-percent';
import type { Strategy } from './facts';

/** The pods of one Deployment that are not terminating: those of the template before, and those of the template after. */
export interface Pods {
  /** Not ready yet. */
  readonly oldStarting: number;
  readonly oldReady: number;
  readonly newStarting: number;
  readonly newReady: number;
  /** Whether the old ReplicaSet has been given the new number of replicas. */
  readonly isScaled: boolean;
}

export interface Rollout {
  /** Replicas asked for from now on. */
  readonly replicas: number;
  /** Replicas before. */
  readonly before: number;
  /** Whether the pod template changes; if not, all pods are old ones. */
  readonly isNewTemplate: boolean;
  readonly strategy: Strategy;
}

/**
 * ResolveFenceposts: surge is rounded up, unavailability down; were both nothing, one pod may be unavailable.
 * MaxUnavailable: never more than there are replicas.
 *
 * https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/deployment/util/deployment_util.go
 */
export function fenceposts({ maxSurge, maxUnavailable }: Strategy, replicas: number): [surge: number, down: number] {
  const surge = podsMeant(maxSurge, replicas, 'up');
  const unavailable = podsMeant(maxUnavailable, replicas, 'down');
  return [surge, Math.min(replicas, surge === 0 && unavailable === 0 ? 1 : unavailable)];
}

/** One pass of the Deployment controller (syncDeployment) and of the ReplicaSet controller after it; nothing when it rests. */
export function sync(pods: Pods, rollout: Rollout): Pods | undefined {
  const { replicas, before, isNewTemplate, strategy } = rollout;
  // isScalingEvent and scale (sync.go): a single active ReplicaSet, here the old one, is resized before anything rolls.
  const isActive = oldOf(pods) > 0 || !isNewTemplate;
  if (!pods.isScaled && before !== replicas && isActive) return { ...resizeOld(pods, replicas), isScaled: true };
  if (!isNewTemplate) return undefined;
  return strategy.isRecreate ? recreate(pods, replicas) : roll(pods, rollout);
}

/** rolloutRecreate (recreate.go). That no old pod runs any more, terminating ones included, is for the clock to decide. */
function recreate(pods: Pods, replicas: number): Pods | undefined {
  if (oldOf(pods) > 0) return resizeOld(pods, 0);
  return newOf(pods) < replicas ? { ...pods, newStarting: pods.newStarting + replicas - newOf(pods) } : undefined;
}

/** rolloutRolling (rolling.go): more new pods or, when there can be none, fewer old ones. */
function roll(pods: Pods, { replicas, strategy }: Rollout): Pods | undefined {
  const [surge, unavailable] = fenceposts(strategy, replicas);
  // reconcileNewReplicaSet, NewRSNewReplicas
  const room = Math.min(replicas + surge - oldOf(pods) - newOf(pods), replicas - newOf(pods));
  if (room > 0) return { ...pods, newStarting: pods.newStarting + room };
  // reconcileOldReplicaSets
  const minAvailable = replicas - unavailable;
  const removable = oldOf(pods) + newOf(pods) - minAvailable - pods.newStarting;
  if (oldOf(pods) === 0 || removable <= 0) return undefined;
  // cleanupUnhealthyReplicas, then scaleDownOldReplicaSetsForRollingUpdate
  const unhealthy = Math.min(removable, pods.oldStarting);
  const spare = Math.max(0, pods.oldReady + pods.newReady - minAvailable);
  const remaining = Math.max(0, oldOf(pods) - unhealthy - spare);
  return remaining === oldOf(pods) ? undefined : resizeOld(pods, remaining);
}

/** The ReplicaSet controller deletes pods that are not ready before those that are (ActivePodsWithRanks). */
function resizeOld(pods: Pods, size: number): Pods {
  const surplus = oldOf(pods) - size;
  if (surplus < 0) return { ...pods, oldStarting: pods.oldStarting - surplus };
  const starting = Math.min(surplus, pods.oldStarting);
  return { ...pods, oldStarting: pods.oldStarting - starting, oldReady: pods.oldReady - (surplus - starting) };
}

export function oldOf({ oldStarting, oldReady }: Pods): number {
  return oldStarting + oldReady;
}

export function newOf({ newStarting, newReady }: Pods): number {
  return newStarting + newReady;
}

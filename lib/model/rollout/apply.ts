/** A workload between two applies, as far as pods are counted. */
export interface WorkloadState {
  /** Pods at steady state, the fewest that an autoscaler keeps; 0 as well where there is no such workload yet. */
  readonly replicas: number;
  /** The most pods that an autoscaler may make of it. */
  readonly most: number;
  /** What its pods run: a difference means new pods. */
  readonly version: string;
  /** Pods that its strategy lets be missing while they are replaced; nothing where all are recreated. */
  readonly maxUnavailable: number | undefined;
  /** Pods on top of the others, of which each waits until the old one of its name has gone; nothing where none waits. */
  readonly onTop?: number;
}

/** Pods of one version of a workload. */
export interface VersionPods<State extends WorkloadState> {
  readonly of: State;
  readonly pods: number;
}

/*
 * What one apply does to a Deployment all of whose pods are ready, at worst: new pods take as long as they like to
 * become ready, and terminating ones as long as they like to leave. Deployments do not wait for each other.
 *
 * New numbers and a new template in one apply: the old pods are scaled first, then replaced
 * (`isScalingEvent` in pkg/controller/deployment/sync.go of kubernetes/kubernetes).
 */

/** The most pods that may exist at a moment, terminating ones included: of each list those that take most. */
export function peakPods<State extends WorkloadState>(before: State, after: State): VersionPods<State>[][] {
  const fresh = { of: after, pods: after.most };
  if (before.most === 0) return [[fresh]];
  const old = { of: before, pods: Math.max(before.most, after.most) };
  if (isScaled(before, after)) return [[old]];
  // Recreated pods start when all old ones have gone, those of a name when the old one of theirs has.
  if (after.maxUnavailable === undefined) return [[old, fresh]];
  return after.onTop === undefined ? [[old], [fresh]] : [[old, fresh], [{ of: after, pods: after.onTop }]];
}

/** The fewest ready pods. */
export function fewestReadyOf(before: WorkloadState, after: WorkloadState): number {
  if (isScaled(before, after)) return Math.min(before.replicas, after.replicas);
  if (after.maxUnavailable === undefined) return 0;
  return Math.min(before.replicas, Math.max(0, after.replicas - after.maxUnavailable));
}

/** Whether pods come and go, and none is replaced. */
function isScaled(before: WorkloadState, after: WorkloadState): boolean {
  return before.version === after.version || after.most === 0;
}

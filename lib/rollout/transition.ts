/** One Deployment of a release, as far as pods are counted. */
export interface SideState {
  /** Pods at steady state; nothing where there is no Deployment yet. */
  readonly replicas: number;
  /** The most pods that an autoscaler may make of it. */
  readonly most: number;
  /** What its pods run: a difference means new pods. */
  readonly template: string;
  /** Pods that its strategy lets be missing while they are replaced; nothing where all are recreated. */
  readonly maxUnavailable: number | undefined;
}

/** The most pods of a Deployment at any moment of a change, and the fewest that are ready. */
export interface SideTransition {
  readonly peak: number;
  readonly trough: number;
}

/**
 * What one apply does to a Deployment all of whose pods are ready, at worst: new pods take as long as they like to
 * become ready, and terminating ones as long as they like to leave. Deployments do not wait for each other.
 *
 * New numbers and a new template in one apply: the old pods are scaled first, then replaced
 * (`isScalingEvent` in pkg/controller/deployment/sync.go of kubernetes/kubernetes).
 */
export function transitionOf(before: SideState | undefined, after: SideState): SideTransition {
  if (!before || before.replicas === 0) return { peak: after.most, trough: 0 };
  const scaled = { peak: Math.max(before.most, after.most), trough: Math.min(before.replicas, after.replicas) };
  if (before.template === after.template || after.replicas === 0) return scaled;
  if (after.maxUnavailable === undefined) return { ...scaled, trough: 0 };
  return {
    peak: scaled.peak + after.most,
    trough: Math.max(0, Math.min(before.replicas, after.replicas - after.maxUnavailable)),
  };
}

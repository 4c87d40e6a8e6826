import { type Amount, highest, sum, times } from './pod-request';

/** One Deployment of a release between two applies, as far as pods are counted. */
export interface SideState {
  /** Pods at steady state; 0 as well where there is no Deployment yet. */
  readonly replicas: number;
  /** The most pods that an autoscaler may make of it. */
  readonly most: number;
  /** What its pods run: a difference means new pods. */
  readonly version: string;
  /** What each pod requests. */
  readonly request: Amount;
  /** Pods that its strategy lets be missing while they are replaced; nothing where all are recreated. */
  readonly maxUnavailable: number | undefined;
}

/** What one apply does to a Deployment. */
export interface SideTransition {
  /** The most pods that may exist at a moment, terminating ones included, and what they request. */
  readonly peak: Amount;
  /** The fewest ready pods. */
  readonly trough: number;
}

/**
 * What one apply does to a Deployment all of whose pods are ready, at worst: new pods take as long as they like to
 * become ready, and terminating ones as long as they like to leave. Deployments do not wait for each other.
 *
 * New numbers and a new template in one apply: the old pods are scaled first, then replaced
 * (`isScalingEvent` in pkg/controller/deployment/sync.go of kubernetes/kubernetes).
 */
export function transitionOf(before: SideState, after: SideState): SideTransition {
  const fresh = times(after.request, after.most);
  if (before.replicas === 0) return { peak: fresh, trough: 0 };
  const old = times(before.request, Math.max(before.most, after.most));
  const kept = Math.min(before.replicas, after.replicas);
  if (before.version === after.version || after.replicas === 0) return { peak: old, trough: kept };
  // Recreated pods start when all old ones have gone.
  if (after.maxUnavailable === undefined) return { peak: highest(old, fresh), trough: 0 };
  const available = Math.max(0, after.replicas - after.maxUnavailable);
  return { peak: sum(old, fresh), trough: Math.min(before.replicas, available) };
}

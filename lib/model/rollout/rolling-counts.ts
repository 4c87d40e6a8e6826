import { scaledValueOf } from '../../private/int-or-percent';
import { type JsonObject, objectAt } from '../../private/json';

/** How a Deployment replaces its pods, in pods. */
export interface RollingCounts {
  /** Pods above the replicas. */
  readonly surge: number;
  /** Pods below the replicas; at least one where none may be above. */
  readonly unavailable: number;
}

/** What the API server takes for a number that is left out. */
const DEFAULT = '25%';

/**
 * The numbers of a rolling update, never more new pods than replicas. Both at nothing would never roll: the controller
 * then lets one pod go (`ResolveFenceposts` in pkg/controller/deployment/util of kubernetes/kubernetes).
 */
export function rollingCounts(
  replicas: number,
  { maxSurge = DEFAULT, maxUnavailable = DEFAULT }: JsonObject,
): RollingCounts {
  // What is neither a number nor a percentage is for other rules to speak of.
  const surge = Math.min(scaledValueOf(maxSurge, replicas, 'up') ?? 0, replicas);
  const unavailable = scaledValueOf(maxUnavailable, replicas, 'down') ?? 0;
  return { surge, unavailable: surge === 0 ? Math.max(unavailable, 1) : unavailable };
}

/** How a Deployment of so many replicas rolls; nothing where it stops all old pods before the first new one. */
export function rolloutOf(spec: JsonObject, replicas: number): RollingCounts | undefined {
  const strategy = objectAt(spec, 'strategy');
  return strategy.type === 'Recreate' ? undefined : rollingCounts(replicas, objectAt(strategy, 'rollingUpdate'));
}

/** What a LeaderWorkerSet has where it does not say (its defaulting webhook, kubernetes-sigs/lws v0.10.0). */
const GROUPS = { maxSurge: 0, maxUnavailable: 1 };

/** How a LeaderWorkerSet of so many groups rolls, in groups: those on top are never more than there are (`rollingUpdateParameters` of its controller). */
export function groupRolloutOf(spec: JsonObject, replicas: number): RollingCounts {
  return rollingCounts(replicas, { ...GROUPS, ...objectAt(spec, 'rolloutStrategy', 'rollingUpdateConfiguration') });
}

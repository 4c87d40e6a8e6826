import { podsOf } from '../../private/int-or-percent';
import type { JsonObject } from '../../private/json';
import type { RollingCounts } from './rolling-counts';

/** What `maxSurge` and `maxUnavailable` are where a Rollout does not say (utils/defaults/defaults.go of argoproj/argo-rollouts). */
const DEFAULT = '25';

/**
 * The numbers of a canary without a traffic router. A number in quotes is a percentage here, with its sign or without it,
 * and the surge is not bounded by the replicas. Both at nothing, the controller lets one pod go (`resolveFenceposts` in
 * utils/replicaset/replicaset.go of argoproj/argo-rollouts, v1.9).
 */
export function argoRollingCounts(
  replicas: number,
  { maxSurge = DEFAULT, maxUnavailable = DEFAULT }: JsonObject,
): RollingCounts {
  const surge = share(maxSurge, replicas, 'up');
  const unavailable = share(maxUnavailable, replicas, 'down');
  return { surge, unavailable: Math.min(replicas, surge === 0 ? Math.max(unavailable, 1) : unavailable) };
}

function share(count: unknown, replicas: number, rounding: 'up' | 'down'): number {
  const said = typeof count === 'string' && /^\d+$/.test(count) ? `${count}%` : count;
  // What is neither a number nor a percentage is for other rules to speak of.
  return podsOf(said, replicas, rounding) ?? 0;
}

import type { JsonObject } from '../../../private/json';
import { type RollingCounts, rollingCounts } from '../rolling-counts';
import { routedMoments } from './routed-counts';
import { argoCount, argoStrategyOf } from './strategy';

/** The numbers of a canary that rolls, as a Deployment would write them. */
export function argoRollingNumbers({ maxSurge, maxUnavailable }: JsonObject): JsonObject {
  return {
    ...(maxSurge !== undefined && { maxSurge: argoCount(maxSurge) }),
    ...(maxUnavailable !== undefined && { maxUnavailable: argoCount(maxUnavailable) }),
  };
}

/** How a Rollout of Argo replaces its pods: all at once beside the old ones, unless the pods of a canary alone split the requests. */
export function argoRolloutOf(spec: JsonObject, replicas: number): RollingCounts {
  const strategy = argoStrategyOf(spec);
  if (strategy.blueGreen) return { surge: replicas, unavailable: 0 };
  if (!strategy.routing) return rollingCounts(replicas, argoRollingNumbers(strategy.canary ?? {}));
  return { surge: Math.max(...routedMoments(strategy, replicas).map(({ fresh }) => fresh)), unavailable: 0 };
}

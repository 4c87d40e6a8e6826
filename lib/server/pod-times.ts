import type { RollingStrategy } from '../core/rolling-strategy';
import type { ServerPlan } from './server-plan';

/** How long a pod takes to come and to go. */
export function podTimes(
  plan: Pick<ServerPlan, 'props' | 'health' | 'source' | 'drain' | 'accelerator'>,
): Parameters<RollingStrategy['_plan']>[2] {
  return {
    startupSeconds: plan.health.startupSeconds,
    initSeconds: initSeconds(plan),
    graceSeconds: plan.drain.graceSeconds,
    keepsDevice: plan.accelerator?.isKept === true,
  };
}

/**
 * What comes before the container of the model may take: of init containers as long as the model itself, since what they
 * mostly do is to fetch it; of a source what its size says.
 */
export function initSeconds({ props, health, source }: Pick<ServerPlan, 'props' | 'health' | 'source'>): number {
  const own = (props.initContainers ?? []).length - (source?.container ? 1 : 0);
  const fetch = source?.isFetched ? (source.fetchSeconds ?? health.startupSeconds) : 0;
  return (own > 0 ? health.startupSeconds : 0) + fetch;
}

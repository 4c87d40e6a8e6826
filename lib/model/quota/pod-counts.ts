import type { JsonObject } from '../../private/json';
import { rollingCounts } from '../rollout/rolling-counts';

/** Pods of a workload. */
export interface PodCounts {
  /** At rest; the most that an autoscaler makes. */
  readonly steady: number;
  /** While it rolls out, pods that are shutting down aside. */
  readonly peak: number;
  /** The same with the pods that are shutting down: they are charged until they are gone. */
  readonly terminating: number;
  /** New pods that a rollout needs beside all of the old ones, before any of those goes; 0 where old ones may go first. */
  readonly beside: number;
}

/** Pods whose number no rollout changes. */
export function fixed(count: number): PodCounts {
  return { steady: count, peak: count, terminating: count, beside: 0 };
}

/**
 * Pods that are replaced some at a time. Those that shut down are the ones of one step, as many as surge and
 * unavailability together: a pod is taken to need longer to become ready than to stop.
 */
export function rolling(replicas: number, numbers: JsonObject): PodCounts {
  const { surge, unavailable } = rollingCounts(replicas, numbers);
  const step = surge + Math.min(unavailable, replicas);
  return {
    steady: replicas,
    peak: replicas + surge,
    terminating: Math.min(2 * replicas, replicas + surge + step),
    beside: unavailable === 0 && surge > 0 ? 1 : 0,
  };
}

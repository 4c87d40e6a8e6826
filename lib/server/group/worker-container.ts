import type { JsonObject } from '../../private/json';
import type { ServerPlan } from '../server-plan';
import type { GroupPlan } from './group-plan';

/** Starting an interpreter takes a while on a busy node. */
const PROBE = { periodSeconds: 10, timeoutSeconds: 10 };
/** Seconds that the kubelet's clock is ahead of a hook that ends with the grace period. */
const MARGIN = 5;

/**
 * What differs of a worker's container: nobody sends it requests, so that it is well as long as its leader is there. It
 * stays until the leader has finished its requests, of which it computes a part: both are told to stop at the same time.
 */
export function workerContainer(plan: ServerPlan, { multiNode }: GroupPlan): JsonObject {
  const { health } = plan;
  const exec = { command: [...multiNode.workerProbe] };
  const checks = Math.max(Math.ceil(health.startupSeconds / PROBE.periodSeconds), 1);
  return {
    lifecycle: lifecycle(plan),
    livenessProbe: { exec, failureThreshold: 6, ...PROBE },
    // The leader listens late: it loads its own part of the model first where there is much to read.
    startupProbe: { exec, failureThreshold: checks, ...PROBE },
  };
}

function lifecycle({ drain, profile }: ServerPlan): JsonObject | undefined {
  const seconds = drain.graceSeconds - MARGIN;
  if (seconds <= 0) return undefined;
  return { preStop: profile._minor >= 30 ? { sleep: { seconds } } : { exec: { command: ['sleep', String(seconds)] } } };
}

import type { Duration } from 'cdk8s';
import { secondsOf } from '../core/duration';
import type { JsonObject } from '../private/json';
import type { Problems } from '../private/problems';
import type { RuntimeFacts } from '../runtimes/runtime-facts';

/**
 * How a pod leaves: first it goes on serving while load balancers forget it, then the runtime finishes what it has.
 */
export interface DrainOptions {
  /**
   * Time a pod that is to stop goes on taking requests, until every proxy and load balancer has heard that it leaves.
   * Zero switches it off.
   *
   * @default Duration.seconds(15)
   */
  readonly delay?: Duration;

  /**
   * Time the runtime is given to finish its requests after that, before it is killed. As long as the longest request. A
   * runtime that cuts off its requests when it is told to stop is told after this time, not before it.
   *
   * @default - what the runtime's own shutdown takes
   */
  readonly shutdown?: Duration;

  /**
   * Whether the image contains the command `sleep`. Matters below Kubernetes 1.30 only, where a pod cannot wait
   * without it.
   *
   * @default - what is known of the runtime's images
   */
  readonly hasSleepCommand?: boolean;

  /**
   * The former name of `hasSleepCommand`.
   *
   * @default - `hasSleepCommand`
   * @deprecated use `hasSleepCommand`
   */
  readonly sleepInImage?: boolean;
}

/** Time on top of the runtime's shutdown, so that the kubelet's clock never cuts it short. */
const MARGIN = 5;

/** The lifecycle hook of the container and the grace period of the pod. */
export interface DrainPlan {
  readonly lifecycle: JsonObject | undefined;
  readonly graceSeconds: number;
  readonly shutdownSeconds: number;
}

/** Turns the wanted drain into a hook and a grace period that covers the hook and the runtime's shutdown. */
export function planDrain(
  problems: Problems,
  drain: DrainOptions = {},
  facts: RuntimeFacts,
  kubernetesMinor: number,
): DrainPlan {
  const delay = secondsOf(problems, 'drain.delay', drain.delay, 15);
  const shutdown = secondsOf(problems, 'drain.shutdown', drain.shutdown, facts.shutdownSeconds);
  // A runtime that cuts off requests when it is told to stop is told after they have had their time.
  const wait = facts.sigterm?.kind === 'abort' ? delay + shutdown : delay;
  return {
    lifecycle:
      wait === 0
        ? undefined
        : { preStop: sleep(problems, wait, drain.hasSleepCommand ?? facts.hasSleepCommand, kubernetesMinor) },
    graceSeconds: delay + shutdown + MARGIN,
    shutdownSeconds: shutdown,
  };
}

/** The native form exists from Kubernetes 1.30 (KEP-3960); before, a command of the image does the same. */
function sleep(problems: Problems, seconds: number, hasCommand: boolean, kubernetesMinor: number): JsonObject {
  if (kubernetesMinor >= 30) return { sleep: { seconds } };
  if (!hasCommand) {
    problems.add(
      `drain.delay needs Kubernetes 1.30, or an image that contains the command 'sleep', got 1.${kubernetesMinor}; set drain.hasSleepCommand where it does, or drain.delay to zero`,
    );
  }
  return { exec: { command: ['sleep', String(seconds)] } };
}

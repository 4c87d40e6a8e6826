import type { ChargedPods } from '../../../model/quota/consumption';
import { countIn } from '../../../model/quota/amounts';
import { deadlineFieldOf } from '../../../model/operators/given-fields';
import { graceSeconds, startupSeconds } from '../../../model/rollout/pod-timing';
import { DEFAULT_PROGRESS_DEADLINE } from '../../../model/rollout/progress-deadline';
import { objectAt } from '../../../private/json';
import type { Violation } from '../../rule';
import { type Held, type Overrun, overrunsWith, raised, taken } from './overrun';

/**
 * Deployments that are reported as failed because the quota makes their new pods wait until old ones have shut down:
 * once as many new pods as may be on top are ready, as many old ones go, and there is no room for one more until one of
 * them is gone. An error where the shutdown alone is past the deadline, a warning where shutdown and start are together.
 */
export function lateRollouts(held: Held, keys: readonly string[]): Violation[] {
  return held.pods.flatMap((pods) => {
    const { object, steady, peak, terminating } = pods;
    const surge = peak - steady;
    // Where all new pods may be there at once, none waits for an old one; what recreates its pods is charged once.
    if (object.kind !== 'Deployment' || terminating === steady || surge >= steady) return [];
    const wait = waitOf(pods);
    if (wait.deadline > wait.grace + wait.start) return [];
    const own = overrunsWith(held, pods, surge + 1, keys);
    return own.length === 0 ? [] : [late(held, pods, wait, own)];
  });
}

/** What a rollout of pods may take without progress, in seconds. */
interface Wait {
  readonly deadline: number;
  /** Until an old pod has shut down. */
  readonly grace: number;
  /** From there until the new pod counts. */
  readonly start: number;
}

function waitOf({ object, podSpec }: ChargedPods): Wait {
  const { progressDeadlineSeconds, minReadySeconds } = objectAt(object.json, 'spec');
  return {
    deadline: countIn(progressDeadlineSeconds, DEFAULT_PROGRESS_DEADLINE),
    grace: graceSeconds(podSpec),
    start: startupSeconds(podSpec) + countIn(minReadySeconds, 0),
  };
}

function late({ quota }: Held, { object }: ChargedPods, wait: Wait, own: readonly Overrun[]): Violation {
  const { deadline, grace, start } = wait;
  const isSure = grace >= deadline;
  const needed = grace + start;
  const field = deadlineFieldOf(object);
  const steps = `its new pods find no room in ResourceQuota '${quota.object.name}' until old ones have shut down, ${taken(own)}, which takes up to ${grace} s (terminationGracePeriodSeconds)`;
  return {
    manifest: object,
    at: '/spec/progressDeadlineSeconds',
    severity: isSure ? 'error' : 'warning',
    message: `a healthy rollout ${isSure ? 'is' : 'may be'} reported as failed after progressDeadlineSeconds of ${deadline}: ${steps}${start > 0 ? `, and ${start} s more until they are ready` : ''}`,
    fix: `${field === undefined ? '' : `raise ${field} above ${needed}, `}raise the quota to ${raised(own)}, or shorten terminationGracePeriodSeconds`,
    others: [quota.object],
  };
}

import { canonicalKey } from '../../../core/consumption/quota-key';
import { type Held, largestOf, list, overruns, overrunsWith, raised, taken } from './overrun';

/**
 * The pods of Jobs end, and whoever waits for their room gets it: they hold up, but never for good. Only a pod that
 * finds no room even alone beside what stands there for good never starts.
 */
export function jobFindings(held: Held, keys: readonly string[]): string[] {
  const { quota, namespaceName, warn } = held;
  const jobs = held.pods.filter(({ ends, steady }) => ends && steady > 0);
  const never = jobs
    .map((pods) => ({ pods, own: overrunsWith(held, pods, 1, keys) }))
    .filter(({ own }) => own.length > 0);
  if (never.length > 0) {
    const worst = largestOf(never);
    return [
      `'${quota.object.path}': pods of ${list(never.map(({ pods }) => pods))} never start: not even one has room in ResourceQuota '${quota.object.name}' beside what is in namespace '${namespaceName}' for good, ${taken(worst)}; raise the quota to ${raised(worst)}, or lower replicas, autoscaling or resources`,
    ];
  }
  // What the rest takes too much of by itself is spoken of with its rollouts.
  const others = new Set(overruns(held, held.standing.peak, keys).map(({ key }) => key));
  const crowded = overruns(
    held,
    held.all.peak,
    keys.filter((key) => !others.has(key)),
  );
  const waiting = jobs.filter(({ charge }) => crowded.some(({ key }) => charge.has(canonicalKey(key))));
  if (waiting.length > 0)
    warn(
      `'${quota.object.path}': ResourceQuota '${quota.object.name}' has no room for the pods of ${list(waiting)} at once while Deployments roll out, ${taken(crowded)}; what finds none waits until some have ended, a rollout for up to 16 minutes longer; raise the quota to ${raised(crowded)}, or let them run one after the other`,
    );
  return [];
}

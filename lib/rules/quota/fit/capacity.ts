import { amountOf, type ChargedPods, totalsOf } from '../../../model/quota/consumption';
import { REPLICA_SETS } from '../../../model/quota/object-charge';
import { canonicalKey, textOf } from '../../../model/quota/quota-key';
import type { Quantity } from '../../../private/quantity';
import type { BudgetedNamespace } from './budgeted-namespace';
import { bulkOf, type Held, largestOf, list, type Overrun, overruns, overrunsWith, raised, taken } from './overrun';
import { warnOfReleases, withoutRollout } from './releases';
import { rolloutFindings } from './rollouts';

/** Holds what a namespace takes against each of its quotas. */
export function capacityFindings(namespace: BudgetedNamespace, warn: (message: string) => void): string[] {
  const { namespaceName, quotas } = namespace;
  const consumption = { ...namespace.consumption, pods: namespace.consumption.pods.map(withoutRollout) };
  const lasting = { ...consumption, pods: consumption.pods.filter(({ ends }) => !ends) };
  const [standingOfAll, all] = [totalsOf(lasting), totalsOf(consumption)];
  return quotas.flatMap((quota) => {
    const { counts } = quota;
    const held = {
      namespaceName,
      quota,
      standing: counts ? totalsOf(lasting, counts) : standingOfAll,
      all: counts ? totalsOf(consumption, counts) : all,
      pods: counts ? consumption.pods.filter(counts) : consumption.pods,
      warn,
    };
    const { pods } = namespace.consumption;
    return findingsOf(held, counts ? pods.filter(counts) : pods);
  });
}

/** @param released the pods of `held`, those of releases with their rollouts */
function findingsOf(held: Held, released: readonly ChargedPods[]): string[] {
  warnOfUnknown(held);
  const atRest = overruns(held, held.standing.steady);
  const isOver = new Set(atRest.map(({ key }) => key));
  // What does not fit at rest is said once; of the rest, whether it fits beside Jobs and while rolling.
  const open = [...held.quota.hard.keys()].filter((key) => canonicalKey(key) !== REPLICA_SETS && !isOver.has(key));
  warnOfReleases(held, released, open);
  return [
    ...aboutReplicaSets(held),
    ...aboutRest(held, atRest),
    ...jobFindings(held, open),
    ...rolloutFindings(held, open),
  ];
}

function aboutRest({ namespaceName, quota, pods }: Held, found: readonly Overrun[]): string[] {
  const overrun = found.filter(({ key }) => canonicalKey(key) !== REPLICA_SETS);
  if (overrun.length === 0) return [];
  const bulk = bulkOf(
    pods.filter(({ ends }) => !ends),
    overrun,
  );
  return [
    `'${quota.object.path}': what is in namespace '${namespaceName}' takes more at rest than ResourceQuota '${quota.object.name}' holds, ${taken(overrun)}${bulk}; what is above it is refused; raise the quota to ${raised(overrun)}, or lower replicas, autoscaling or resources`,
  ];
}

/** The old ReplicaSets that Deployments keep, and one more while they roll out. */
function aboutReplicaSets({ quota, standing, warn }: Held): string[] {
  const key = [...quota.hard.keys()].find((each) => canonicalKey(each) === REPLICA_SETS);
  if (key === undefined) return [];
  const [hard, kept, most] = [quota.hard, standing.steady, standing.peak].map((amounts) => amountOf(amounts, key));
  const message = (needed: Quantity, what: string): string =>
    `'${quota.object.path}': ${key} of ${textOf(key, hard)} is less than ${what}, ${textOf(key, needed)}; rollouts fail with ReplicaSetCreateError once it is reached; raise it to ${textOf(key, most)}, or lower revisionHistoryLimit`;
  if (kept.exceeds(hard))
    return [message(kept, 'what the Deployments keep, revisionHistoryLimit and the current one each')];
  if (most.exceeds(hard))
    warn(message(most, 'what the Deployments keep and the new one that each rollout makes first'));
  return [];
}

/** What manifests do not say cannot be held against a quota that counts it. */
function warnOfUnknown({ quota, pods, warn }: Held): void {
  const keys = [...quota.hard.keys()].map(canonicalKey);
  const unknown = pods.filter(({ note, charge }) => note !== undefined && keys.some((key) => charge.has(key)));
  for (const note of new Set(unknown.map((each) => each.note))) {
    const alike = unknown.filter((each) => each.note === note);
    warn(
      `'${quota.object.path}': how much is taken of ResourceQuota '${quota.object.name}' is not known: ${list(alike)} ${alike.length > 1 ? 'each ' : ''}${note}; leave room for the others`,
    );
  }
}

/**
 * The pods of Jobs end, and whoever waits for their room gets it: they hold up, but never for good. Only a pod that
 * finds no room even alone beside what stands there for good never starts.
 */
function jobFindings(held: Held, keys: readonly string[]): string[] {
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

import { type ChargedPods, amountOf, type Totals, totalsOf } from '../../../core/consumption/consumption';
import { REPLICA_SETS } from '../../../core/consumption/object-charge';
import { canonicalKey, textOf } from '../../../core/consumption/quota-key';
import type { Quota } from '../../../core/consumption/resource-quota';
import type { Quantity } from '../../../private/quantity';
import type { BudgetedNamespace } from './budgeted-namespace';
import { bulkOf, list, type Overrun, raised, taken } from './overrun';

/** A quota, what is taken of it, and where warnings go. */
interface Held {
  readonly namespaceName: string;
  readonly quota: Quota;
  readonly totals: Totals;
  /** The pods that the quota counts. */
  readonly pods: readonly ChargedPods[];
  readonly warn: (message: string) => void;
}

/** Holds what a namespace takes against each of its quotas. */
export function capacityFindings(namespace: BudgetedNamespace, warn: (message: string) => void): string[] {
  const { namespaceName, quotas, consumption } = namespace;
  const all = totalsOf(consumption);
  return quotas.flatMap((quota) => {
    const { counts } = quota;
    const totals = counts ? totalsOf(consumption, counts) : all;
    const pods = counts ? consumption.pods.filter(counts) : consumption.pods;
    return findingsOf({ namespaceName, quota, totals, pods, warn });
  });
}

function findingsOf(held: Held): string[] {
  const atRest = overruns(held, held.totals.steady);
  const errors = [...aboutReplicaSets(held), ...aboutRest(held, atRest)];
  // What does not fit at rest has been said; of the rest, whether it fits while rolling.
  const open = [...held.quota.hard.keys()].filter(
    (key) => canonicalKey(key) !== REPLICA_SETS && atRest.every((overrun) => overrun.key !== key),
  );
  const stuck = deadlocks(held, open);
  if (stuck.length > 0) return [...errors, ...stuck];
  const peak = overruns(held, held.totals.peak, open);
  if (peak.length > 0) warnOfPeak(held, peak);
  else warnOfTermination(held, overruns(held, held.totals.terminating, open));
  return errors;
}

function overruns(
  { quota }: Held,
  amounts: ReadonlyMap<string, Quantity>,
  keys: readonly string[] = [...quota.hard.keys()],
): Overrun[] {
  return keys.flatMap((key) => {
    const [hard, used] = [amountOf(quota.hard, key), amountOf(amounts, canonicalKey(key))];
    return used.exceeds(hard) ? [{ key, hard, used }] : [];
  });
}

function aboutRest({ namespaceName, quota, pods }: Held, found: readonly Overrun[]): string[] {
  const overrun = found.filter(({ key }) => canonicalKey(key) !== REPLICA_SETS);
  return overrun.length === 0
    ? []
    : [
        `'${quota.object.path}': what is in namespace '${namespaceName}' takes more at rest than ResourceQuota '${quota.object.name}' holds, ${taken(overrun)}${bulkOf(pods, overrun)}; what is above it is refused; raise the quota to ${raised(overrun)}, or lower replicas, autoscaling or resources`,
      ];
}

/** The old ReplicaSets that Deployments keep, and one more while they roll out. */
function aboutReplicaSets({ quota, totals, warn }: Held): string[] {
  const key = [...quota.hard.keys()].find((each) => canonicalKey(each) === REPLICA_SETS);
  if (key === undefined) return [];
  const [hard, kept, most] = [quota.hard, totals.steady, totals.peak].map((amounts) => amountOf(amounts, key));
  const message = (needed: Quantity, what: string): string =>
    `'${quota.object.path}': ${key} of ${textOf(key, hard)} is less than ${what}, ${textOf(key, needed)}; rollouts fail with ReplicaSetCreateError once it is reached; raise it to ${textOf(key, most)}, or lower revisionHistoryLimit`;
  if (kept.exceeds(hard))
    return [message(kept, 'what the Deployments keep, revisionHistoryLimit and the current one each')];
  if (most.exceeds(hard))
    warn(message(most, 'what the Deployments keep and the new one that each rollout makes first'));
  return [];
}

/** Deployments that may lose no pod and have no room for one more. */
function deadlocks(held: Held, keys: readonly string[]): string[] {
  const { quota, totals, pods } = held;
  const blocked = pods.filter(({ mayLose, peak, steady }) => mayLose === 0 && peak > steady);
  const together = new Map(totals.steady);
  for (const { charge } of blocked) addOneMore(together, charge);
  const found = overruns(held, together, keys);
  if (found.length === 0) return [];
  const goal = overruns(held, totals.peak, keys);
  const alone = blocked.flatMap((each) => {
    const withOne = new Map(totals.steady);
    addOneMore(withOne, each.charge);
    const own = overruns(held, withOne, keys).filter(({ key }) => each.charge.has(canonicalKey(key)));
    return own.length === 0 ? [] : [{ path: each.object.path, own }];
  });
  if (alone.length > 0)
    return alone.map(
      ({ path, own }) =>
        `'${path}': a rollout deadlocks: no pod may be unavailable and one more does not fit ResourceQuota '${quota.object.name}', ${taken(own)}; raise the quota to ${raised(goal)}, use RollingStrategy.inPlace(), or lower replicas`,
    );
  const waiting = blocked.filter(({ charge }) => found.some(({ key }) => charge.has(canonicalKey(key))));
  return [
    `'${quota.object.path}': rollouts of ${list(waiting.map(({ object }) => object.path))} at once deadlock each other until one is done: no pod of them may be unavailable and one more of each does not fit ResourceQuota '${quota.object.name}', ${taken(found)}; the others are retried after up to 16 minutes and may be reported as failed by then; raise the quota to ${raised(goal)}, use RollingStrategy.inPlace() for some, or lower replicas`,
  ];
}

function addOneMore(total: Map<string, Quantity>, charge: ReadonlyMap<string, Quantity>): void {
  for (const [key, amount] of charge) total.set(key, total.get(key)?.plus(amount) ?? amount);
}

function warnOfPeak({ quota, warn }: Held, found: readonly Overrun[]): void {
  warn(
    `'${quota.object.path}': while all Deployments roll out ResourceQuota '${quota.object.name}' has no room for every pod above the replicas, ${taken(found)}; rollouts go on with fewer of them, after waits of up to 16 minutes; raise the quota to ${raised(found)}, or lower maxSurge`,
  );
}

function warnOfTermination({ quota, pods, warn }: Held, found: readonly Overrun[]): void {
  // Where nothing surges, waiting for the old pod is what was asked for.
  const overrun = found.filter(({ key }) =>
    pods.some(({ charge, peak, steady }) => peak > steady && charge.has(canonicalKey(key))),
  );
  if (overrun.length === 0) return;
  warn(
    `'${quota.object.path}': pods are charged until they have shut down, and ResourceQuota '${quota.object.name}' has no room for them beside the new ones, ${taken(overrun)}; rollouts go on only as old pods are gone, after waits of up to 16 minutes; raise the quota to ${raised(overrun)}, or take the wait`,
  );
}

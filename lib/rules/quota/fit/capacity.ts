import { amountOf, type ChargedPods, totalsOf } from '../../../model/quota/consumption';
import { REPLICA_SETS } from '../../../model/quota/object-charge';
import { canonicalKey, textOf } from '../../../model/quota/quota-key';
import type { Quantity } from '../../../private/quantity';
import type { BudgetedNamespace } from './budgeted-namespace';
import type { Severity } from '../../finding';
import type { Violation } from '../../rule';
import {
  bulkOf,
  type Held,
  largestOf,
  list,
  objectsOf,
  type Overrun,
  overruns,
  overrunsWith,
  raised,
  taken,
} from './overrun';
import { releaseViolations, withoutRollout } from './releases';
import { rolloutViolations } from './rollouts';

/** Holds what a namespace takes against each of its quotas. */
export function capacityViolations(namespace: BudgetedNamespace): Violation[] {
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
    };
    const { pods } = namespace.consumption;
    return violationsOf(held, counts ? pods.filter(counts) : pods);
  });
}

/** @param released the pods of `held`, those of releases with their rollouts */
function violationsOf(held: Held, released: readonly ChargedPods[]): Violation[] {
  const atRest = overruns(held, held.standing.steady);
  const isOver = new Set(atRest.map(({ key }) => key));
  // What does not fit at rest is said once; of the rest, whether it fits beside Jobs and while rolling.
  const open = [...held.quota.hard.keys()].filter((key) => canonicalKey(key) !== REPLICA_SETS && !isOver.has(key));
  return [
    ...aboutUnknown(held),
    ...releaseViolations(held, released, open),
    ...aboutReplicaSets(held),
    ...aboutRest(held, atRest),
    ...jobViolations(held, open),
    ...rolloutViolations(held, open),
  ];
}

function aboutRest({ namespaceName, quota, pods }: Held, found: readonly Overrun[]): Violation[] {
  const overrun = found.filter(({ key }) => canonicalKey(key) !== REPLICA_SETS);
  if (overrun.length === 0) return [];
  const bulk = bulkOf(
    pods.filter(({ ends }) => !ends),
    overrun,
  );
  return [
    {
      manifest: quota.object,
      message: `what is in namespace '${namespaceName}' takes more at rest than ResourceQuota '${quota.object.name}' holds, ${taken(overrun)}${bulk.text}; what is above it is refused`,
      fix: `raise the quota to ${raised(overrun)}, or lower replicas, autoscaling or resources`,
      others: bulk.others,
    },
  ];
}

/** The old ReplicaSets that Deployments keep, and one more while they roll out. */
function aboutReplicaSets({ quota, standing }: Held): Violation[] {
  const key = [...quota.hard.keys()].find((each) => canonicalKey(each) === REPLICA_SETS);
  if (key === undefined) return [];
  const [hard, kept, most] = [quota.hard, standing.steady, standing.peak].map((amounts) => amountOf(amounts, key));
  const violation = (severity: Severity, needed: Quantity, what: string): Violation => ({
    manifest: quota.object,
    severity,
    message: `${key} of ${textOf(key, hard)} is less than ${what}, ${textOf(key, needed)}; rollouts fail with ReplicaSetCreateError once it is reached`,
    fix: `raise it to ${textOf(key, most)}, or lower revisionHistoryLimit`,
  });
  if (kept.exceeds(hard))
    return [violation('error', kept, 'what the Deployments keep, revisionHistoryLimit and the current one each')];
  return most.exceeds(hard)
    ? [violation('warning', most, 'what the Deployments keep and the new one that each rollout makes first')]
    : [];
}

/** What manifests do not say cannot be held against a quota that counts it. */
function aboutUnknown({ quota, pods }: Held): Violation[] {
  const keys = [...quota.hard.keys()].map(canonicalKey);
  const unknown = pods.filter(({ note, charge }) => note !== undefined && keys.some((key) => charge.has(key)));
  return [...new Set(unknown.map(({ note }) => note))].map((note) => {
    const alike = unknown.filter((each) => each.note === note);
    return {
      manifest: quota.object,
      severity: 'warning',
      message: `how much is taken of ResourceQuota '${quota.object.name}' is not known: ${list(alike)} ${alike.length > 1 ? 'each ' : ''}${note ?? ''}`,
      fix: 'leave room for the others',
      others: objectsOf(alike),
    };
  });
}

/**
 * The pods of Jobs end, and whoever waits for their room gets it: they hold up, but never for good. Only a pod that
 * finds no room even alone beside what stands there for good never starts.
 */
function jobViolations(held: Held, keys: readonly string[]): Violation[] {
  const { quota, namespaceName } = held;
  const jobs = held.pods.filter(({ ends, steady }) => ends && steady > 0);
  const never = jobs
    .map((pods) => ({ pods, own: overrunsWith(held, pods, 1, keys) }))
    .filter(({ own }) => own.length > 0);
  if (never.length === 0) return waitingJobs(held, jobs, keys);
  const worst = largestOf(never);
  const pods = never.map((each) => each.pods);
  return [
    {
      manifest: quota.object,
      message: `pods of ${list(pods)} never start: not even one has room in ResourceQuota '${quota.object.name}' beside what is in namespace '${namespaceName}' for good, ${taken(worst)}`,
      fix: `raise the quota to ${raised(worst)}, or lower replicas, autoscaling or resources`,
      others: objectsOf(pods),
    },
  ];
}

function waitingJobs(held: Held, jobs: readonly ChargedPods[], keys: readonly string[]): Violation[] {
  const { quota } = held;
  // What the rest takes too much of by itself is spoken of with its rollouts.
  const others = new Set(overruns(held, held.standing.peak, keys).map(({ key }) => key));
  const crowded = overruns(
    held,
    held.all.peak,
    keys.filter((key) => !others.has(key)),
  );
  const waiting = jobs.filter(({ charge }) => crowded.some(({ key }) => charge.has(canonicalKey(key))));
  if (waiting.length === 0) return [];
  return [
    {
      manifest: quota.object,
      severity: 'warning',
      message: `ResourceQuota '${quota.object.name}' has no room for the pods of ${list(waiting)} at once while Deployments roll out, ${taken(crowded)}; what finds none waits until some have ended, a rollout for up to 16 minutes longer`,
      fix: `raise the quota to ${raised(crowded)}, or let them run one after the other`,
      others: objectsOf(waiting),
    },
  ];
}

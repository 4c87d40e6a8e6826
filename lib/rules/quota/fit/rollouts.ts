import { hasGivenStrategy } from '../../../model/operators/given-fields';
import { addTo, type Amounts } from '../../../model/quota/amounts';
import type { ChargedPods } from '../../../model/quota/consumption';
import { canonicalKey } from '../../../model/quota/quota-key';
import type { Violation } from '../../rule';
import { lateRollouts } from './late-rollouts';
import {
  type Held,
  largestOf,
  list,
  objectsOf,
  type Overrun,
  overruns,
  overrunsWith,
  raised,
  sizesOf,
  taken,
  type Unfit,
  unitOf,
} from './overrun';

/** Whether Deployments and Rollouts have room for their new pods, each alone and all at once. */
export function rolloutViolations(held: Held, keys: readonly string[]): Violation[] {
  const blocked = held.pods.filter(({ beside }) => beside > 0);
  const stuck = blocked
    .map((pods) => ({ pods, own: overrunsWith(held, pods, pods.beside, keys) }))
    .filter(({ own }) => own.length > 0);
  if (stuck.length > 0) {
    const goal = overruns(held, held.standing.peak, keys);
    return [true, false]
      .map((isSet) => stuck.filter(({ pods }) => isSet === pods.beside > 1))
      .flatMap((alike) => (alike.length > 0 ? [deadlock(held, alike, goal)] : []));
  }
  return [...lateRollouts(held, keys), ...waits(held, blocked, keys)];
}

/** Rollouts that come to an end, after waits. */
function waits(held: Held, blocked: readonly ChargedPods[], keys: readonly string[]): Violation[] {
  const crowded = overruns(held, allBeside(held, blocked), keys);
  const peak = overruns(held, held.standing.peak, keys);
  if (crowded.length > 0) return [aboutQueue(held, blocked, crowded, peak)];
  if (peak.length > 0) return [aboutPeak(held, peak)];
  return aboutTermination(held, overruns(held, held.standing.terminating, keys));
}

/** What is there for good, and what rollouts need beside it, all at once. */
function allBeside({ standing }: Held, blocked: readonly ChargedPods[]): Amounts {
  const total = new Map(standing.steady);
  for (const { charge, beside } of blocked) addTo(total, charge, beside);
  return total;
}

/** What needs room before any old pod goes, and has none even when nothing else rolls. */
function deadlock({ quota }: Held, stuck: readonly Unfit[], goal: readonly Overrun[]): Violation {
  const [{ pods }] = stuck;
  const isAlone = stuck.length === 1;
  const all = stuck.map((each) => each.pods);
  const who = isAlone ? 'a rollout deadlocks' : `rollouts of ${list(all)} deadlock, each even alone`;
  const why =
    pods.beside === 1
      ? `no ${unitOf(pods)} may be unavailable and one more does not fit`
      : `the new pods must all stand beside the old ones before any of those goes, and ${isAlone ? `${pods.beside} more` : 'so many more'} do not fit`;
  const inPlace = all.some(
    ({ object }) => /^(Deployment|LeaderWorkerSet)$/.test(object.kind) && hasGivenStrategy(object),
  )
    ? ', roll in place (maxSurge 0, maxUnavailable 1)'
    : '';
  return {
    manifest: isAlone ? pods.object : quota.object,
    message: `${who}: ${why} ResourceQuota '${quota.object.name}', ${taken(largestOf(stuck))}`,
    fix: `raise the quota to ${raised(goal)}${inPlace}, or lower ${sizesOf(all)}`,
    others: isAlone ? [quota.object] : objectsOf(all),
  };
}

/**
 * Each fits alone, but one apply can change all: whoever gets the room is ready after a while and leaves it to the
 * next. Who needs a whole set of pods may get a part of the room and wait for what another one holds.
 */
function aboutQueue(
  held: Held,
  blocked: readonly ChargedPods[],
  found: readonly Overrun[],
  goal: readonly Overrun[],
): Violation {
  const { quota } = held;
  const waiting = blocked.filter(({ charge }) => found.some(({ key }) => charge.has(canonicalKey(key))));
  const sets = waiting.filter(({ beside }) => beside > 1);
  const keys = found.map(({ key }) => key);
  const jam =
    overruns(held, allBeside(held, sets), keys).length > 0
      ? `; ${list(sets)} need a whole set of new pods each, may each get a part of the room and then wait for good`
      : '';
  return {
    manifest: quota.object,
    severity: 'warning',
    message: `rollouts of ${list(waiting)} at once wait for each other: what each needs beside its old pods fits ResourceQuota '${quota.object.name}', what all need does not, ${taken(found)}; whoever finds no room is tried again after up to 16 minutes, and may be reported as failed by its progressDeadlineSeconds before${jam}`,
    fix: `raise the quota to ${raised(goal)}, ${waiting.some(({ object }) => object.madeBy === undefined) ? 'apply one after the other, or raise progressDeadline' : 'or apply one after the other'}`,
    others: objectsOf(waiting),
  };
}

function aboutPeak({ quota, pods }: Held, found: readonly Overrun[]): Violation {
  const surges = pods.filter(({ peak, steady }) => peak > steady);
  return {
    manifest: quota.object,
    severity: 'warning',
    message: `while all Deployments roll out ResourceQuota '${quota.object.name}' has no room for every pod above the replicas, ${taken(found)}; rollouts go on with fewer of them, after waits of up to 16 minutes`,
    fix: `raise the quota to ${raised(found)}${surges.some(({ object }) => hasGivenStrategy(object)) ? ', or lower maxSurge' : ', or take the wait'}`,
  };
}

function aboutTermination({ quota, pods }: Held, found: readonly Overrun[]): Violation[] {
  // Where nothing surges, waiting for the old pod is what was asked for.
  const overrun = found.filter(({ key }) =>
    pods.some(({ charge, peak, steady }) => peak > steady && charge.has(canonicalKey(key))),
  );
  if (overrun.length === 0) return [];
  return [
    {
      manifest: quota.object,
      severity: 'warning',
      message: `pods are charged until they have shut down, and ResourceQuota '${quota.object.name}' has no room for them beside the new ones, ${taken(overrun)}; rollouts go on only as old pods are gone, after waits of up to 16 minutes`,
      fix: `raise the quota to ${raised(overrun)}, or take the wait`,
    },
  ];
}

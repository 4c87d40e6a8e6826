import { keyOf } from '../manifests/object-ref';
import { type Amounts, largerOf, addOne } from '../model/quota/amounts';
import { amountOf, type ChargedPods } from '../model/quota/consumption';
import { objectAt } from '../private/json';
import { Quantity } from '../private/quantity';
import type { Pairs } from './pairs';

/** The pods of a workload on both sides. */
export interface PodsOfBoth {
  readonly before?: ChargedPods;
  readonly after?: ChargedPods;
  /** Whether they are replaced. */
  readonly rolls: boolean;
}

/** Pairs the pods of a namespace by what makes them. */
export function podsOfBoth(
  { changed }: Pairs,
  before: readonly ChargedPods[],
  after: readonly ChargedPods[],
): PodsOfBoth[] {
  const rolling = new Set(changed.filter(({ verdict }) => verdict.restarts).map(({ after }) => after));
  const old = new Map(before.map((pods) => [keyOf(pods.object), pods]));
  const paired = after.map((pods): PodsOfBoth => {
    const key = keyOf(pods.object);
    const was = old.get(key);
    old.delete(key);
    return { ...(was && { before: was }), after: pods, rolls: rolling.has(pods.object) };
  });
  return [...paired, ...[...old.values()].map((pods) => ({ before: pods, rolls: false }))];
}

/** The most that pods, and what is no pod, take on the way from one side to the other. */
export function peakOf(pods: readonly PodsOfBoth[], before: Amounts, after: Amounts): Map<string, Quantity> {
  const total = largerOf(before, after);
  for (const each of pods) {
    const keys = new Set([...(each.before?.charge.keys() ?? []), ...(each.after?.charge.keys() ?? [])]);
    for (const key of keys) addOne(total, key, mostOf(each, key));
  }
  return total;
}

/**
 * The most that the pods of one workload take. Old pods of a workload that is taken out are there until all is done. New
 * pods are never more than there are replicas, and new and old ones together never more than a rollout has at a time.
 */
function mostOf({ before, after, rolls }: PodsOfBoth, key: string): Quantity {
  const [old, fresh] = [atRest(before, key), atRest(after, key)];
  if (!before || !after || !rolls || isRecreated(after)) return old.max(fresh);
  const atATime = Math.max(before.steady, after.terminating);
  const [oldCharge, newCharge] = [amountOf(before.charge, key), amountOf(after.charge, key)];
  const mostOld = Math.max(before.steady, after.steady);
  const newPods = newCharge.exceeds(oldCharge) ? after.steady : Math.max(0, Math.min(after.steady, atATime - mostOld));
  const oldPods = Math.min(mostOld, atATime - newPods);
  return old.max(fresh).max(oldCharge.times(oldPods).plus(newCharge.times(newPods)));
}

function atRest(pods: ChargedPods | undefined, key: string): Quantity {
  return pods ? amountOf(pods.charge, key).times(pods.steady) : Quantity.ZERO;
}

/** All old pods are gone before the first new one starts. */
function isRecreated({ object }: ChargedPods): boolean {
  return object.kind === 'Deployment' && objectAt(object.json, 'spec', 'strategy').type === 'Recreate';
}

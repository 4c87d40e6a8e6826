import type { Manifest } from '../../../manifests/manifest';
import { titleOf } from '../../../manifests/object-ref';
import { amountOf, type ChargedPods, type Totals } from '../../../model/quota/consumption';
import { canonicalKey, textOf } from '../../../model/quota/quota-key';
import type { Quota } from '../../../model/quota/resource-quota';
import { objectAt } from '../../../private/json';
import type { Quantity } from '../../../private/quantity';

/** A key of which more is taken than a quota holds. */
export interface Overrun {
  /** As the quota writes it. */
  readonly key: string;
  readonly hard: Quantity;
  readonly used: Quantity;
}

/** `limits.cpu 12 of 10, pods 7 of 5`. */
export function taken(overruns: readonly Overrun[]): string {
  return overruns.map(({ key, hard, used }) => `${key} ${textOf(key, used)} of ${textOf(key, hard)}`).join(', ');
}

/** `limits.cpu 12, pods 7`. */
export function raised(overruns: readonly Overrun[]): string {
  return overruns.map(({ key, used }) => `${key} ${textOf(key, used)}`).join(', ');
}

/** Who takes most of the first key: ` (most of it Deployment 'iris' in namespace 'vision': 2 by 4 pods)`. */
export function bulkOf(
  pods: readonly ChargedPods[],
  [first]: readonly Overrun[],
): { readonly text: string; readonly others: readonly Manifest[] } {
  const key = canonicalKey(first.key);
  let most: { readonly pods: ChargedPods; readonly amount: Quantity } | undefined;
  for (const each of pods) {
    const amount = amountOf(each.charge, key).times(each.steady);
    if (!amount.isZero && (!most || amount.exceeds(most.amount))) most = { pods: each, amount };
  }
  if (!most) return { text: '', others: [] };
  const { object, steady } = most.pods;
  const unit = `${unitOf(most.pods)}${steady === 1 ? '' : 's'}`;
  const text = ` (most of it ${titleOf(object)}: ${textOf(key, most.amount)} by ${steady} ${unit})`;
  return { text, others: [object] };
}

/** What each of the number is. */
export function unitOf({ templates }: ChargedPods): 'pod' | 'group' {
  return templates.some(({ isWorker }) => isWorker) ? 'group' : 'pod';
}

/** Pods, and what is too much of them. */
export interface Unfit {
  readonly pods: ChargedPods;
  readonly own: readonly Overrun[];
}

/** Of several overruns the largest of each key, in the order in which the keys come. */
export function largestOf(unfit: readonly Unfit[]): Overrun[] {
  const largest = new Map<string, Overrun>();
  for (const overrun of unfit.flatMap(({ own }) => own)) {
    const other = largest.get(overrun.key);
    if (!other || overrun.used.exceeds(other.used)) largest.set(overrun.key, overrun);
  }
  return [...largest.values()];
}

/** Names for a sentence; of many the first few. */
export function list(pods: readonly ChargedPods[]): string {
  const shown = pods.slice(0, 4).map(({ object }) => titleOf(object));
  return pods.length > 4 ? `${shown.join(', ')} and ${pods.length - 4} more` : shown.join(', ');
}

/** A quota, and what is taken of it. */
export interface Held {
  readonly namespaceName: string;
  readonly quota: Quota;
  /** What is taken for good: all but the pods of Jobs, which end and make room. */
  readonly standing: Totals;
  /** The same with the pods of Jobs, all of them at once. */
  readonly all: Totals;
  /** The pods that the quota counts. */
  readonly pods: readonly ChargedPods[];
}

/** The objects whose pods these are. */
export function objectsOf(pods: readonly ChargedPods[]): Manifest[] {
  return pods.map(({ object }) => object);
}

/** What decides their numbers: replicas that are not written are an autoscaler's. */
export function sizesOf(pods: readonly ChargedPods[]): string {
  const isScaled = pods.some(({ object }) => objectAt(object.json, 'spec').replicas === undefined);
  return isScaled ? 'replicas or autoscaling' : 'replicas';
}

/** The keys of a quota of which more is taken than it holds. */
export function overruns(
  { quota }: Held,
  amounts: ReadonlyMap<string, Quantity>,
  keys: readonly string[] = [...quota.hard.keys()],
): Overrun[] {
  return keys.flatMap((key) => {
    const [hard, used] = [amountOf(quota.hard, key), amountOf(amounts, canonicalKey(key))];
    return used.exceeds(hard) ? [{ key, hard, used }] : [];
  });
}

/** The keys of which too much is taken once pods of one kind come on top of what is there for good. */
export function overrunsWith(
  { quota, standing }: Held,
  { charge }: ChargedPods,
  count: number,
  keys: readonly string[],
): Overrun[] {
  return keys.flatMap((key) => {
    const counted = canonicalKey(key);
    const more = charge.get(counted);
    if (!more) return [];
    const [hard, used] = [amountOf(quota.hard, key), amountOf(standing.steady, counted).plus(more.times(count))];
    return used.exceeds(hard) ? [{ key, hard, used }] : [];
  });
}

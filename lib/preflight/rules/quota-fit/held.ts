import { amountOf, type ChargedPods, type Totals } from '../../../core/consumption/consumption';
import { canonicalKey } from '../../../core/consumption/quota-key';
import type { Quota } from '../../../core/consumption/resource-quota';
import type { Quantity } from '../../../private/quantity';
import type { Overrun } from './overrun';

/** A quota, what is taken of it, and where warnings go. */
export interface Held {
  readonly namespaceName: string;
  readonly quota: Quota;
  /** What is taken for good: all but the pods of Jobs, which end and make room. */
  readonly standing: Totals;
  /** The same with the pods of Jobs, all of them at once. */
  readonly all: Totals;
  /** The pods that the quota counts. */
  readonly pods: readonly ChargedPods[];
  readonly warn: (message: string) => void;
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

import { isPlainObject } from '../../private/json';
import { Quantity } from '../../private/quantity';

/** Amounts by the key that a ResourceQuota counts them under: `requests.cpu`, `count/services`. */
export type Amounts = ReadonlyMap<string, Quantity>;

/** Adds amounts, so many times over, to a total. */
export function addTo(total: Map<string, Quantity>, amounts: Amounts, times = 1): void {
  for (const [key, amount] of amounts) addOne(total, key, times === 1 ? amount : amount.times(times));
}

/** Adds an amount to a total. */
export function addOne(total: Map<string, Quantity>, key: string, amount: Quantity): void {
  const before = total.get(key);
  total.set(key, before ? before.plus(amount) : amount);
}

/** Adds a number of things to a total. */
export function addCount(total: Map<string, Quantity>, key: string, count = 1): void {
  if (count > 0) addOne(total, key, Quantity.of(count));
}

/** The larger of both, key by key. */
export function largerOf(a: Amounts, b: Amounts): Map<string, Quantity> {
  const result = new Map(a);
  for (const [key, amount] of b) result.set(key, result.get(key)?.max(amount) ?? amount);
  return result;
}

/** The amounts of a map in a manifest; what is no quantity is left out, for other rules to speak of. */
export function amountsIn(value: unknown): Map<string, Quantity> {
  const amounts = new Map<string, Quantity>();
  for (const [key, text] of Object.entries(isPlainObject(value) ? value : {})) {
    const amount = Quantity.read(text);
    if (amount) amounts.set(key, amount);
  }
  return amounts;
}

/** A whole number of 0 or more in a manifest, or what the API server takes in its place. */
export function countIn(value: unknown, fallback: number): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : fallback;
}

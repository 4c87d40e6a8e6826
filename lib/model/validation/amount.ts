import { QUANTITY_SCALES } from '../../private/quantity-scales';

/** How many texts are remembered with their amounts: a few of them stand in every manifest. */
const MAX_KNOWN = 4096;
const PATTERN = /^([+-]?)(\d+\.?\d*|\.\d+)(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d+))?$/;
/** Powers of ten from which on no suffix makes a difference: the server holds no more than 2^63 and no less than a billionth. */
const FAR = 64;
/** Digits after them only cost time, since what is left is rounded up whatever it is. */
const MAX_DIGITS = 160;
const known = new Map<string, bigint | undefined>();

/** One, in the unit that amounts are counted in: billionths. */
export const ONE = 10n ** 9n;
export const MILLI = 10n ** 6n;
const MOST = (2n ** 63n - 1n) * ONE;

/**
 * A quantity of a manifest as the API server reads it, in billionths: any sign, numbers too, what is finer rounded up,
 * what is larger than the server holds cut. `undefined` for what is none. Null is nothing.
 *
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function parseAmount(value: unknown): bigint | undefined {
  if (typeof value === 'number') return parseAmount(String(value));
  if (typeof value !== 'string') return undefined;
  if (known.has(value)) return known.get(value);
  const amount = read(value);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(value, amount);
  return amount;
}

function read(text: string): bigint | undefined {
  const match = PATTERN.exec(text);
  if (!match) return undefined;
  const [, sign, number, suffix, exponent = '0'] = match;
  const amount = billionths(number, Number(exponent), QUANTITY_SCALES[suffix ?? '']);
  const held = amount > MOST ? MOST : amount;
  return sign === '-' ? -held : held;
}

function billionths(number: string, exponent: number, [base, power]: readonly [bigint, number]): bigint {
  const [whole, decimals = ''] = number.split('.');
  const digits = `${whole}${decimals}`.replace(/^0+/, '');
  if (digits === '') return 0n;
  // Of the digits those that count: the first of them is worth ten to this power.
  const first = digits.length - decimals.length + exponent;
  if (Math.abs(first) > FAR) return first > 0 ? MOST : 1n;
  const counted = digits.slice(0, MAX_DIGITS);
  const shift = first - counted.length;
  const above = BigInt(counted) * ONE * raised(10n, shift) * raised(base, power);
  const below = raised(10n, -shift) * raised(base, -power);
  const isMore = above % below > 0n || /[1-9]/.test(digits.slice(MAX_DIGITS));
  return above / below + (isMore ? 1n : 0n);
}

function raised(base: bigint, power: number): bigint {
  return power > 0 ? base ** BigInt(power) : 1n;
}

/** Whether an amount is whole: of bytes, of devices. */
export function isWhole(amount: bigint): boolean {
  return amount % ONE === 0n;
}

import { QUANTITY_SCALES } from '../../private/quantity-scales';

/** How many texts are remembered with their amounts: a few of them stand in every manifest. */
const MAX_KNOWN = 4096;
const PATTERN = /^([+-]?)(\d+\.?\d*|\.\d+)(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d+))?$/;
/** Powers of ten beyond it make no difference: the server holds no more than 2^63 and no less than a billionth. */
const MAX_EXPONENT = 64;
/** Digits beyond it only cost time. */
const MAX_DIGITS = 128;
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
  const [, sign, number, suffix, exponent] = match;
  const [whole, decimals = ''] = number.split('.');
  const fraction = decimals.slice(0, MAX_DIGITS);
  if (whole.length > MAX_DIGITS) return sign === '-' ? -MOST : MOST;
  const [base, power] = exponent === undefined ? QUANTITY_SCALES[suffix ?? ''] : [10n, clamp(Number(exponent))];
  const digits = BigInt(`${whole}${fraction}`) * ONE * (power > 0 ? base ** BigInt(power) : 1n);
  const divisor = 10n ** BigInt(fraction.length) * (power < 0 ? base ** BigInt(-power) : 1n);
  const amount = (digits + divisor - 1n) / divisor;
  const held = amount > MOST ? MOST : amount;
  return sign === '-' ? -held : held;
}

function clamp(exponent: number): number {
  return Math.max(-MAX_EXPONENT, Math.min(MAX_EXPONENT, exponent));
}

/** Whether an amount is whole: of bytes, of devices. */
export function isWhole(amount: bigint): boolean {
  return amount % ONE === 0n;
}

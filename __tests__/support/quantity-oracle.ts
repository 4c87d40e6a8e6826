/**
 * Kubernetes quantities, read exactly. The number is kept as a fraction of two big integers, so that nothing is ever
 * rounded: neither `0.1`, nor `1u`, nor `16Ei`.
 */
export interface ExactQuantity {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const decimalExponents: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

const binaryPowers: Readonly<Record<string, bigint>> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };

const grammar = /^([+-]?)(\d+\.?\d*|\.\d+)(?:([eE])([+-]?\d+)|(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]?))$/;

/** Reads a quantity as the API server does; `undefined` for anything it would refuse. */
export function parseQuantity(value: unknown): ExactQuantity | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const parts = grammar.exec(String(value));
  if (!parts) return undefined;
  const [, sign, digits = '', , exponent, suffix = ''] = parts;
  const [whole = '', fraction = ''] = digits.split('.');
  const magnitude = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  const binary = binaryPowers[suffix];
  if (binary !== undefined) return reduced(magnitude << binary, 10n ** BigInt(fraction.length));
  const scale = (exponent === undefined ? (decimalExponents[suffix] ?? 0) : Number(exponent)) - fraction.length;
  if (Math.abs(scale) > 1000) return undefined;
  return scale < 0 ? reduced(magnitude, 10n ** BigInt(-scale)) : reduced(magnitude * 10n ** BigInt(scale), 1n);
}

/** As {@link parseQuantity}, for values that a test knows to be well-formed. */
export function quantity(value: unknown): ExactQuantity {
  const parsed = parseQuantity(value);
  if (!parsed) throw new Error(`not a Kubernetes quantity: ${JSON.stringify(value)}`);
  return parsed;
}

/** Below zero when `a` is the smaller one, zero when they are equal, above zero when `a` is the larger one. */
export function compareQuantities(a: unknown, b: unknown): number {
  return compareExact(quantity(a), quantity(b));
}

/** {@link compareQuantities} for quantities that have been read already. */
export function compareExact(a: ExactQuantity, b: ExactQuantity): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function addExact(a: ExactQuantity, b: ExactQuantity): ExactQuantity {
  return reduced(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function timesExact(a: ExactQuantity, factor: number): ExactQuantity {
  return reduced(a.numerator * BigInt(factor), a.denominator);
}

/** Whether the quantity is a whole number of `unit` (`1m` of CPU, `1` byte, a page of `2Mi`). */
export function isMultipleOf(value: ExactQuantity, unit: ExactQuantity): boolean {
  return (value.numerator * unit.denominator) % (value.denominator * unit.numerator) === 0n;
}

export function isNegative(value: ExactQuantity): boolean {
  return value.numerator < 0n;
}

function reduced(numerator: bigint, denominator: bigint): ExactQuantity {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? { numerator: 0n, denominator: 1n } : { numerator: numerator / a, denominator: denominator / a };
}

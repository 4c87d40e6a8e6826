/** An exact, reduced, non-negative fraction. */
export interface Fraction {
  readonly num: bigint;
  readonly den: bigint;
}

export const ONE: Fraction = { num: 1n, den: 1n };
export const ZERO: Fraction = { num: 0n, den: 1n };

export function fraction(num: bigint | number, den: bigint | number = 1): Fraction {
  const [a, b] = [BigInt(num), BigInt(den)];
  const divisor = gcd(a, b);
  return { num: a / divisor, den: b / divisor };
}

export function times(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.num, a.den * b.den);
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return fraction(a.num * b.den + b.num * a.den, a.den * b.den);
}

/** `19/20`, `1`. */
export function showFraction({ num, den }: Fraction): string {
  return den === 1n ? String(num) : `${num}/${den}`;
}

export function readFraction(text: string): Fraction {
  const [num = '0', den = '1'] = text.split('/');
  return fraction(BigInt(num), BigInt(den));
}

export function percentOf({ num, den }: Fraction): number {
  return Number(num * 100n) / Number(den);
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? (a === 0n ? 1n : a) : gcd(b, a % b);
}

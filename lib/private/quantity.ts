import { bytesHint, cpuHint } from './quantity-hints';
import { QUANTITY_SCALES } from './quantity-scales';
import { show } from './show';

const BINARY = ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki'] as const;
const NANO = 10n ** 9n;
/** Longer than any amount: digits beyond it only cost time. */
const MAX_LENGTH = 64;
/** How many texts are remembered with their quantities. */
const MAX_PARSED = 1024;
const PATTERN = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d{1,2}))?$/;

/**
 * A Kubernetes quantity, held exactly (`500m` equals `0.5`, `1Gi` equals `1024Mi`): counted in billionths.
 *
 * Grammar: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export class Quantity {
  /** Quantities by their text: a few of them stand in every manifest. */
  private static readonly parsed = new Map<string, Quantity>();

  /** Nothing. */
  public static readonly ZERO = new Quantity(0n);

  /** A whole number of things. */
  public static of(count: number): Quantity {
    return new Quantity(BigInt(count) * NANO);
  }

  /** Reads a quantity of a manifest, where it may be a number as well. */
  public static read(value: unknown): Quantity | undefined {
    return Quantity.tryParse(typeof value === 'number' ? String(value) : value);
  }

  /** Parses a quantity; `undefined` when the text is not one, is negative, or is finer than a billionth. */
  public static tryParse(text: unknown): Quantity | undefined {
    if (typeof text !== 'string' || text.length > MAX_LENGTH) return undefined;
    const known = Quantity.parsed.get(text);
    if (known) return known;
    const quantity = Quantity.exactly(text);
    if (!quantity) return undefined;
    if (Quantity.parsed.size >= MAX_PARSED) Quantity.parsed.clear();
    Quantity.parsed.set(text, quantity);
    return quantity;
  }

  private static exactly(text: string): Quantity | undefined {
    const match = PATTERN.exec(text);
    if (!match) return undefined;
    const [, sign, number, suffix, exponent] = match;
    const [whole, fraction = ''] = number.split('.');
    const digits = BigInt(`${whole}${fraction}`);
    const [base, power] = exponent === undefined ? QUANTITY_SCALES[suffix ?? ''] : [10n, Number(exponent)];
    const scaled = power >= 0 ? digits * base ** BigInt(power) * NANO : (digits * NANO) / 10n ** BigInt(-power);
    const divisor = 10n ** BigInt(fraction.length);
    const exact = scaled % divisor === 0n && (power >= 0 || (digits * NANO) % 10n ** BigInt(-power) === 0n);
    if (!exact || (sign === '-' && digits !== 0n)) return undefined;
    return new Quantity(scaled / divisor);
  }

  /** Parses a quantity that is known to be one. */
  public static parse(text: string): Quantity {
    const quantity = Quantity.tryParse(text);
    if (!quantity) throw new Error(`${show(text)} is not a Kubernetes quantity`);
    return quantity;
  }

  private constructor(private readonly nanos: bigint) {}

  /** Whether the quantity is a whole multiple of one thousandth: the finest share of a CPU. */
  public get isWholeMilli(): boolean {
    return this.nanos % 1_000_000n === 0n;
  }

  /** Whether the quantity is a whole number: of bytes, of devices. */
  public get isWhole(): boolean {
    return this.nanos % NANO === 0n;
  }

  public get isZero(): boolean {
    return this.nanos === 0n;
  }

  public exceeds(other: Quantity): boolean {
    return this.nanos > other.nanos;
  }

  /** Whether the quantity is more than so many times the other. */
  public exceedsTimes(factor: Quantity, other: Quantity): boolean {
    return this.nanos * NANO > factor.nanos * other.nanos;
  }

  public equals(other: Quantity): boolean {
    return this.nanos === other.nanos;
  }

  public plus(other: Quantity): Quantity {
    return new Quantity(this.nanos + other.nanos);
  }

  /** What is left; below zero when the other is larger. */
  public minus(other: Quantity): Quantity {
    return new Quantity(this.nanos - other.nanos);
  }

  /** The quantity so many times over. */
  public times(count: number): Quantity {
    return new Quantity(this.nanos * BigInt(count));
  }

  public max(other: Quantity): Quantity {
    return other.exceeds(this) ? other : this;
  }

  public min(other: Quantity): Quantity {
    return other.exceeds(this) ? this : other;
  }

  /** The whole number in it: of devices. */
  public toNumber(): number {
    return Number(this.nanos / NANO);
  }

  /** Text in cores, or in thousandths where that is not whole. For CPU. */
  public toCpu(): string {
    return this.isWhole ? (this.nanos / NANO).toString() : `${this.nanos / 1_000_000n}m`;
  }

  /** Text with the largest binary suffix that keeps the value exact. For bytes. */
  public toBytes(): string {
    if (!this.isWhole) return this.toString();
    const bytes = this.nanos / NANO;
    for (const suffix of BINARY) {
      const unit = 1n << BigInt(QUANTITY_SCALES[suffix][1]);
      if ((bytes >= unit || bytes <= -unit) && bytes % unit === 0n) return `${bytes / unit}${suffix}`;
    }
    return bytes.toString();
  }

  /** Text with the coarsest decimal suffix that keeps the value exact: `2`, `1500m`. */
  public toString(): string {
    if (this.isWhole) return (this.nanos / NANO).toString();
    if (this.isWholeMilli) return `${this.nanos / 1_000_000n}m`;
    return this.nanos % 1000n === 0n ? `${this.nanos / 1000n}u` : `${this.nanos}n`;
  }
}

/** Checks a share of CPU: `500m`, `2`, `0.5`. */
export function checkCpu(property: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const quantity = Quantity.tryParse(value);
  if (quantity?.isWholeMilli && !quantity.isZero) return undefined;
  return `${property} must be a CPU quantity such as '500m' or '2', not finer than 1m and above 0, got ${show(value)}${cpuHint(value)}`;
}

/** Checks a number of bytes: `512Mi`, `1.5Gi`. `100m`, a tenth of a byte, is a slip of the keyboard. */
export function checkBytes(property: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const quantity = Quantity.tryParse(value);
  if (quantity?.isWhole && !quantity.isZero) return undefined;
  return `${property} must be a quantity of bytes such as '512Mi' or '2Gi', above 0, got ${show(value)}${bytesHint(value)}`;
}

/** Checks that a request stays within its limit. */
export function checkWithin(
  property: string,
  request: string | undefined,
  limit: string | undefined,
): string | undefined {
  const [asked, allowed] = [Quantity.tryParse(request), Quantity.tryParse(limit)];
  if (!asked || !allowed || !asked.exceeds(allowed)) return undefined;
  return `${property} must be at least the request of ${show(request)}, got ${show(limit)}`;
}

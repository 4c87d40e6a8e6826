import { show } from '../../private/show';
import { portName } from './names';

const PERCENT = /^[0-9]+%$/;

/** A number that may not be below zero. */
export function notNegative(value: number | undefined): string | undefined {
  return value !== undefined && value < 0 ? `must be 0 or more, got ${value}` : undefined;
}

/** A number above zero. */
export function positive(value: number | undefined): string | undefined {
  return value !== undefined && value <= 0 ? `must be 1 or more, got ${value}` : undefined;
}

/** A number within bounds. */
export function between(value: number | undefined, from: number, to: number): string | undefined {
  return value !== undefined && (value < from || value > to)
    ? `must be from ${from} to ${to}, got ${value}`
    : undefined;
}

/** The number of a TCP or UDP port. */
export function portNumber(value: number): string | undefined {
  return between(value, 1, 65535);
}

/** A port by number or by name. */
export function portReference(value: unknown): string | undefined {
  return typeof value === 'string' ? portName(value) : typeof value === 'number' ? portNumber(value) : undefined;
}

/** A number of pods, or a share of them such as `25%`. */
export function countOrPercent(value: unknown): string | undefined {
  if (typeof value === 'number') return notNegative(value);
  if (typeof value !== 'string' || PERCENT.test(value)) return undefined;
  return `must be a whole number, or a percentage such as '25%', got ${show(value)}`;
}

/** The percentage of a text such as `25%`. */
export function percentOf(value: unknown): number | undefined {
  return typeof value === 'string' && PERCENT.test(value) ? Number(value.slice(0, -1)) : undefined;
}

/** Whether a number of pods or a share of them is none. */
export function isZeroCount(value: unknown): boolean {
  return value === 0 || percentOf(value) === 0;
}

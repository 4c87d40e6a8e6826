import type { Problem } from './problem';
import { show } from './show';

/** The largest number that the API server holds in its counts and seconds. */
export const INT32_MAX = 2 ** 31 - 1;

/** Checks that a value, when given, is a whole number within bounds. Plain JavaScript callers can pass anything. */
export function checkWholeNumber(property: string, value: unknown, min: number, max = INT32_MAX): Problem {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max) return undefined;
  const isUnbounded = max === INT32_MAX && !(typeof value === 'number' && value > max);
  return `${property} must be a whole number ${isUnbounded ? `of ${min} or more` : `from ${min} to ${max}`}, got ${show(value)}`;
}

/** Checks percentages: a fraction of one is told apart from a number that is merely wrong. */
export function checkPercent(property: string, value: unknown, min: number, max: number): Problem {
  const problem = checkWholeNumber(property, value, min, max);
  const isFraction = typeof value === 'number' && value > 0 && value < 1;
  return problem !== undefined && isFraction
    ? `${problem}; write ${Math.round(value * 100)} if ${Math.round(value * 100)} % are meant`
    : problem;
}

/** Checks a TCP port number. */
export function checkPort(property: string, value: unknown): Problem {
  return checkWholeNumber(property, value, 1, 65535);
}

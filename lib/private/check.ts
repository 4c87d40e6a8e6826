import { alternatives, show } from './show';

/** A sentence about what is wrong, or `undefined` when nothing is. */
export type Problem = string | undefined;

/** The largest number that the API server holds in its counts and seconds. */
export const INT32_MAX = 2 ** 31 - 1;

/** Checks that a value, when given, is a whole number within bounds. Plain JavaScript callers can pass anything. */
export function checkWholeNumber(property: string, value: unknown, min: number, max = INT32_MAX): Problem {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max) return undefined;
  const isUnbounded = max === INT32_MAX && !(typeof value === 'number' && value > max);
  return `${property} must be a whole number ${isUnbounded ? `of ${min} or more` : `from ${min} to ${max}`}, got ${show(value)}`;
}

/** Checks a TCP port number. */
export function checkPort(property: string, value: unknown): Problem {
  return checkWholeNumber(property, value, 1, 65535);
}

/** Checks that a value, when given, is one of a fixed set (enums, for callers without a type checker). */
export function checkOneOf(property: string, value: unknown, allowed: readonly unknown[]): Problem {
  return value === undefined || allowed.includes(value)
    ? undefined
    : `${property} must be ${alternatives(allowed)}, got ${show(value)}`;
}

/** Checks that a value, when given, is text with something in it. */
export function checkText(property: string, value: unknown): Problem {
  if (value === undefined || (typeof value === 'string' && value.trim() !== '')) return undefined;
  return `${property} must be a text that is not empty, got ${show(value)}`;
}

/** Checks an absolute path of a file or directory inside a container. */
export function checkAbsolutePath(property: string, value: unknown): Problem {
  if (value === undefined) return undefined;
  const fine =
    typeof value === 'string' &&
    /^\/[^\0:]*$/.test(value) &&
    !/\/$|\/\//.test(value.slice(1)) &&
    !value.split('/').includes('..');
  return fine
    ? undefined
    : `${property} must be an absolute path without ':', '..' and a '/' at the end, got ${show(value)}`;
}

/** Checks a path of an HTTP request as probes and scrapers send it. */
export function checkHttpPath(property: string, value: unknown): Problem {
  if (value === undefined || (typeof value === 'string' && /^\/[^\s]*$/.test(value))) return undefined;
  return `${property} must begin with '/' and hold no white space, got ${show(value)}`;
}

/** Checks a list of texts, such as the arguments of a command. */
export function checkTexts(property: string, value: unknown): Problem {
  if (value === undefined || (Array.isArray(value) && value.every((item) => typeof item === 'string')))
    return undefined;
  return `${property} must be a list of texts, got ${show(value)}`;
}

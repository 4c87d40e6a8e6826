import type { IConstruct } from 'constructs';
import { alternatives, show, UsageError } from './problems';

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

const RFC_1035_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const RFC_1123_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const RFC_1123_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const PORT_NAME = /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** What could lead out of a directory: refused wherever a name may become a file (`hasChDirPrefix` of the API server). */
const PATH_STEP = /^(\.$|\.\.)/;

/** The longest name of a Service and the longest value of a label. */
export const MAX_LABEL_LENGTH = 63;

/** Checks a name that becomes a Service as well (RFC 1035 label). https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export function checkServiceName(property: string, value: unknown): string | undefined {
  if (
    value === undefined ||
    (typeof value === 'string' && value.length <= MAX_LABEL_LENGTH && RFC_1035_LABEL.test(value))
  )
    return undefined;
  const length = typeof value === 'string' && value.length > MAX_LABEL_LENGTH ? ` (${value.length} characters)` : '';
  return `${property} must be lower-case letters, digits and '-', begin with a letter, end with a letter or digit, and have at most ${MAX_LABEL_LENGTH} characters, got ${show(value)}${length}`;
}

/** Checks a name of a container, volume or namespace (RFC 1123 label). */
export function checkLabelName(property: string, value: unknown): string | undefined {
  if (
    value === undefined ||
    (typeof value === 'string' && value.length <= MAX_LABEL_LENGTH && RFC_1123_LABEL.test(value))
  )
    return undefined;
  return `${property} must be lower-case letters, digits and '-', begin and end with a letter or digit, and have at most ${MAX_LABEL_LENGTH} characters, got ${show(value)}`;
}

/** Checks a name of an object that need not be a label (RFC 1123 subdomain): ConfigMap, Secret, PriorityClass. */
export function checkObjectName(property: string, value: unknown): string | undefined {
  if (value === undefined || (typeof value === 'string' && value.length <= 253 && RFC_1123_SUBDOMAIN.test(value)))
    return undefined;
  return `${property} must be lower-case letters, digits, '-' and '.', begin and end with a letter or digit, and have at most 253 characters, got ${show(value)}`;
}

/** Checks a name of a port (IANA service name). */
export function checkPortName(property: string, value: unknown): string | undefined {
  if (value === undefined || (typeof value === 'string' && value.length <= 15 && PORT_NAME.test(value)))
    return undefined;
  return `${property} must be at most 15 lower-case letters, digits and single '-', with at least one letter, got ${show(value)}`;
}

/** Checks a name of an environment variable, as every supported API server accepts it. */
export function checkEnvName(property: string, value: string): string | undefined {
  return /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(value) && !PATH_STEP.test(value)
    ? undefined
    : `${property} names must be letters, digits, '_', '-' and '.', not begin with a digit or '..', and not be '.', got ${show(value)}`;
}

/** Checks a key of a ConfigMap or Secret. */
export function checkDataKey(property: string, value: unknown): string | undefined {
  if (
    value === undefined ||
    (typeof value === 'string' && value.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(value) && !PATH_STEP.test(value))
  )
    return undefined;
  return `${property} must be at most 253 letters, digits, '-', '_' and '.', not begin with '..' and not be '.', got ${show(value)}`;
}

/** The id of a construct, before `constructs` makes a text of what is none. */
export function constructId(title: string, scope: IConstruct, id: unknown): string {
  if (typeof id === 'string' && id !== '') return id;
  // The scope may be wrong as well: that is for `constructs` to say.
  const path = (scope as Partial<IConstruct> | undefined)?.node?.path ?? '';
  throw new UsageError([`${title} in '${path}': id must be a text with a character at least, got ${show(id)}`]);
}

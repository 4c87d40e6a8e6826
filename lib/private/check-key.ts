import { show } from './show';

/** What could lead out of a directory: refused wherever a name may become a file (`hasChDirPrefix` of the API server). */
const PATH_STEP = /^(\.$|\.\.)/;

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

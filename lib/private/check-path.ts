import type { Problem } from './problem';
import { show } from './show';

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

import { show } from '../../private/show';

/** What the Gateway API allows in a path, without percent-encoding. */
const PATH = /^\/[-A-Za-z0-9/._~!$&'()*+,;=:@]*$/;
const MAX = 1024;

/** Checks a path of a rule: what every API server and gateway takes, and reads alike. */
export function checkPath(property: string, path: unknown): string | undefined {
  if (typeof path !== 'string' || !path.startsWith('/')) return `${property} must begin with '/', got ${show(path)}`;
  if (/\/\//.test(path)) return `${property} must not contain '//', got ${show(path)}`;
  if (/\/\.{1,2}(\/|$)/.test(path)) return `${property} must not contain '/./' or '/../', got ${show(path)}`;
  if (/%2f/i.test(path))
    return `${property} must not contain '%2f', which no gateway takes for a part of a path, got ${show(path)}`;
  if (path.includes('%'))
    return `${property} must not be percent-encoded, since gateways do not agree on decoding before they compare, got ${show(path)}`;
  return PATH.test(path) && path.length <= MAX
    ? undefined
    : `${property} must be at most ${MAX} letters, digits and characters of a path, without white space, '?' and '#', got ${show(path)}`;
}

/** A prefix without the slash at its end, which means nothing. */
export function withoutSlash(prefix: string): string {
  return prefix === '/' ? prefix : prefix.replace(/\/$/, '');
}

/** Whether a path lies at or below a prefix, element by element. */
export function liesBelow(path: string, prefix: string): boolean {
  return prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);
}

import { isIP } from 'node:net';
import { show } from '../../private/problems';

const LABEL = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
const DNS_NAME = new RegExp(`^${LABEL}(\\.${LABEL})*$`);

/** Checks a host of a route: a DNS name, or a wildcard in the place of its first label. */
export function checkHost(property: string, host: unknown): string | undefined {
  if (typeof host !== 'string' || host === '')
    return `${property} must be a DNS name such as 'models.example.com', got ${show(host)}`;
  if (/^[\d.]+$/.test(host) || (host.includes(':') && isIP(host.replace(/^\[|\]$/g, '')) !== 0))
    return `${property} must be a DNS name, not an IP address, which no gateway routes by, got ${show(host)}`;
  if (host !== host.toLowerCase() && DNS_NAME.test(host.toLowerCase()))
    return `${property} must be in lower case, got ${show(host)}; write '${host.toLowerCase()}'`;
  const name = host.startsWith('*.') ? host.slice(2) : host;
  if (name.includes('*'))
    return `${property} may have a wildcard in the place of its first label only, such as '*.example.com', got ${show(host)}`;
  return host.length <= 253 && DNS_NAME.test(name)
    ? undefined
    : `${property} must be a DNS name without scheme, port and path, such as 'models.example.com', got ${show(host)}`;
}

/** Whether a host is a wildcard. */
export function isWildcard(host: string): boolean {
  return host.startsWith('*.');
}

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

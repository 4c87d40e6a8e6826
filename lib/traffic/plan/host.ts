import { isIP } from 'node:net';
import { show } from '../../private/show';

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

/** In the place of hosts where a route is for every one. */
export const ANY_HOST = '*';

/** Whether a host is a wildcard. */
export function isWildcard(host: string): boolean {
  return host.startsWith('*.');
}

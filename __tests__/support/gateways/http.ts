import type { GatewayRequest } from './types';

/** A request taken apart. Header names are in lower case. */
export interface ParsedRequest {
  readonly method: string;
  readonly scheme: 'http' | 'https';
  /** In lower case, without port. */
  readonly host: string;
  /** As the client wrote it, for redirects. */
  readonly hostHeader: string;
  /** Escaped, without query. */
  readonly path: string;
  /** With its question mark, or empty. */
  readonly query: string;
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly bodyBytes: number;
  readonly clientIp?: string;
}

export function parseRequest(request: GatewayRequest): ParsedRequest {
  const { method = 'GET', scheme = 'https', host, path, headers = {}, bodyBytes = 0, clientIp } = request;
  if (!path.startsWith('/')) throw new Error(`a request path starts with a slash, got ${path}`);
  const queryStart = path.includes('?') ? path.indexOf('?') : path.length;
  const values = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(headers)) {
    const all = typeof value === 'string' ? [value] : value;
    values.set(name.toLowerCase(), [...(values.get(name.toLowerCase()) ?? []), ...all]);
  }
  return {
    method,
    scheme,
    host: host.toLowerCase().replace(/:\d+$/, ''),
    hostHeader: host,
    path: path.slice(0, queryStart),
    query: path.slice(queryStart),
    headers: values,
    bodyBytes,
    ...(clientIp === undefined ? {} : { clientIp }),
  };
}

/** The values of a query parameter, decoded. */
export function queryValues(query: string, name: string): string[] {
  return new URLSearchParams(query.replace(/^\?/, '')).getAll(name);
}

/** The elements of a path; a trailing slash does not count. */
export function elementsOf(path: string): string[] {
  const trimmed = path.replace(/\/$/, '');
  return trimmed === '' ? [] : trimmed.slice(1).split('/');
}

/** Whether a path lies under a prefix, element by element. */
export function hasElementPrefix(path: string, prefix: string): boolean {
  const [all, wanted] = [elementsOf(path), elementsOf(prefix)];
  return wanted.length <= all.length && wanted.every((element, index) => all[index] === element);
}

/**
 * Replaces the prefix of a path as the Gateway API's table of ReplacePrefixMatch has it: slashes at the ends of prefix
 * and replacement do not count, and no path is ever empty.
 */
export function replacePrefix(path: string, prefix: string, replacement: string): string {
  const rest = path.slice(prefix.replace(/\/$/, '').length);
  const start = replacement.replace(/\/$/, '');
  if (rest === '' || rest === '/') return start === '' ? '/' : `${start}${rest}`;
  return `${start}${rest.startsWith('/') ? rest : `/${rest}`}`;
}

/** `host` against `a.b.c` or `*.b.c`; whether a star covers one label or several is up to the API. */
export function hostMatches(pattern: string, host: string, starCovers: 'one label' | 'labels'): boolean {
  const wanted = pattern.toLowerCase();
  if (!wanted.startsWith('*.')) return wanted === host;
  if (!host.endsWith(wanted.slice(1))) return false;
  const covered = host.slice(0, host.length - wanted.length + 1);
  return covered !== '' && !covered.startsWith('.') && (starCovers === 'labels' || !covered.includes('.'));
}

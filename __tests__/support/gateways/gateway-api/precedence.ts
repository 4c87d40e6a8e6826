import { hostMatches } from '../http';
import type { GrpcMethod, RouteMatch } from './fields';

/** Compares lists of numbers: the first difference decides, the larger one is first. */
export function byRank(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((each, position) => each !== b[position]);
  return index < 0 ? 0 : (b[index] ?? 0) - (a[index] ?? 0);
}

/** Hostnames without a star before those with one, each by their length; no hostname last. */
export function hostRank(hostname: string): readonly number[] {
  return [hostname === '' ? 0 : hostname.startsWith('*') ? 1 : 2, hostname.length];
}

/** The most specific of the hostnames that fit. */
export function bestHostname(hostnames: readonly string[], host: string): string | undefined {
  const fitting = hostnames.filter((each) => hostMatches(each, host, 'labels'));
  return fitting.sort((a, b) => byRank(hostRank(a), hostRank(b)))[0];
}

/**
 * The order of the specification: https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule and #grpcrouterule.
 * Where a regular expression stands is up to the implementation: here behind exact paths.
 */
export function specifiedRank(kind: string, match: RouteMatch): readonly number[] {
  const headers = match.headers?.length ?? 0;
  if (kind === 'GRPCRoute') {
    const { service = '', method = '' } = (match.method ?? {}) as GrpcMethod;
    return [service.length, method.length, headers, 0, 0];
  }
  const { type = 'PathPrefix', value = '/' } = match.path ?? {};
  const pathType = type === 'Exact' ? 2 : type === 'RegularExpression' ? 1 : 0;
  return [
    pathType,
    type === 'Exact' ? 0 : value.length,
    match.method === undefined ? 0 : 1,
    headers,
    match.queryParams?.length ?? 0,
  ];
}

/**
 * The priority Traefik computes, which is not quite that order: a method is worth ten characters of a path prefix, a
 * header one, and hosts count by their length only (`buildMatchRule` in its Gateway API provider).
 */
export function traefikPriority(
  kind: string,
  match: RouteMatch,
  hostnames: readonly string[],
  rulesBehind: number,
): number {
  const host = Math.max(0, ...hostnames.map((each) => each.length));
  if (kind === 'GRPCRoute') return host + grpcRule(match).length + rulesBehind;
  const { type = 'PathPrefix', value = '/' } = match.path ?? {};
  const path = type === 'Exact' ? 100_000 : type === 'PathPrefix' && value === '/' ? 1 : 10_000 + value.length * 100;
  const method = match.method === undefined ? 0 : 1000;
  const rest = (match.headers?.length ?? 0) * 100 + (match.queryParams?.length ?? 0) * 10;
  return path + method + rest + host + rulesBehind;
}

function grpcRule({ method, headers = [] }: RouteMatch): string {
  const { service = '', method: name = '', type } = (method ?? {}) as GrpcMethod;
  const quoted = (text: string): string => {
    if (text === '') return '[^/]+';
    return type === 'RegularExpression' ? text : text.replaceAll('.', '\\.');
  };
  const first = method ? `PathRegexp("/${quoted(service)}/${quoted(name)}")` : 'PathPrefix("/")';
  const others = headers.map((each) => `Header("${each.name}","${each.value}")`);
  return [first, ...others].join(' && ');
}

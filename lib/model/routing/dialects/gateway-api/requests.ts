import type { Manifest } from '../../../../manifests/manifest';
import type { ManifestSet } from '../../../../manifests/manifest-set';
import { type JsonObject, objectAt, objectsIn } from '../../../../private/json';
import { INFERENCE_POOL } from '../../../pools/inference-pool';
import { backendOf, type RoutedRequests, sharesOf } from '../../routed-requests';
import { gatewayRoutes } from './kinds';
import { isPoolRef } from './pool-references';

/** What routes of the Gateway API do with requests. */
export function gatewayApiRequests(set: ManifestSet): RoutedRequests[] {
  return gatewayRoutes(set).flatMap(ofRoute);
}

function ofRoute(route: Manifest): RoutedRequests[] {
  const { hostnames, rules } = objectAt(route.json, 'spec');
  const hosts = Array.isArray(hostnames) && hostnames.length > 0 ? hostnames.map(String) : ['*'];
  return objectsIn(rules).flatMap((rule) => {
    const backends = objectsIn(rule.backendRefs)
      .filter((ref) => isServiceRef(ref) || isPoolRef(ref))
      .map((ref) => ({ ...backendOf(ref, route), ...(isPoolRef(ref) && { kind: INFERENCE_POOL.kind }) }));
    const matches = objectsIn(rule.matches);
    return (matches.length > 0 ? matches : [{}]).flatMap((match) =>
      hosts.map((host) => ({ route, requests: `${host}${matchText(match)}`, shares: sharesOf(backends) })),
    );
  });
}

function isServiceRef({ kind = 'Service', group = '' }: JsonObject): boolean {
  return kind === 'Service' && group === '';
}

/** The conditions of a match in one spelling. */
function matchText(match: JsonObject): string {
  const { value = '/' } = objectAt(match, 'path');
  const { method, headers, queryParams } = match;
  const conditions = [
    ...(typeof method === 'string' ? [method] : []),
    ...(method !== undefined && typeof method === 'object' ? [JSON.stringify(method)] : []),
    ...objectsIn(headers).map(({ name, value: wanted }) => `${String(name)}: ${String(wanted)}`),
    ...objectsIn(queryParams).map(({ name, value: wanted }) => `${String(name)}=${String(wanted)}`),
  ];
  return `${String(value)}${conditions.length > 0 ? ` (${conditions.join(', ')})` : ''}`;
}

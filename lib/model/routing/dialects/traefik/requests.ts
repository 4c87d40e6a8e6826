import type { Manifest } from '../../../../manifests/manifest';
import type { ManifestSet } from '../../../../manifests/manifest-set';
import { type JsonObject, objectAt, objectsIn } from '../../../../private/json';
import { backendOf, type RoutedRequests, sharesOf, type WeightedBackend } from '../../routed-requests';
import { hostAndRest } from './host-and-rest';
import { TRAEFIK_KINDS } from './kinds';

/** What Traefik's own routes do with requests. */
export function traefikRequests(set: ManifestSet): RoutedRequests[] {
  return set.ofKind('IngressRoute', TRAEFIK_KINDS.group).flatMap((route) => ofIngressRoute(route, set));
}

function ofIngressRoute(route: Manifest, set: ManifestSet): RoutedRequests[] {
  return objectsIn(objectAt(route.json, 'spec').routes).flatMap(({ match, services }) => {
    const { hosts, rest } = hostAndRest(String(match));
    const shares = sharesOf(objectsIn(services).flatMap((service) => resolved(service, route, set, 1)));
    return (hosts.length > 0 ? hosts : ['*']).map((host) => ({
      route,
      requests: rest === '' ? host : `${host} ${rest}`,
      shares,
    }));
  });
}

/** TraefikServices may hold TraefikServices; a circle is Traefik's to refuse. */
const MAX_DEPTH = 10;

/** The Services behind an entry of Traefik, each with its part of the entry's weight. */
function resolved(entry: JsonObject, route: Manifest, set: ManifestSet, scale: number, depth = 0): WeightedBackend[] {
  const own = backendOf(entry, route);
  const weight = own.weight * scale;
  if ((entry.kind ?? 'Service') === 'Service') return [{ ...own, weight }];
  const found = set
    .ofKind('TraefikService', TRAEFIK_KINDS.group)
    .find(({ name, namespaceName }) => name === own.name && namespaceName === own.namespaceName);
  if (!found || depth >= MAX_DEPTH) return [];
  const spec = objectAt(found.json, 'spec');
  const inner = objectsIn(objectAt(spec, 'weighted').services);
  if (inner.length === 0) {
    const single =
      Object.keys(objectAt(spec, 'mirroring')).length > 0
        ? objectAt(spec, 'mirroring')
        : objectAt(spec, 'failover', 'service');
    return Object.keys(single).length === 0
      ? []
      : resolved({ ...single, weight: undefined }, found, set, weight, depth + 1);
  }
  const total = inner.reduce((sum, each) => sum + backendOf(each, found).weight, 0);
  return inner.flatMap((each) => (total === 0 ? [] : resolved(each, found, set, weight / total, depth + 1)));
}

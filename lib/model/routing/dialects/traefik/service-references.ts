import type { Manifest } from '../../../../manifests/manifest';
import type { ManifestSet } from '../../../../manifests/manifest-set';
import { type JsonObject, objectAt, objectsIn } from '../../../../private/json';
import { referenceAt, type ServiceReference } from '../../service-reference';
import { TRAEFIK_KINDS } from './kinds';

/** The Services that Traefik's own routes and its TraefikServices name. */
export function traefikReferences(set: ManifestSet): ServiceReference[] {
  return [
    ...set.ofKind('IngressRoute', TRAEFIK_KINDS.group).flatMap(inIngressRoute),
    ...set.ofKind('TraefikService', TRAEFIK_KINDS.group).flatMap(inTraefikService),
  ];
}

function inIngressRoute(route: Manifest): ServiceReference[] {
  return objectsIn(objectAt(route.json, 'spec').routes).flatMap(({ services }, index) =>
    objectsIn(services).flatMap((service, position) =>
      loadBalancer(route, `spec.routes[${index}].services[${position}]`, service),
    ),
  );
}

function inTraefikService(route: Manifest): ServiceReference[] {
  const spec = objectAt(route.json, 'spec');
  const mirroring = objectAt(spec, 'mirroring');
  return [
    ...(['weighted', 'highestRandomWeight'] as const).flatMap((kind) =>
      objectsIn(objectAt(spec, kind).services).flatMap((service, index) =>
        loadBalancer(route, `spec.${kind}.services[${index}]`, service),
      ),
    ),
    ...loadBalancer(route, 'spec.mirroring', mirroring),
    ...objectsIn(mirroring.mirrors).flatMap((mirror, index) =>
      loadBalancer(route, `spec.mirroring.mirrors[${index}]`, mirror),
    ),
    ...(['service', 'fallback'] as const).flatMap((part) =>
      loadBalancer(route, `spec.failover.${part}`, objectAt(spec, 'failover', part)),
    ),
  ];
}

function loadBalancer(route: Manifest, where: string, entry: JsonObject): ServiceReference[] {
  // Names with an @ are of other providers.
  if ((entry.kind ?? 'Service') !== 'Service' || String(entry.name).includes('@')) return [];
  return referenceAt(route, where, entry);
}

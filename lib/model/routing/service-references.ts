import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';
import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';

/** A Service that a route sends requests to, hand-made routes included. */
export interface ServiceReference {
  readonly route: Manifest;
  /** Where in the manifest, in words: `spec.rules[0].backendRefs[1]`. */
  readonly where: string;
  /** The same as a JSON pointer. */
  readonly at: string;
  readonly namespaceName: string | undefined;
  readonly name: string;
  /** Number or name; nothing where the manifest says none. */
  readonly port: number | string | undefined;
  /** The manifest's own words, for fields besides. */
  readonly entry: JsonObject;
}

const TRAEFIK = 'traefik.io';
const GATEWAY_API = 'gateway.networking.k8s.io';

/** Every Service that an Ingress, a route of Traefik or a route of the Gateway API refers to. */
export function serviceReferences(set: ManifestSet): ServiceReference[] {
  return [
    ...set.ofKind('Ingress', 'networking.k8s.io').flatMap(inIngress),
    ...set.ofKind('IngressRoute', TRAEFIK).flatMap(inIngressRoute),
    ...set.ofKind('TraefikService', TRAEFIK).flatMap(inTraefikService),
    ...['HTTPRoute', 'GRPCRoute'].flatMap((kind) => set.ofKind(kind, GATEWAY_API)).flatMap(inGatewayRoute),
  ];
}

function inIngress(route: Manifest): ServiceReference[] {
  const spec = objectAt(route.json, 'spec');
  const backends: [string, unknown][] = [['spec.defaultBackend', spec.defaultBackend]];
  objectsIn(spec.rules).forEach((rule, index) => {
    objectsIn(objectAt(rule, 'http').paths).forEach(({ backend }, position) =>
      backends.push([`spec.rules[${index}].http.paths[${position}].backend`, backend]),
    );
  });
  return backends.flatMap(([where, backend]) => {
    const service = isPlainObject(backend) ? objectAt(backend, 'service') : {};
    const { number, name } = objectAt(service, 'port');
    return reference(route, where, { name: service.name, port: number ?? name });
  });
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
  return reference(route, where, entry);
}

function inGatewayRoute(route: Manifest): ServiceReference[] {
  return objectsIn(objectAt(route.json, 'spec').rules).flatMap((rule, index) => [
    ...objectsIn(rule.backendRefs).flatMap((ref, position) =>
      gatewayReference(route, `spec.rules[${index}].backendRefs[${position}]`, ref),
    ),
    ...objectsIn(rule.filters).flatMap((filter, position) =>
      gatewayReference(
        route,
        `spec.rules[${index}].filters[${position}].requestMirror.backendRef`,
        objectAt(filter, 'requestMirror', 'backendRef'),
      ),
    ),
  ]);
}

function gatewayReference(route: Manifest, where: string, entry: JsonObject): ServiceReference[] {
  if ((entry.kind ?? 'Service') !== 'Service' || (entry.group ?? '') !== '') return [];
  return reference(route, where, entry);
}

function reference(route: Manifest, where: string, entry: JsonObject): ServiceReference[] {
  const { name, namespace, port } = entry;
  if (typeof name !== 'string') return [];
  return [
    {
      route,
      where,
      at: `/${where.replace(/\[(\d+)\]/g, '.$1').replaceAll('.', '/')}`,
      name,
      namespaceName: typeof namespace === 'string' ? namespace : route.namespaceName,
      port: typeof port === 'number' || typeof port === 'string' ? port : undefined,
      entry,
    },
  ];
}

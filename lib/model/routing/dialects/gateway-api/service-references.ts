import type { Manifest } from '../../../../manifests/manifest';
import type { ManifestSet } from '../../../../manifests/manifest-set';
import { type JsonObject, objectAt, objectsIn } from '../../../../private/json';
import { referenceAt, type ServiceReference } from '../../service-reference';
import { gatewayRoutes } from './kinds';

/** The Services that routes of the Gateway API name. */
export function gatewayApiReferences(set: ManifestSet): ServiceReference[] {
  return gatewayRoutes(set).flatMap(inRoute);
}

function inRoute(route: Manifest): ServiceReference[] {
  return objectsIn(objectAt(route.json, 'spec').rules).flatMap((rule, index) => [
    ...objectsIn(rule.backendRefs).flatMap((ref, position) =>
      serviceReference(route, `spec.rules[${index}].backendRefs[${position}]`, ref),
    ),
    ...objectsIn(rule.filters).flatMap((filter, position) =>
      serviceReference(
        route,
        `spec.rules[${index}].filters[${position}].requestMirror.backendRef`,
        objectAt(filter, 'requestMirror', 'backendRef'),
      ),
    ),
  ]);
}

function serviceReference(route: Manifest, where: string, entry: JsonObject): ServiceReference[] {
  if ((entry.kind ?? 'Service') !== 'Service' || (entry.group ?? '') !== '') return [];
  return referenceAt(route, where, entry);
}

import type { Manifest } from '../../../../manifests/manifest';
import type { ManifestSet } from '../../../../manifests/manifest-set';
import { isPlainObject, objectAt, objectsIn } from '../../../../private/json';
import { ingressesOf } from '../../ingresses';
import { referenceAt, type ServiceReference } from '../../service-reference';

/** The Services that Ingresses name. */
export function ingressReferences(set: ManifestSet): ServiceReference[] {
  return ingressesOf(set).flatMap(inIngress);
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
    return referenceAt(route, where, { name: service.name, port: number ?? name });
  });
}

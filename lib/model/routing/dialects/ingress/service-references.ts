import type { Manifest } from '../../../../manifests/manifest';
import type { ManifestSet } from '../../../../manifests/manifest-set';
import { isPlainObject, objectAt, objectsIn } from '../../../../private/json';
import { ingressesOf } from '../../ingresses';
import { isNginxCanary, nginxAnnotation, wholeNumber } from './nginx-canaries';
import { referenceAt, type ServiceReference } from '../../service-reference';

/** The Services that Ingresses name. */
export function ingressReferences(set: ManifestSet): ServiceReference[] {
  return ingressesOf(set).flatMap(inIngress);
}

function inIngress(route: Manifest): ServiceReference[] {
  const weight = weightOf(route);
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
    return referenceAt(route, where, { name: service.name, port: number ?? name, weight });
  });
}

/** The share of a canary of ingress-nginx, unless a header or cookie leads requests there as well. */
function weightOf(route: Manifest): number | undefined {
  if (!isNginxCanary(route)) return undefined;
  const isPinned = ['canary-by-header', 'canary-by-cookie'].some((name) => nginxAnnotation(route, name) !== undefined);
  return isPinned ? undefined : (wholeNumber(nginxAnnotation(route, 'canary-weight')) ?? 0);
}

import { type JsonObject, objectAt } from '../../private/json';
import { show } from '../../private/show';
import type { ManifestSet, ResolvedObject } from '../manifest-set';
import { objectsIn, type ServiceReference, serviceReferences } from '../routes/service-references';
import type { Rule } from '../rule';

/**
 * A route to a Service that does not exist answers 404 or 500, or takes its other backends down with it: on the Gateway
 * API the share of its weight (https://gateway-api.sigs.k8s.io/reference/spec/#httpbackendref), on Traefik the whole route.
 * Of namespaces in which the app makes nothing, nothing is known.
 */
export const existingBackends: Rule = {
  id: 'existing-backends',
  title: 'routes lead to Services that exist, and to ports that they have',
  check(set) {
    const services = new Map(
      set.ofKind('Service').map((service) => [keyOf(service.namespaceName, service.name), service]),
    );
    const known = new Set([
      ...set.ofKind('Namespace').map(({ name }) => name),
      ...set.ofKind('Service').map(({ namespaceName }) => namespaceName),
    ]);
    return serviceReferences(set).flatMap((reference) => {
      const key = keyOf(reference.namespaceName, reference.name);
      if (!known.has(reference.namespaceName) || reference.route.madeElsewhere?.includes(`Service ${key}`)) return [];
      const service = services.get(key);
      return service ? (portProblem(reference, service) ?? []) : [missing(reference, set)];
    });
  },
};

function keyOf(namespaceName: string | undefined, name: string): string {
  return `${namespaceName ?? ''}/${name}`;
}

function missing({ route, where, name, namespaceName }: ServiceReference, set: ManifestSet): string {
  const there = set
    .ofKind('Service')
    .filter((service) => service.namespaceName === namespaceName)
    .map((service) => service.name);
  return `'${route.path}': ${where} must be a Service that exists, got '${name}' in the namespace '${namespaceName ?? ''}', which has ${there.length === 0 ? 'none' : there.slice(0, 5).join(', ')}; say madeElsewhere of a RouteTarget that somebody else makes`;
}

function portProblem({ route, where, name, port }: ServiceReference, service: ResolvedObject): string | undefined {
  const ports: JsonObject[] = objectsIn(objectAt(service.manifest, 'spec').ports);
  const has = ports
    .map((each) => `${String(each.port)}${typeof each.name === 'string' ? ` (${each.name})` : ''}`)
    .join(', ');
  if (port === undefined) return `'${route.path}': ${where} must say a port of the Service '${name}', which has ${has}`;
  return ports.some((each) => each.port === port || (typeof port === 'string' && each.name === port))
    ? undefined
    : `'${route.path}': ${where} must be a port of the Service '${name}', which has ${has}, got ${show(port)}`;
}

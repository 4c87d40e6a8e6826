import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { oncePerSet } from '../once-per-set';
import { setWithMade } from '../operators/made-objects';
import type { PodGroup } from '../selection/pod-groups';
import { type PodPort, podsOfService, servicePort, targetPort } from '../selection/service-pods';
import type { ServiceReference } from './service-reference';
import { serviceReferences } from './service-references';

/** Pods that a route sends requests to, and the port of theirs. */
export interface RoutedPods {
  readonly route: Manifest;
  /** JSON pointer to where the route names the Service. */
  readonly at: string;
  readonly service: Manifest;
  readonly group: PodGroup;
  readonly port: PodPort;
}

/** Every route with the pods of the set behind its Services, each once. */
export const routedPods = oncePerSet((set): readonly RoutedPods[] => {
  const services = new Map(
    setWithMade(set)
      .ofKind('Service', '')
      .map((service) => [`${service.namespaceName ?? ''}/${service.name}`, service]),
  );
  const seen = new Map<Manifest, Set<string>>();
  return serviceReferences(set).flatMap((reference) => {
    const service = services.get(`${reference.namespaceName ?? ''}/${reference.name}`);
    return service ? fresh(seen, behind(set, reference, service)) : [];
  });
});

function behind(set: ManifestSet, { route, at, port: wanted }: ServiceReference, service: Manifest): RoutedPods[] {
  const entry = servicePort(service, wanted);
  if (!entry) return [];
  return podsOfService(set, service).flatMap((group) => {
    const port = targetPort(group, entry);
    return port ? [{ route, at, service, group, port }] : [];
  });
}

function fresh(seen: Map<Manifest, Set<string>>, routed: readonly RoutedPods[]): RoutedPods[] {
  return routed.filter(({ route, service, group: { manifest }, port }) => {
    const known = seen.get(route) ?? new Set();
    seen.set(route, known);
    const key = [service.name, manifest.kind, manifest.namespaceName, manifest.name, port.number, port.protocol].join(
      '\n',
    );
    const isNew = !known.has(key);
    known.add(key);
    return isNew;
  });
}

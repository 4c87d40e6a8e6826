import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { oncePerSet } from '../once-per-set';
import { setWithMade } from '../operators/made-objects';
import { INFERENCE_POOL, targetPortsOf } from '../pools/inference-pool';
import { podsOfPool } from '../pools/pool-pods';
import type { PodGroup } from '../selection/pod-groups';
import { type PodPort, podsOfService, servicePort, targetPort } from '../selection/service-pods';
import { poolReferences } from './pool-references';
import type { ServiceReference } from './service-reference';
import { serviceReferences } from './service-references';

/** Pods that a route sends requests to, and the port of theirs. */
export interface RoutedPods {
  readonly route: Manifest;
  /** JSON pointer to where the route names the Service or InferencePool. */
  readonly at: string;
  /** The Service, or the InferencePool, that leads to them. */
  readonly service: Manifest;
  readonly group: PodGroup;
  readonly port: PodPort;
}

/** Every route with the pods of the set behind its Services and InferencePools, each once. */
export const routedPods = oncePerSet((set): readonly RoutedPods[] => {
  const made = setWithMade(set);
  const seen = new Map<Manifest, Set<string>>();
  const behindServices = serviceReferences(set).flatMap((reference) => {
    const service = made.find('Service', '', reference.name, reference.namespaceName);
    return service ? fresh(seen, behind(set, reference, service)) : [];
  });
  return [...behindServices, ...poolReferences(set).flatMap((reference) => fresh(seen, inPool(set, reference)))];
});

/** A gateway goes to the pods of a pool itself, on each of its target ports. */
function inPool(set: ManifestSet, { route, at, name, namespaceName }: ServiceReference): RoutedPods[] {
  const pool = set.find(INFERENCE_POOL.kind, INFERENCE_POOL.group, name, namespaceName);
  if (!pool) return [];
  const ports = targetPortsOf(pool).map((number) => ({ number, protocol: 'TCP' }));
  return podsOfPool(set, pool).flatMap((group) => ports.map((port) => ({ route, at, service: pool, group, port })));
}

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
    const key = [
      service.kind,
      service.name,
      manifest.kind,
      manifest.namespaceName,
      manifest.name,
      port.number,
      port.protocol,
    ].join('\n');
    const isNew = !known.has(key);
    known.add(key);
    return isNew;
  });
}

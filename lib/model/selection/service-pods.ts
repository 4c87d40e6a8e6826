import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';
import { oncePerSet } from '../once-per-set';
import { lastingContainers, type PodGroup, podGroupsOf } from './pod-groups';

/** A port of pods. */
export interface PodPort {
  readonly number: number;
  readonly protocol: string;
}

/** Whether a Service selects pods by labels: others have endpoints that somebody else writes, or none. */
export function hasSelector(service: Manifest): boolean {
  const { type, selector } = objectAt(service.json, 'spec');
  return type !== 'ExternalName' && isPlainObject(selector) && Object.keys(selector).length > 0;
}

/** The pods of the set that a Service sends requests to. */
export function podsOfService(set: ManifestSet, service: Manifest): readonly PodGroup[] {
  const known = selectedOf(set);
  let pods = known.get(service);
  if (!pods) {
    const matchLabels = objectAt(service.json, 'spec', 'selector');
    pods = hasSelector(service) ? podGroupsOf(set).select(service.namespaceName, { matchLabels }) : [];
    known.set(service, pods);
  }
  return pods;
}

/** What Services of a set select, as far as somebody asked. */
const selectedOf = oncePerSet(() => new Map<Manifest, readonly PodGroup[]>());

/** The ports of a Service as its manifest has them. */
export function servicePorts(service: Manifest): readonly JsonObject[] {
  return objectsIn(objectAt(service.json, 'spec').ports);
}

/** The port of a Service that a route names, by number or name; the only one where it names none. */
export function servicePort(service: Manifest, port: number | string | undefined): JsonObject | undefined {
  const ports = servicePorts(service);
  if (port === undefined) return ports.length === 1 ? ports[0] : undefined;
  return ports.find((each) => each.port === port || (typeof port === 'string' && each.name === port));
}

/** The container port that a port of a Service leads to in pods; nothing where they have none of that name. */
export function targetPort(
  { podSpec }: PodGroup,
  { port, targetPort: target, protocol }: JsonObject,
): PodPort | undefined {
  const wanted = target === undefined || target === null || target === 0 || target === '' ? port : target;
  const over = typeof protocol === 'string' ? protocol : 'TCP';
  if (typeof wanted === 'number') return { number: wanted, protocol: over };
  return portNamed(podSpec, wanted, over);
}

/** A container port by its name (`FindPort` in pkg/api/v1/pod/util.go of kubernetes/kubernetes). */
export function portNamed(podSpec: JsonObject, name: unknown, protocol = 'TCP'): PodPort | undefined {
  for (const { ports } of lastingContainers(podSpec)) {
    for (const each of objectsIn(ports)) {
      const over = typeof each.protocol === 'string' ? each.protocol : 'TCP';
      if (each.name === name && over === protocol && typeof each.containerPort === 'number')
        return { number: each.containerPort, protocol: over };
    }
  }
  return undefined;
}

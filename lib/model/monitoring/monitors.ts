import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import { oncePerSet } from '../once-per-set';
import { LabelIndex } from '../selection/label-index';
import { type PodGroup, podGroupsOf, lastingContainers } from '../selection/pod-groups';
import { type PodPort, podsOfService, portNamed, servicePorts, targetPort } from '../selection/service-pods';

const GROUP = 'monitoring.coreos.com';

/** A ServiceMonitor or PodMonitor, with what it selects of a set. */
export interface Monitor {
  readonly manifest: Manifest;
  /** What it selects. */
  readonly kind: 'Service' | 'Pod';
  /** Namespaces in which it selects; nothing for all. */
  readonly namespaces: readonly (string | undefined)[] | undefined;
  readonly services: readonly Manifest[];
  readonly groups: readonly PodGroup[];
  readonly endpoints: readonly MonitorEndpoint[];
}

/** A port that a monitor scrapes. */
export interface MonitorEndpoint {
  /** JSON pointer to it. */
  readonly at: string;
  /** By the name of a port: of a Service, or of a container. */
  readonly port?: string;
  /** By the name or number of a container's port. */
  readonly target?: string | number;
}

/** The monitors of the Prometheus operator: https://prometheus-operator.dev/docs/api-reference/api/ */
export const monitorsOf = oncePerSet((set): readonly Monitor[] => [
  ...set.ofKind('ServiceMonitor', GROUP).map((manifest) => {
    const namespaces = namespacesOf(manifest);
    const services = selected(servicesOf(set), namespaces, manifest).map(({ service }) => service);
    const groups = [...new Set(services.flatMap((service) => podsOfService(set, service)))];
    return {
      manifest,
      kind: 'Service' as const,
      namespaces,
      services,
      groups,
      endpoints: endpointsOf(manifest, 'endpoints'),
    };
  }),
  ...set.ofKind('PodMonitor', GROUP).map((manifest) => {
    const namespaces = namespacesOf(manifest);
    const groups = selected(podGroupsOf(set), namespaces, manifest);
    const endpoints = endpointsOf(manifest, 'podMetricsEndpoints');
    return { manifest, kind: 'Pod' as const, namespaces, services: [], groups, endpoints };
  }),
]);

/** The Services of a set by their own labels. */
export const servicesOf = oncePerSet(
  (set) =>
    new LabelIndex(
      set.ofKind('Service', '').map((service) => ({
        service,
        namespaceName: service.namespaceName,
        labels: objectAt(service.json, 'metadata', 'labels'),
      })),
    ),
);

function namespacesOf({ json, namespaceName }: Manifest): Monitor['namespaces'] {
  const { any, matchNames } = objectAt(json, 'spec', 'namespaceSelector');
  if (any === true) return undefined;
  return Array.isArray(matchNames) && matchNames.length > 0 ? matchNames.map(String) : [namespaceName];
}

function selected<T extends { readonly namespaceName: string | undefined; readonly labels: JsonObject }>(
  index: LabelIndex<T>,
  namespaces: Monitor['namespaces'],
  { json }: Manifest,
): T[] {
  const selector = objectAt(json, 'spec', 'selector');
  const all = namespaces ?? [...new Set(index.all.map(({ namespaceName }) => namespaceName))];
  return all.flatMap((namespaceName) => index.select(namespaceName, selector));
}

function endpointsOf({ json }: Manifest, field: string): MonitorEndpoint[] {
  return objectsIn(objectAt(json, 'spec')[field]).map(({ port, portNumber, targetPort: target }, index) => {
    const wanted = portNumber ?? target;
    return {
      at: `/spec/${field}/${index}`,
      ...(typeof port === 'string' && port !== '' && { port }),
      ...((typeof wanted === 'number' || typeof wanted === 'string') && { target: wanted }),
    };
  });
}

/** The port of pods that an endpoint of a monitor scrapes; nothing where they have none such. */
export function scrapedPort(
  set: ManifestSet,
  { kind, services }: Monitor,
  { port, target }: MonitorEndpoint,
  group: PodGroup,
): PodPort | undefined {
  if (port === undefined) return target === undefined ? undefined : containerPort(group, target);
  if (kind === 'Pod') return portNamed(group.podSpec, port);
  for (const service of services) {
    const entry = servicePorts(service).find(({ name }) => name === port);
    if (entry && podsOfService(set, service).includes(group)) return targetPort(group, entry);
  }
  return undefined;
}

/** Only ports that a container declares are scraped by number. */
function containerPort({ podSpec }: PodGroup, target: string | number): PodPort | undefined {
  if (typeof target === 'string') return portNamed(podSpec, target);
  const isDeclared = lastingContainers(podSpec).some(({ ports }) =>
    objectsIn(ports).some(({ containerPort: number }) => number === target),
  );
  return isDeclared ? { number: target, protocol: 'TCP' } : undefined;
}

import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { titleOf } from '../../manifests/object-ref';
import { lastingContainers, type PodGroup } from '../../model/selection/pod-groups';
import { podsOfService, servicePorts, targetPort } from '../../model/selection/service-pods';
import type { JsonObject } from '../../private/json';
import { show } from '../../private/show';
import type { Rule, Violation } from '../rule';
import { objectsIn } from '../../private/json';

export const serviceTargetPort: Rule = {
  id: 'service-target-port',
  title: 'Services lead to ports that the containers of their pods have',
  severity: 'error',
  reason:
    'A Service whose target port is a name that no container has, with that protocol, has no endpoints for it: requests are refused, and the Service looks healthy. A number is a warning where pods declare one port alone and the Service leads to another: a declaration is not needed to listen, so that of pods with several ports, and of numbers in their arguments, nothing is said.',
  sources: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
    'FindPort in pkg/api/v1/pod/util.go of kubernetes/kubernetes',
  ],
  example: {
    failing: `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80, targetPort: http }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec:
      containers:
        - { name: main, image: registry.example/iris:1.0.0, ports: [{ name: web, containerPort: 8000 }] }`,
    mended: `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80, targetPort: web }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec:
      containers:
        - { name: main, image: registry.example/iris:1.0.0, ports: [{ name: web, containerPort: 8000 }] }`,
  },
  check: (set) => set.ofKind('Service', '').flatMap((service) => violationsOf(set, service)),
};

function violationsOf(set: ManifestSet, service: Manifest): Violation[] {
  const groups = podsOfService(set, service);
  if (groups.length === 0) return [];
  const ports = servicePorts(service);
  // Who declares some of the ports that a Service leads to need not declare all.
  const isDeclared = (): boolean => ports.some((port) => groups.some((group) => isAmongDeclared(group, port)));
  return ports.flatMap((port, index) => {
    if (groups.some((group) => leadsTo(group, port, isDeclared))) return [];
    const wanted = port.targetPort ?? port.port;
    const protocol = typeof port.protocol === 'string' ? port.protocol : 'TCP';
    return [
      {
        manifest: service,
        at: `/spec/ports/${index}`,
        ...(typeof wanted === 'number' && { severity: 'warning' as const }),
        message: `target port ${show(wanted)} (${protocol}) of port ${show(port.name ?? port.port)} must be one of ${titlesOf(groups)}, which ${groups.length > 1 ? 'have' : 'has'} ${portsText(groups)}`,
        fix: 'name a port that a container has, or add it to the container',
        others: groups.map(({ manifest }) => manifest),
      },
    ];
  });
}

/** Whether a port leads somewhere, as far as can be told: a number that nobody declares may be listened on all the same. */
function leadsTo(group: PodGroup, port: JsonObject, isDeclared: () => boolean): boolean {
  const target = targetPort(group, port);
  if (!target) return false;
  if (typeof (port.targetPort ?? port.port) === 'string') return true;
  const containers = lastingContainers(group.podSpec);
  const [only, ...more] = containers.flatMap(({ ports }) => objectsIn(ports));
  const says = (text: unknown): boolean => typeof text === 'string' && text.includes(String(target.number));
  return (
    isDeclared() ||
    only === undefined ||
    more.length > 0 ||
    containers.some(({ ports }) => objectsIn(ports).length === 0) ||
    containers.some(({ command, args, env }) => [command, args, env].some((part) => says(JSON.stringify(part ?? null))))
  );
}

function isAmongDeclared(group: PodGroup, port: JsonObject): boolean {
  const target = targetPort(group, port);
  return lastingContainers(group.podSpec)
    .flatMap(({ ports }) => objectsIn(ports))
    .some(
      ({ containerPort, protocol }) => containerPort === target?.number && (protocol ?? 'TCP') === target?.protocol,
    );
}

function titlesOf(groups: readonly PodGroup[]): string {
  const titles = groups.slice(0, 3).map(({ manifest }) => titleOf(manifest));
  return groups.length > 3 ? `${titles.join(', ')} and ${groups.length - 3} more` : titles.join(' and ');
}

function portsText(groups: readonly PodGroup[]): string {
  const texts = groups
    .flatMap(({ podSpec }) => lastingContainers(podSpec))
    .flatMap(({ ports }) => objectsIn(ports))
    .map(
      ({ name, containerPort, protocol = 'TCP' }) =>
        `${String(containerPort)}${typeof name === 'string' ? ` '${name}'` : ''} (${String(protocol)})`,
    );
  return [...new Set(texts)].slice(0, 5).join(', ') || 'none';
}

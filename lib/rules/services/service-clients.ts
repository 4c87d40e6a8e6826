import { podsWhere } from '../../model/alike/alike-pods';
import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { titleOf } from '../../manifests/object-ref';
import { oncePerSet } from '../../model/once-per-set';
import { type ClientUrl, clientUrlsOf } from '../../model/routing/client-urls';
import type { PodGroup } from '../../model/selection/pod-groups';
import { podsOfService, servicePorts, targetPort } from '../../model/selection/service-pods';
import { objectAt } from '../../private/json';
import type { Rule, Violation } from '../rule';

export const serviceClients: Rule = {
  id: 'service-clients',
  title: 'clients address Services by ports that these have',
  severity: 'warning',
  reason:
    'A URL in a variable or an argument of a pod that names a Service of the set and a port that it has not is refused or times out: after a port was changed, or the Service made headless, where clients reach the pods themselves and `port` means nothing. The values are never shown. Hosts that are no Services of the set are nobody whom the rule knows, unless they say `.svc` and the set makes the Services of that namespace.',
  sources: [
    'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#services',
    'https://kubernetes.io/docs/concepts/services-networking/service/#headless-services',
  ],
  example: {
    failing: `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80, targetPort: 8000 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision, labels: { app: iris } }
spec: { containers: [{ name: main, image: registry.example/iris:1.0.0, ports: [{ containerPort: 8000 }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: gateway, namespace: vision, labels: { app: gateway } }
spec:
  containers:
    - { name: main, image: registry.example/gateway:1.0.0, env: [{ name: IRIS_URL, value: 'http://iris.vision.svc:8000/predict' }] }`,
    mended: `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80, targetPort: 8000 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision, labels: { app: iris } }
spec: { containers: [{ name: main, image: registry.example/iris:1.0.0, ports: [{ containerPort: 8000 }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: gateway, namespace: vision, labels: { app: gateway } }
spec:
  containers:
    - { name: main, image: registry.example/gateway:1.0.0, env: [{ name: IRIS_URL, value: 'http://iris.vision.svc/predict' }] }`,
  },
  check(set) {
    const services = servicesOf(set);
    if (services.size === 0) return [];
    return podsWhere(set, ({ podSpec }) => clientUrlsOf(podSpec).length > 0).flatMap((group) =>
      clientUrlsOf(group.podSpec).flatMap((url) => violationOf(set, services, group, url) ?? []),
    );
  },
};

type Services = ReadonlyMap<string, ReadonlyMap<string, Manifest>>;

/** Services by namespace and name. */
const servicesOf = oncePerSet((set: ManifestSet): Services => {
  const services = new Map<string, Map<string, Manifest>>();
  for (const service of set.ofKind('Service', '')) {
    const namespaceName = service.namespaceName ?? '';
    const named = services.get(namespaceName);
    if (named) named.set(service.name, service);
    else services.set(namespaceName, new Map([[service.name, service]]));
  }
  return services;
});

function violationOf(set: ManifestSet, services: Services, group: PodGroup, url: ClientUrl): Violation | undefined {
  const { where, at, hostLabels, isService, port } = url;
  const here = group.namespaceName ?? '';
  // Of pods of StatefulSets and headless Services the pod's own name comes first.
  const [name, namespaceName] =
    hostLabels.length === 1 ? [hostLabels[0], here] : hostLabels.slice(isService ? -2 : 0).slice(0, 2);
  const there = services.get(namespaceName);
  const service = there?.get(name);
  const found = { manifest: group.manifest, at: `${group.at}${at}` };
  if (service) {
    const ports = portsOf(set, service);
    if (!ports || ports.numbers.has(port)) return undefined;
    return {
      ...found,
      message: `${where} addresses port ${port} of ${titleOf(service)}, which ${ports.isHeadless ? 'is headless, so that clients reach the pods themselves, whose ports are' : 'has'} ${[...ports.numbers].join(', ') || 'none'}`,
      fix: ports.isHeadless
        ? "address the pods' port, or give the Service an address"
        : 'address a port that the Service has',
      others: [service],
    };
  }
  if (!isService || hostLabels.length > 2 || !there) return undefined;
  if (isMadeElsewhere(group.manifest, namespaceName, name) || !makesNamespace(set).has(namespaceName)) return undefined;
  return {
    ...found,
    message: `${where} addresses a Service that the namespace '${namespaceName}' does not have, which has ${[...there.keys()].slice(0, 5).join(', ')}`,
    fix: 'correct the name, or make the Service',
  };
}

const makesNamespace = oncePerSet(
  (set: ManifestSet): ReadonlySet<string> => new Set(set.ofKind('Namespace', '').map(({ name }) => name)),
);

function isMadeElsewhere({ madeElsewhere }: Manifest, namespaceName: string, name: string): boolean {
  return madeElsewhere?.includes(`Service ${namespaceName}/${name}`) ?? false;
}

/** The ports by which a Service is reached; nothing where that is not known. */
function portsOf(
  set: ManifestSet,
  service: Manifest,
): { readonly numbers: ReadonlySet<number>; readonly isHeadless: boolean } | undefined {
  const { type, clusterIP } = objectAt(service.json, 'spec');
  const ports = servicePorts(service);
  if (type === 'ExternalName' || (ports.length === 0 && clusterIP !== 'None')) return undefined;
  const isNumber = (value: unknown): value is number => typeof value === 'number';
  if (clusterIP !== 'None')
    return { numbers: new Set(ports.map(({ port }) => port).filter(isNumber)), isHeadless: false };
  // Any port of the pods is open to clients of a headless Service: what it names is known, the rest as declared.
  const groups = podsOfService(set, service);
  if (groups.length === 0 || ports.length === 0) return undefined;
  const numbers = groups.flatMap((group) => [
    ...ports.map((port) => targetPort(group, port)?.number),
    ...declaredPorts(group),
  ]);
  return { numbers: new Set(numbers.filter(isNumber)), isHeadless: true };
}

function declaredPorts({ podSpec }: PodGroup): unknown[] {
  const { containers } = podSpec;
  return (Array.isArray(containers) ? containers : []).flatMap((container: unknown) => {
    const { ports } = objectAt({ container }, 'container');
    return Array.isArray(ports) ? ports.map((port: unknown) => objectAt({ port }, 'port').containerPort) : [];
  });
}

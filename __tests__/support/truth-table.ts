import { Reachability, type TrafficEnd } from './api-server/reachability';
import { podsOf } from './pod-template';

/** The pods of a workload as one end of a connection. */
export interface PodEnd extends TrafficEnd {
  readonly name: string;
  readonly namespace: string;
  readonly ports: readonly number[];
  /** Container ports behind a Service that everyone can reach. */
  readonly exposed: readonly number[];
}

/** A pod of a namespace that the manifests do not make. */
export const STRANGER: TrafficEnd = end('elsewhere', 'curl');

/** The DNS servers of a cluster: pods of kube-system, and the cache on each node, which has an address only. */
export const DNS: readonly TrafficEnd[] = [end('kube-system', 'coredns'), { ip: '169.254.20.10' }];

/** A pod by the labels that tell it from others, ours or made by hand. */
export function end(namespace: string, name: string): TrafficEnd {
  return {
    namespace,
    namespaceLabels: { 'kubernetes.io/metadata.name': namespace },
    labels: { app: name, 'app.kubernetes.io/instance': name, 'app.kubernetes.io/name': name },
  };
}

/** Tables ask much of one set, which nobody changes meanwhile. */
const read = new WeakMap<readonly object[], Reachability>();

/** Whether a connection gets through the policies at both ends. */
export function reaches(
  manifests: readonly object[],
  source: TrafficEnd,
  target: TrafficEnd,
  port: number,
  protocol = 'TCP',
): boolean {
  const known = read.get(manifests) ?? new Reachability(manifests);
  read.set(manifests, known);
  return known.allows(source, target, port, protocol);
}

/** The pods of all workloads. */
export function podsIn(manifests: readonly object[]): PodEnd[] {
  const services = (manifests as readonly Manifest[]).filter(
    ({ kind, spec }) => kind === 'Service' && ['NodePort', 'LoadBalancer'].includes(spec.type ?? ''),
  );
  return podsOf(manifests).map(({ namespace, labels, containerPorts, workload }) => {
    const inFront = services.filter(
      (service) => service.metadata.namespace === namespace && isSubset(service.spec.selector ?? {}, labels),
    );
    const targets = inFront.flatMap(({ spec }) => (spec.ports ?? []).map(({ targetPort }) => targetPort));
    return {
      name: workload.metadata.name,
      namespace,
      labels,
      containerPorts,
      namespaceLabels: { 'kubernetes.io/metadata.name': namespace },
      ports: containerPorts.map(({ containerPort }) => containerPort),
      exposed: containerPorts
        .filter(({ name, containerPort }) => targets.includes(name) || targets.includes(containerPort))
        .map(({ containerPort }) => containerPort),
    };
  });
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly namespace?: string };
  readonly spec: {
    readonly type?: string;
    readonly selector?: Labels;
    readonly ports?: readonly { readonly targetPort?: string | number }[];
  };
}

type Labels = { readonly [key: string]: string };

function isSubset(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

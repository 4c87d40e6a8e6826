import type { IContainerPort } from 'kubernetes-models/v1/ContainerPort';
import type { INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPeer';
import type { INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPort';
import type { INetworkPolicySpec } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicySpec';
import { podsOf, type WorkloadPods } from '../pod-template';
import { includesAddress } from './cidr';
import { selectorMatches, type LabelSelector } from './labels';
import { specOf, withoutNulls, type Labels, type Manifest } from './manifest';

/** One end of a connection: a pod, or with neither namespace nor labels something outside of the cluster. */
export interface TrafficEnd {
  readonly namespace?: string;
  /** Default: the labels of the Namespace object in the set. `kubernetes.io/metadata.name` is always there. */
  readonly namespaceLabels?: Labels;
  readonly labels?: Labels;
  /** Without an address no `ipBlock` covers this end. */
  readonly ip?: string;
  /** What named ports resolve to. Default: the ports of the workload of the set with these labels. */
  readonly containerPorts?: readonly IContainerPort[];
}

interface Rule {
  readonly peers: readonly INetworkPolicyPeer[];
  readonly ports: readonly INetworkPolicyPort[];
}

type Direction = 'ingress' | 'egress';

/** Answers what the NetworkPolicies of a set let through: the set is read once, for all that is asked of it. */
export class Reachability {
  private readonly set: readonly Manifest[];
  private readonly policies: readonly Manifest[];
  private readonly pods: readonly WorkloadPods[];

  public constructor(manifests: readonly object[]) {
    this.set = manifests.map((manifest) => withoutNulls(manifest) as Manifest);
    this.policies = this.set.filter((manifest) => manifest.kind === 'NetworkPolicy');
    this.pods = podsOf(this.set);
  }

  /**
   * Whether a connection gets through: the policies at the sender have to let it out and those at the receiver have to
   * let it in. A side that no policy isolates is open. The port is the pod's own.
   */
  public allows(from: TrafficEnd, to: TrafficEnd, port: number, protocol = 'TCP'): boolean {
    if (from === to) return true;
    const [sender, receiver] = [this.resolved(from), this.resolved(to)];
    const fits = (rule: Rule, policy: Manifest, peer: TrafficEnd): boolean =>
      coversPort(rule.ports, receiver, port, protocol) && coversPeer(rule.peers, policy, peer);
    const isOpen = (own: TrafficEnd, peer: TrafficEnd, direction: Direction): boolean => {
      const isolating = this.policies.filter((policy) => isolates(policy, own, direction));
      return (
        isolating.length === 0 ||
        isolating.some((policy) => rulesOf(policy, direction).some((r) => fits(r, policy, peer)))
      );
    };
    return isOpen(sender, receiver, 'egress') && isOpen(receiver, sender, 'ingress');
  }

  private resolved(end: TrafficEnd): TrafficEnd {
    const { namespace, labels = {} } = end;
    if (namespace === undefined) return end;
    const object = this.set.find((each) => each.kind === 'Namespace' && each.metadata.name === namespace);
    const declared = end.namespaceLabels ?? object?.metadata.labels ?? {};
    const namespaceLabels = { ...declared, 'kubernetes.io/metadata.name': namespace };
    const alike = this.pods.find(
      (pod) => pod.namespace === namespace && Object.entries(pod.labels).every(([key, value]) => labels[key] === value),
    );
    return { ...end, labels, namespaceLabels, containerPorts: end.containerPorts ?? alike?.containerPorts ?? [] };
  }
}

/** {@link Reachability} of a set that is asked one thing. */
export function allows(
  manifests: readonly object[],
  from: TrafficEnd,
  to: TrafficEnd,
  port: number,
  protocol?: string,
): boolean {
  return new Reachability(manifests).allows(from, to, port, protocol);
}

function isolates(policy: Manifest, end: TrafficEnd, direction: Direction): boolean {
  const spec = specOf<INetworkPolicySpec>(policy);
  if (end.namespace === undefined || end.namespace !== (policy.metadata.namespace ?? 'default')) return false;
  const implied = (spec.egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
  const types: readonly string[] = spec.policyTypes?.length ? spec.policyTypes : implied;
  const selector = (spec.podSelector ?? {}) as LabelSelector;
  return types.includes(direction === 'ingress' ? 'Ingress' : 'Egress') && selectorMatches(selector, end.labels ?? {});
}

function rulesOf(policy: Manifest, direction: Direction): readonly Rule[] {
  const spec = specOf<INetworkPolicySpec>(policy);
  if (direction === 'ingress') {
    return (spec.ingress ?? []).map((rule) => ({ peers: rule.from ?? [], ports: rule.ports ?? [] }));
  }
  return (spec.egress ?? []).map((rule) => ({ peers: rule.to ?? [], ports: rule.ports ?? [] }));
}

/** No list of peers, and an empty one, mean everybody. Several peers are alternatives. */
function coversPeer(peers: readonly INetworkPolicyPeer[], policy: Manifest, end: TrafficEnd): boolean {
  return peers.length === 0 || peers.some((peer) => isPeer(peer, policy, end));
}

function isPeer(peer: INetworkPolicyPeer, policy: Manifest, end: TrafficEnd): boolean {
  const { ipBlock } = peer;
  const address = end.ip;
  if (ipBlock) {
    if (address === undefined || !includesAddress(ipBlock.cidr, address)) return false;
    return !(ipBlock.except ?? []).some((block) => includesAddress(block, address));
  }
  if (end.namespace === undefined) return false;
  const pods = peer.podSelector as LabelSelector | undefined;
  const namespaces = peer.namespaceSelector as LabelSelector | undefined;
  const isInNamespace = namespaces
    ? selectorMatches(namespaces, end.namespaceLabels ?? {})
    : end.namespace === (policy.metadata.namespace ?? 'default');
  return isInNamespace && selectorMatches(pods ?? {}, end.labels ?? {});
}

/** No list of ports, and an empty one, mean every port. Named ports are those of the receiving pod. */
function coversPort(
  ports: readonly INetworkPolicyPort[],
  receiver: TrafficEnd,
  wanted: number,
  protocol: string,
): boolean {
  if (ports.length === 0) return true;
  return ports.some(({ port, endPort, protocol: spoken = 'TCP' }) => {
    if (spoken !== protocol) return false;
    if (port === undefined) return true;
    if (typeof port === 'number') return wanted >= port && wanted <= (endPort ?? port);
    return (receiver.containerPorts ?? []).some(
      (each) => each.name === port && each.containerPort === wanted && (each.protocol ?? 'TCP') === protocol,
    );
  });
}

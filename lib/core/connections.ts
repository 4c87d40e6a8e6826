import type { IConstruct } from 'constructs';
import { Attachment } from './attachment';
import { hostCidr } from '../private/ip';
import { byCodeUnit, type JsonObject, sortedMap, unlessEmpty } from '../private/json';
import { LABEL } from '../private/labels';
import type { ClusterProfile } from './cluster-profile';
import type { INetworkPeer, NetworkPeerConfig } from './network-peer';
import type { Relation, Relations } from './relation';

/** Where else relations of an owner come from. */
export interface OtherRelations {
  /** Connections of the tenant around the owner, which are its own as well. */
  readonly around?: Connections;
  /** What others want who know the owner by the name of its namespace. */
  readonly named?: () => Relations;
  /** True for a namespace with policies for all of its pods: those permit its relations, not the policies of its servers. */
  readonly isNamespacePolicy?: boolean;
}

const CONNECTIONS = new Attachment<Connections>('connections');

/**
 * What a server may be reached from and may reach, collected until its NetworkPolicy is rendered.
 *
 * Relations inside one namespace are left out: every server's policy opens its own namespace.
 */
export class Connections {
  /** The connections of a peer that has a policy of ours. */
  public static of(peer: INetworkPeer): Connections | undefined {
    return CONNECTIONS.on(peer as never);
  }

  /** The connections of the nearest release or tenant around a construct, where the construct's own policy must open them. */
  public static around(construct: IConstruct): Connections | undefined {
    const around = construct.node.scope && CONNECTIONS.find(construct.node.scope);
    return around?.others.isNamespacePolicy ? undefined : around;
  }

  /** Whether policies of the tenant around a construct open what all pods of its namespace are related to. */
  public static hasNamespacePolicy(construct: IConstruct): boolean {
    for (let { scope } = construct.node; scope; scope = scope.node.scope) {
      if (CONNECTIONS.on(scope)?.others.isNamespacePolicy) return true;
    }
    return false;
  }

  /** Whether policies of a construct, or of what is around it, let its pods out of their namespace. */
  public static leaveNamespace(construct: IConstruct): boolean {
    for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
      if (CONNECTIONS.on(scope)?.egress().length) return true;
    }
    return false;
  }

  private readonly sources: Relation[] = [];
  private readonly targets: Relation[] = [];

  /**
   * @param owner server, release or tenant whose connections these are
   * @param namespaceName its namespace
   * @param others where else relations come from
   */
  public constructor(
    owner: INetworkPeer,
    private readonly namespaceName: string | undefined,
    private readonly others: OtherRelations = {},
  ) {
    CONNECTIONS.attach(owner as never, this);
  }

  /** Lets a peer in, on all ports of the server. */
  public admit(peer: NetworkPeerConfig, ports?: readonly number[]): void {
    this.sources.push({ peer, ports });
  }

  /** Lets the server out to a peer. */
  public reach(peer: NetworkPeerConfig, ports?: readonly number[]): void {
    this.targets.push({ peer, ports });
  }

  /**
   * Ingress rules, in an order that does not depend on the order of the calls.
   *
   * @param serverPorts ports that relations without any are about
   * @param toEveryone ports that are open to everyone: who may come to those need not be named
   */
  public ingress(serverPorts?: readonly number[], toEveryone: readonly number[] = []): JsonObject[] {
    const isNews = ({ ports = serverPorts }: Relation): boolean =>
      ports === undefined || ports.some((port) => !toEveryone.includes(port));
    return rules(this.all('sources').filter(isNews), 'from', serverPorts);
  }

  /** Egress rules, in an order that does not depend on the order of the calls. */
  public egress(): JsonObject[] {
    return rules(this.all('targets'), 'to');
  }

  /** Its own and those of everything around it: of a release, of the tenant around that. */
  private all(side: 'sources' | 'targets'): Relation[] {
    const { around, named } = this.others;
    return [...this[side], ...(around?.all(side) ?? []), ...(named?.()[side] ?? [])].filter(
      ({ peer }) => !this.isNeighbour(peer),
    );
  }

  private isNeighbour(peer: NetworkPeerConfig): boolean {
    return peer.cidr === undefined && peer.namespaceName === this.namespaceName;
  }
}

function rules(relations: readonly Relation[], side: 'from' | 'to', fallback?: readonly number[]): JsonObject[] {
  const byText = new Map<string, JsonObject>();
  for (const { peer, ports = fallback } of relations) {
    const rule = { [side]: [peerOf(peer)], ports: tcpPorts(ports ?? []) };
    byText.set(JSON.stringify(rule), rule);
  }
  return [...byText].sort(([a], [b]) => byCodeUnit(a, b)).map(([, rule]) => rule);
}

/** Ports of a policy rule: numbers, since named ports do not work with every network plugin. */
export function tcpPorts(ports: readonly number[]): JsonObject[] | undefined {
  return unlessEmpty([...new Set(ports)].sort((a, b) => a - b).map((port) => ({ port, protocol: 'TCP' })));
}

/** A peer of a policy rule; namespace and pod labels in one peer mean "and". */
export function peerOf(peer: NetworkPeerConfig): JsonObject {
  if (peer.cidr !== undefined) return { ipBlock: { cidr: peer.cidr, except: peer.exceptCidrs } };
  return {
    namespaceSelector:
      peer.namespaceName === undefined ? undefined : { matchLabels: { [LABEL.NAMESPACE_NAME]: peer.namespaceName } },
    podSelector: peer.podLabels
      ? { matchLabels: sortedMap(peer.podLabels) ?? {} }
      : peer.namespaceName === undefined
        ? {}
        : undefined,
  };
}

/** The egress rules that let pods ask for names, over UDP and TCP: one, unless caches on the nodes listen on another port. */
export function dnsRules(profile: ClusterProfile): JsonObject[] {
  const service = { namespaceSelector: { matchLabels: { [LABEL.NAMESPACE_NAME]: profile._dnsNamespaceName } } };
  const caches = profile._nodeLocalDnsAddresses.map((address) => ({ ipBlock: { cidr: hostCidr(address) } }));
  return profile._dnsPort === CACHE_PORT || caches.length === 0
    ? [dnsRule(profile._dnsPort, [service, ...caches])]
    : [dnsRule(profile._dnsPort, [service]), dnsRule(CACHE_PORT, caches)];
}

/** Pods ask a cache on the node at the port that their resolver is configured with, without a Service in between. */
const CACHE_PORT = 53;

function dnsRule(port: number, to: readonly JsonObject[]): JsonObject {
  return { ports: ['UDP', 'TCP'].map((protocol) => ({ port, protocol })), to };
}

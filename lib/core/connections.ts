import type { IConstruct } from 'constructs';
import { Attachment } from '../private/attachment';
import { byCodeUnit, type JsonObject, sortedMap, unlessEmpty } from '../private/json';
import { LABEL } from '../private/labels';
import type { INetworkPeer, NetworkPeerConfig } from './network-peer';

/** A peer and the ports it is about; no ports means all. */
interface Relation {
  readonly peer: NetworkPeerConfig;
  readonly ports?: readonly number[];
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

  /** The connections of the nearest release or tenant around a construct. */
  public static around(construct: IConstruct): Connections | undefined {
    return construct.node.scope && CONNECTIONS.find(construct.node.scope);
  }

  private readonly sources: Relation[] = [];
  private readonly targets: Relation[] = [];

  /**
   * @param owner server, release or tenant whose connections these are
   * @param namespaceName its namespace
   * @param around connections of the release or tenant around it, which are its own as well
   */
  public constructor(
    owner: INetworkPeer,
    private readonly namespaceName: string | undefined,
    private readonly around?: Connections,
  ) {
    CONNECTIONS.attach(owner as never, this);
  }

  /** Lets a peer in, on all ports of the server. */
  public admit(peer: NetworkPeerConfig, ports?: readonly number[]): void {
    if (!this.isNeighbour(peer)) this.sources.push({ peer, ports });
  }

  /** Lets the server out to a peer. */
  public reach(peer: NetworkPeerConfig, ports?: readonly number[]): void {
    if (!this.isNeighbour(peer)) this.targets.push({ peer, ports });
  }

  /** Ingress rules, in an order that does not depend on the order of the calls. */
  public ingress(serverPorts: readonly number[]): JsonObject[] {
    return rules(this.all('sources'), 'from', serverPorts);
  }

  /** Egress rules, in an order that does not depend on the order of the calls. */
  public egress(): JsonObject[] {
    return rules(this.all('targets'), 'to');
  }

  /** Its own and those of everything around it: of a release, of the tenant around that. */
  private all(side: 'sources' | 'targets'): Relation[] {
    return [...this[side], ...(this.around?.all(side) ?? [])];
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

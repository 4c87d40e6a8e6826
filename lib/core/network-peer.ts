import { checkLabelName } from '../private/check-name';
import { checkPort } from '../private/check-number';
import { checkCidr, covers, liesInside } from '../private/ip';
import { sortedMap } from '../private/json';
import { checkSelectorLabels } from '../private/labels';
import { Problems } from '../private/problems';
import { optionsOf } from '../private/shape';
import { show } from '../private/show';

/** A Service to send requests to, as part of a network peer. */
export interface PeerService {
  /** Name of the Service. */
  readonly serviceName: string;
  /** Port of the Service. */
  readonly port: number;
}

/**
 * One end of a permitted connection: pods by namespace and labels, or addresses by CIDR block. A server, a namespace,
 * an address block.
 */
export interface NetworkPeerConfig {
  /**
   * Namespace of the pods.
   *
   * @default - none: pods of a chart without a namespace
   */
  readonly namespaceName?: string;

  /**
   * Labels of the pods.
   *
   * @default - all pods of the namespace
   */
  readonly podLabels?: { readonly [key: string]: string };

  /**
   * Addresses in place of pods, in CIDR form.
   *
   * @default - the peer is pods
   */
  readonly cidr?: string;

  /**
   * Blocks inside `cidr` that are left out.
   *
   * @default - none
   */
  readonly exceptCidrs?: string[];

  /**
   * Container ports that the peer listens on.
   *
   * @default - not known, all ports
   */
  readonly ports?: number[];

  /**
   * Ports of the receiving pods that a relation with the peer is limited to: of the peer's pods where it is the
   * target, of the others where it is the source.
   *
   * @default - no limit beyond what the receiving end listens on
   */
  readonly limitedToPorts?: number[];

  /**
   * The Service in front of the pods.
   *
   * @default - none known
   */
  readonly peerService?: PeerService;
}

/** Something that may be one end of a permitted connection. */
export interface INetworkPeer {
  /** The pods or addresses, as a NetworkPolicy selects them. */
  toNetworkPeer(): NetworkPeerConfig;
}

/**
 * A namespace of the cluster, by name, whether this app makes it or not.
 *
 * @example
 * import { NamespacePeer } from 'cdk8s-model-serving';
 *
 * const frontend = NamespacePeer.named('frontend-ns').limitedToPorts(8080);
 * const database = NamespacePeer.external('db', { app: 'postgres' });
 */
export class NamespacePeer implements INetworkPeer {
  /**
   * All pods of a namespace. It is found by its name (the label `kubernetes.io/metadata.name`, which the API server
   * sets and nobody can forge).
   *
   * @param namespaceName name of the namespace
   * @throws when the name is not one
   */
  public static named(namespaceName: string): NamespacePeer {
    return new NamespacePeer({ namespaceName });
  }

  /**
   * A namespace that is made elsewhere, not by this app: as `named` or `pods`, without the warning that the app makes no
   * such namespace.
   *
   * @param namespaceName name of the namespace
   * @param podLabels labels of the pods; all pods without
   * @throws when the name or a label is not possible
   */
  public static external(namespaceName: string, podLabels?: { [key: string]: string }): NamespacePeer {
    return new NamespacePeer({ namespaceName, ...(podLabels !== undefined && { podLabels }) }, false);
  }

  /**
   * The pods with certain labels in a namespace: both must match.
   *
   * @param namespaceName name of the namespace
   * @param podLabels labels of the pods
   * @throws when the name or a label is not possible
   */
  public static pods(namespaceName: string, podLabels: { [key: string]: string }): NamespacePeer {
    return new NamespacePeer({ namespaceName, podLabels });
  }

  private readonly namespaceName: string;
  private readonly podLabels: { readonly [key: string]: string } | undefined;

  private readonly ports: readonly number[] | undefined;

  private constructor(
    given: NetworkPeerConfig,
    /** @internal */
    public readonly _isExpected = true,
  ) {
    const problems = new Problems('NamespacePeer');
    const { namespaceName = '', podLabels, limitedToPorts } = optionsOf(problems, given, 'NetworkPeerConfig');
    this.ports = limitedToPorts;
    this.namespaceName = namespaceName;
    this.podLabels = sortedMap(podLabels);
    problems
      .add(
        checkLabelName('namespaceName', namespaceName),
        checkSelectorLabels('podLabels', podLabels),
        'podLabels' in given && this.podLabels === undefined && problems.isEmpty
          ? 'podLabels must name a label at least, got an empty object; NamespacePeer.named(...) means all pods'
          : undefined,
      )
      .throwIfAny();
  }

  public toNetworkPeer(): NetworkPeerConfig {
    const { namespaceName, podLabels, ports } = this;
    return {
      namespaceName,
      ...(podLabels && { podLabels: { ...podLabels } }),
      ...(ports && { limitedToPorts: [...ports] }),
    };
  }

  /**
   * The same pods, for certain ports only. Ports are those that the receiving pods listen on, never those of a Service:
   * in `allowFrom` the ports of the pods inside, in `allowTo` and `connectTo` those of the peer.
   *
   * @param ports one port or more, from 1 to 65535
   * @throws when a port is not possible
   */
  public limitedToPorts(...ports: number[]): NamespacePeer {
    checkPorts('NamespacePeer', ports);
    return new NamespacePeer({ ...this.toNetworkPeer(), limitedToPorts: ports }, this._isExpected);
  }
}

function checkPorts(subject: string, ports: readonly number[]): void {
  const problems = new Problems(subject);
  problems
    .add(
      ports.length === 0 ? 'limitedToPorts must name a port at least, got none' : undefined,
      ports.map((port: number | undefined) => checkPort('limitedToPorts', port ?? NaN)),
    )
    .throwIfAny();
}

/** Private, link-local (cloud metadata), loopback and carrier-grade ranges: what "the internet" never means. */
const NOT_INTERNET = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
];

/**
 * Addresses outside the cluster.
 *
 * @example
 * import { CidrPeer } from 'cdk8s-model-serving';
 *
 * const database = CidrPeer.of('10.20.0.0/16', ['10.20.9.0/24']).limitedToPorts(5432);
 * const internet = CidrPeer.internet().limitedToPorts(443);
 */
export class CidrPeer implements INetworkPeer {
  /**
   * A block of addresses.
   *
   * @param cidr the block, for example `10.20.0.0/16`
   * @param exceptCidrs blocks inside it that are left out
   * @throws when a block is malformed or an exception lies outside
   */
  public static of(cidr: string, exceptCidrs: string[] = []): CidrPeer {
    return new CidrPeer({ cidr, exceptCidrs });
  }

  /**
   * The public internet over IPv4: everything but private, link-local (where clouds serve instance credentials),
   * loopback and carrier-grade addresses. For model hubs and hosted APIs.
   */
  public static internet(): CidrPeer {
    return CidrPeer.of('0.0.0.0/0', NOT_INTERNET);
  }

  private readonly cidr: string;
  private readonly exceptCidrs: readonly string[];
  private readonly ports: readonly number[] | undefined;

  private constructor(given: NetworkPeerConfig) {
    const problems = new Problems('CidrPeer');
    const { cidr = '', exceptCidrs = [], limitedToPorts } = optionsOf(problems, given, 'NetworkPeerConfig');
    this.ports = limitedToPorts;
    this.cidr = cidr;
    this.exceptCidrs = exceptCidrs;
    problems.add(
      checkCidr('cidr', cidr),
      exceptCidrs
        .filter((block, index) => exceptCidrs.some((other, place) => place !== index && covers(other, block)))
        .map((block) => `exceptCidrs must not overlap, got ${show(block)} inside another one; leave it out`),
    );
    for (const block of exceptCidrs) {
      problems.add(
        checkCidr('exceptCidrs', block) ??
          (liesInside(block, cidr)
            ? undefined
            : `exceptCidrs must lie strictly inside ${show(cidr)}, got ${show(block)}`),
      );
    }
    problems.throwIfAny();
  }

  public toNetworkPeer(): NetworkPeerConfig {
    const { cidr, exceptCidrs, ports } = this;
    return {
      cidr,
      ...(exceptCidrs.length > 0 && { exceptCidrs: [...exceptCidrs] }),
      ...(ports && { limitedToPorts: [...ports] }),
    };
  }

  /**
   * The same addresses, for certain ports only: those that the receiving pods or hosts listen on.
   *
   * @param ports one port or more, from 1 to 65535
   * @throws when a port is not possible
   */
  public limitedToPorts(...ports: number[]): CidrPeer {
    checkPorts('CidrPeer', ports);
    return new CidrPeer({ ...this.toNetworkPeer(), limitedToPorts: ports });
  }
}

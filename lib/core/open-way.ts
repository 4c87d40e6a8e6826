import { Construct } from 'constructs';
import { checkLabelName } from '../private/check-name';
import { checkPort } from '../private/check-number';
import { checkCidr } from '../private/ip';
import { checkSelectorLabels } from '../private/labels';
import type { Problems } from '../private/problems';
import { misspeltMembers } from '../private/shape';
import { show } from '../private/show';
import { Connections } from './connections';
import { NamedRelations } from './named-relations';
import { type INetworkPeer, NamespacePeer, type NetworkPeerConfig } from './network-peer';

/** Both ends of a way that is open, and the ports of the target. */
export interface OpenWay {
  readonly origin: NetworkPeerConfig;
  readonly target: NetworkPeerConfig;
}

/** What is wrong with values that should be peers. */
export function peerProblems(peers: readonly unknown[]): string[] {
  return peers.flatMap((peer) =>
    typeof (peer as Partial<INetworkPeer> | null | undefined)?.toNetworkPeer === 'function'
      ? configProblems(peer as INetworkPeer)
      : [`peers must be servers, tenants, NamespacePeer or CidrPeer values, got ${show(peer)}`],
  );
}

/** Peers of other classes say of themselves what they like. */
function configProblems(peer: INetworkPeer): string[] {
  const config: Partial<NetworkPeerConfig> | null | undefined = peer.toNetworkPeer();
  if (typeof config !== 'object' || config === null)
    return [`peers must describe themselves by an object in toNetworkPeer(), got ${show(config)}`];
  const { namespaceName, podLabels, cidr, exceptCidrs, ports, limitedToPorts } = config;
  const lists = Object.entries({ exceptCidrs, ports, limitedToPorts }).filter(
    ([, list]) => list !== undefined && !Array.isArray(list),
  );
  if (lists.length > 0) return lists.map(([name, list]) => `peers: ${name} must be a list, got ${show(list)}`);
  return [
    // What reads like `ports` and is none would open them all.
    ...misspeltMembers('', config, 'NetworkPeerConfig'),
    checkLabelName('namespaceName', namespaceName),
    ...checkSelectorLabels('podLabels', podLabels),
    cidr === undefined ? undefined : checkCidr('cidr', cidr),
    ...(exceptCidrs ?? []).map((block) => checkCidr('exceptCidrs', block)),
    ...[...(ports ?? []), ...(limitedToPorts ?? [])].map((port) => checkPort('ports', port)),
  ].flatMap((problem) => (problem === undefined ? [] : [`peers: ${problem}`]));
}

/**
 * Opens the way from one peer to another, at both ends where they are ours, unless there is a problem.
 *
 * @param ports ports of the target's pods; left out for what the peers say of themselves
 * @param check further problems of the two ends
 * @returns both ends, or nothing when there is a problem
 */
export function openWay(
  problems: Problems,
  source: INetworkPeer,
  target: INetworkPeer,
  ports?: readonly number[],
  check: (way: OpenWay) => string | undefined = () => undefined,
): OpenWay | undefined {
  problems.add(peerProblems([source, target]));
  if (!problems.isEmpty) return undefined;
  const way: OpenWay = { origin: source.toNetworkPeer(), target: target.toNetworkPeer() };
  problems.add(
    ports?.length === 0 ? 'ports must name a port at least, got an empty list; leave it out for all' : undefined,
    (ports ?? []).map((port) => checkPort('ports', port ?? NaN)),
    namespaceProblem(way),
    check(way),
  );
  if (!problems.isEmpty) return undefined;
  open(source, target, way, ports ? [...ports] : (way.origin.limitedToPorts ?? portsOf(way.target)));
  return way;
}

function portsOf(target: NetworkPeerConfig): readonly number[] | undefined {
  return target.limitedToPorts ?? target.ports;
}

function open(source: INetworkPeer, target: INetworkPeer, way: OpenWay, ports: readonly number[] | undefined): void {
  const [outOf, into] = [Connections.of(source), Connections.of(target)];
  outOf?.reach(way.target, ports);
  into?.admit(way.origin, ports);
  const { origin, target: end } = way;
  if (!into && end.namespaceName !== undefined && Construct.isConstruct(source)) {
    NamedRelations.of(source).admit(end.namespaceName, end.podLabels, { peer: origin, ports });
    if (target instanceof NamespacePeer && target._isExpected)
      NamedRelations.of(source).unknown.expect(source, end.namespaceName);
  }
  if (!outOf && origin.namespaceName !== undefined && Construct.isConstruct(target)) {
    NamedRelations.of(target).reach(origin.namespaceName, origin.podLabels, { peer: end, ports });
    if (source instanceof NamespacePeer && source._isExpected)
      NamedRelations.of(target).unknown.expect(target, origin.namespaceName);
  }
}

/** No policy can name the pods of an unknown namespace. */
function namespaceProblem({ origin, target }: OpenWay): string | undefined {
  const isPods = origin.cidr === undefined && target.cidr === undefined;
  if (!isPods || (origin.namespaceName === undefined) === (target.namespaceName === undefined)) return undefined;
  const known = show(origin.namespaceName ?? target.namespaceName);
  return `both ends of a connection must have a namespace, got ${known} and a chart without one; give that chart a namespace`;
}

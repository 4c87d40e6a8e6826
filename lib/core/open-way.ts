import { Construct } from 'constructs';
import { checkPort } from '../private/check-number';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import { peerProblems } from './check-peers';
import { Connections } from './connections';
import { NamedRelations } from './named-relations';
import { type INetworkPeer, NamespacePeer, type NetworkPeerConfig } from './network-peer';

/** Both ends of a way that is open, and the ports of the target. */
export interface OpenWay {
  readonly origin: NetworkPeerConfig;
  readonly target: NetworkPeerConfig;
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

import { Construct } from 'constructs';
import { checkPort } from '../private/check-number';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import { peerProblems } from './check-peers';
import { Connections } from './connections';
import { NamedRelations } from './named-relations';
import { type INetworkPeer, NamespacePeer, type NetworkPeerConfig } from './network-peer';

/** Both ends of a connection that policies permit. */
export interface PermittedConnection {
  readonly origin: NetworkPeerConfig;
  readonly target: NetworkPeerConfig;
}

/**
 * Permits connections from one peer to another, at both ends where they are ours, unless there is a problem.
 *
 * @param ports ports of the target's pods; left out for what the peers say of themselves
 * @param check further problems of the two ends
 * @returns both ends, or nothing when there is a problem
 */
export function permitConnection(
  problems: Problems,
  source: INetworkPeer,
  target: INetworkPeer,
  ports?: readonly number[],
  check: (connection: PermittedConnection) => string | undefined = () => undefined,
): PermittedConnection | undefined {
  problems.add(peerProblems([source, target]));
  if (!problems.isEmpty) return undefined;
  const connection: PermittedConnection = { origin: source.toNetworkPeer(), target: target.toNetworkPeer() };
  problems.add(
    ports?.length === 0 ? 'ports must name a port at least, got an empty list; leave it out for all' : undefined,
    (ports ?? []).map((port) => checkPort('ports', port ?? NaN)),
    namespaceProblem(connection),
    check(connection),
  );
  if (!problems.isEmpty) return undefined;
  open(
    source,
    target,
    connection,
    ports ? [...ports] : (connection.origin.limitedToPorts ?? portsOf(connection.target)),
  );
  return connection;
}

function portsOf(target: NetworkPeerConfig): readonly number[] | undefined {
  return target.limitedToPorts ?? target.ports;
}

function open(
  source: INetworkPeer,
  target: INetworkPeer,
  connection: PermittedConnection,
  ports: readonly number[] | undefined,
): void {
  const [outOf, into] = [Connections.of(source), Connections.of(target)];
  outOf?.reach(connection.target, ports);
  into?.admit(connection.origin, ports);
  const { origin, target: end } = connection;
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
function namespaceProblem({ origin, target }: PermittedConnection): string | undefined {
  const isPods = origin.cidr === undefined && target.cidr === undefined;
  if (!isPods || (origin.namespaceName === undefined) === (target.namespaceName === undefined)) return undefined;
  const known = show(origin.namespaceName ?? target.namespaceName);
  return `both ends of a connection must have a namespace, got ${known} and a chart without one; give that chart a namespace`;
}

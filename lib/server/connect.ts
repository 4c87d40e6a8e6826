import { Connections } from '../core/connections';
import type { INetworkPeer, NetworkPeerConfig } from '../core/network-peer';
import { checkPort } from '../private/check';
import type { Problems } from '../private/problems';
import { show } from '../private/show';

/** How a server uses a target. */
export interface ConnectOptions {
  /**
   * Environment variable of the server that is set to the target's URL, for example `http://iris:8000`: the Service's
   * name within one namespace, `<service>.<namespace>.svc` across.
   *
   * @default - none
   */
  readonly env?: string;

  /**
   * Ports of the target's pods (not of its Service).
   *
   * @default - those that the target listens on; all ports where that is not known
   */
  readonly ports?: number[];
}

/**
 * Opens the way from one peer to another, at both ends where they are ours, unless there is a problem.
 *
 * @returns the URL of the target as seen from the source, where the target has a Service
 */
export function connect(
  problems: Problems,
  source: INetworkPeer,
  target: INetworkPeer,
  options: ConnectOptions,
): string | undefined {
  for (const peer of [source, target] as unknown[]) {
    if (typeof (peer as Partial<INetworkPeer> | null)?.toNetworkPeer === 'function') continue;
    problems.add(`peers must be servers, tenants, NamespacePeer or CidrPeer values, got ${show(peer)}`);
  }
  if (!problems.isEmpty) return undefined;
  const [from, to] = [source.toNetworkPeer(), target.toNetworkPeer()];
  problems.add(
    options.ports?.length === 0
      ? 'ports must name a port at least, got an empty list; leave it out for all'
      : undefined,
    (options.ports ?? []).map((port) => checkPort('ports', port ?? NaN)),
    namespaceProblem(from, to),
    options.env !== undefined && to.peerService === undefined
      ? `env needs a target with a Service, got a namespace or addresses for ${show(options.env)}; set the variable through the prop env`
      : undefined,
  );
  if (!problems.isEmpty) return undefined;
  const ports = options.ports ? [...options.ports] : to.ports;
  Connections.of(source)?.reach(to, ports);
  Connections.of(target)?.admit(from, ports);
  return urlOf(from, to);
}

function urlOf(from: NetworkPeerConfig, to: NetworkPeerConfig): string | undefined {
  if (!to.peerService) return undefined;
  const { serviceName, port } = to.peerService;
  const host = to.namespaceName === from.namespaceName ? serviceName : `${serviceName}.${to.namespaceName ?? ''}.svc`;
  return `http://${host}${port === 80 ? '' : `:${port}`}`;
}

/** No policy can name the pods of an unknown namespace. */
function namespaceProblem(from: NetworkPeerConfig, to: NetworkPeerConfig): string | undefined {
  const isPods = from.cidr === undefined && to.cidr === undefined;
  if (!isPods || (from.namespaceName === undefined) === (to.namespaceName === undefined)) return undefined;
  const known = show(from.namespaceName ?? to.namespaceName);
  return `both ends of a connection must have a namespace, got ${known} and a chart without one; give that chart a namespace`;
}

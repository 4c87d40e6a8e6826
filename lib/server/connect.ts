import { Connections } from '../core/connections';
import type { INetworkPeer } from '../core/network-peer';
import { checkPort } from '../private/check';
import { Problems } from '../private/problems';

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
 * Opens the way from one peer to another, at both ends where they are ours.
 *
 * @returns the URL of the target as seen from the source, where the target has a Service
 */
export function connect(source: INetworkPeer, target: INetworkPeer, options: ConnectOptions): string | undefined {
  new Problems('connectTo').add((options.ports ?? []).map((port) => checkPort('ports', port))).throwIfAny();
  const [from, to] = [source.toNetworkPeer(), target.toNetworkPeer()];
  const ports = options.ports ?? to.ports;
  Connections.of(source)?.reach(to, ports);
  Connections.of(target)?.admit(from, ports);
  if (!to.peerService) return undefined;
  const { serviceName, port } = to.peerService;
  const isNear = to.namespaceName === undefined || to.namespaceName === from.namespaceName;
  return `http://${isNear ? serviceName : `${serviceName}.${to.namespaceName}.svc`}${port === 80 ? '' : `:${port}`}`;
}

import { checkLabelName } from '../private/check-name';
import { checkPort } from '../private/check-number';
import { checkCidr } from '../private/ip';
import { checkSelectorLabels } from '../private/labels';
import { misspeltMembers } from '../private/shape';
import { show } from '../private/show';
import type { INetworkPeer, NetworkPeerConfig } from './network-peer';

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

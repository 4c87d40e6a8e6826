import type { AddressBlock } from '../model/network/address-block';
import { NAMESPACE_NAME, type OpenPeer, type OpenPorts } from '../model/network/openings';
import { type Requirement, requirementText } from '../model/network/requirements';
import type { PodGroup } from '../model/selection/pod-groups';
import { byCodeUnit } from '../private/json';

/** How many workloads are named. */
const MOST_NAMED = 3;

/** Who is let through, as messages say it. */
export function peerText(peer: OpenPeer): string {
  switch (peer.kind) {
    case 'everyone':
      return 'everyone';
    case 'addresses':
      return addressesText(peer.block);
    case 'pods':
      return podsText(peer.namespaces, peer.pods);
  }
}

function addressesText({ cidr, except }: AddressBlock): string {
  const block = except.length === 0 ? cidr : `${cidr} except ${except.join(', ')}`;
  return isInternet(cidr) ? `the internet (${block})` : `addresses ${block}`;
}

/** Whether a block is all addresses there are. */
export function isInternet(cidr: string): boolean {
  return /\/0$/.test(cidr);
}

function podsText(namespaces: readonly Requirement[], pods: readonly Requirement[]): string {
  const which = pods.length === 0 ? 'pods' : `pods with ${list(pods)}`;
  if (namespaces.length === 0) return pods.length === 0 ? 'all pods of the cluster' : `${which} of all namespaces`;
  const [first] = namespaces;
  const names = namespaces.length === 1 && first.key === NAMESPACE_NAME && first.operator === 'In' ? first.values : [];
  if (names.length > 0) return `${which} of ${names.length === 1 ? 'namespace' : 'namespaces'} ${names.join(', ')}`;
  return `${which} of namespaces with ${list(namespaces)}`;
}

function list(requirements: readonly Requirement[]): string {
  return requirements.map(requirementText).join(' and ');
}

/** Ports as messages say them; nothing for all. */
export function portsText(ports: readonly OpenPorts[]): string | undefined {
  if (ports.some(({ kind }) => kind === 'all')) return undefined;
  return [...new Set(ports.map(portText))].join(', ');
}

function portText(ports: OpenPorts): string {
  switch (ports.kind) {
    case 'all':
      return 'all ports';
    case 'name':
      return `${ports.protocol} '${ports.name}'`;
    case 'numbers':
      if (ports.from === ports.to) return `${ports.protocol} ${ports.from}`;
      return ports.from <= 1 && ports.to >= 65535
        ? `all ports of ${ports.protocol}`
        : `${ports.protocol} ${ports.from} to ${ports.to}`;
  }
}

/** A workload as it is listed: `Deployment vision/iris`. */
export function workloadText({ manifest: { kind, name }, namespaceName, isWorker }: PodGroup): string {
  return `${isWorker ? 'workers of ' : ''}${kind} ${namespaceName === undefined ? name : `${namespaceName}/${name}`}`;
}

/** Pods of one namespace in few words. */
export function groupsText(groups: readonly PodGroup[], all: readonly PodGroup[]): string {
  const [{ namespaceName }] = groups;
  const place = namespaceName === undefined ? '' : ` of namespace ${namespaceName}`;
  if (groups.length > 1 && groups.length === all.length) return `all pods${place}`;
  return groups.length > MOST_NAMED
    ? `${groups.length} workloads${place}`
    : groups.map(workloadText).sort(byCodeUnit).join(', ');
}

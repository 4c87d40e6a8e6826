import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';
import { portNamed } from '../selection/service-pods';
import { isBlockWithin, type AddressBlock } from './address-block';
import type { NetworkReach, PolicyPods } from './reach';
import { implies, type Requirement, requirementsOf } from './requirements';

/** Who is let through. */
export type OpenPeer =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'addresses'; readonly block: AddressBlock }
  | { readonly kind: 'pods'; readonly namespaces: readonly Requirement[]; readonly pods: readonly Requirement[] };

/** On which ports of whoever listens. */
export type OpenPorts =
  | { readonly kind: 'all' }
  | { readonly kind: 'numbers'; readonly protocol: string; readonly from: number; readonly to: number }
  | { readonly kind: 'name'; readonly protocol: string; readonly name: string };

/** What the policies of pods let through. */
export interface Opening {
  readonly peer: OpenPeer;
  readonly ports: OpenPorts;
}

export type Direction = 'ingress' | 'egress';

const EVERYTHING: Opening = { peer: { kind: 'everyone' }, ports: { kind: 'all' } };
const HIGHEST_PORT = 65535;

/**
 * What the policies of pods let through in a direction. Policies have no say over pods in the network of their node
 * (https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-and-hostnetwork-pods).
 */
export function openingsOf(reach: NetworkReach, pods: PolicyPods, direction: Direction): readonly Opening[] {
  const policies = pods.podSpec?.hostNetwork === true ? [] : reach.policiesOf(pods, direction);
  if (policies.length === 0) return [EVERYTHING];
  return policies.flatMap(({ json }) =>
    objectsIn(objectAt(json, 'spec')[direction]).flatMap((rule) => {
      const peers = peersOf(direction === 'ingress' ? rule.from : rule.to, pods.namespaceName);
      const ports = portsOf(rule, direction === 'ingress' ? pods.podSpec : undefined);
      return peers.flatMap((peer) => ports.map((each) => ({ peer, ports: each })));
    }),
  );
}

function peersOf(value: unknown, home: string | undefined): OpenPeer[] {
  const peers = objectsIn(value);
  if (peers.length === 0) return [EVERYTHING.peer];
  return peers.map(({ ipBlock, namespaceSelector, podSelector }): OpenPeer => {
    if (isPlainObject(ipBlock)) {
      const except = Array.isArray(ipBlock.except) ? ipBlock.except.filter((each) => typeof each === 'string') : [];
      return { kind: 'addresses', block: { cidr: typeof ipBlock.cidr === 'string' ? ipBlock.cidr : '', except } };
    }
    return {
      kind: 'pods',
      namespaces: isPlainObject(namespaceSelector) ? requirementsOf(namespaceSelector) : named(home ?? ''),
      pods: requirementsOf(isPlainObject(podSelector) ? podSelector : {}),
    };
  });
}

/** The label that every namespace has. */
export const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** Selects a namespace by its name. */
export function named(namespaceName: string): Requirement[] {
  return [{ key: NAMESPACE_NAME, operator: 'In', values: [namespaceName] }];
}

/** A name that pods have no port of opens none; whose pods those of an egress rule are is not known. */
function portsOf({ ports }: JsonObject, listener: JsonObject | undefined): OpenPorts[] {
  const list = objectsIn(ports);
  if (list.length === 0) return [{ kind: 'all' }];
  return list.flatMap(({ port, endPort, protocol: given }): OpenPorts[] => {
    const protocol = typeof given === 'string' ? given : 'TCP';
    if (port === undefined || port === null) return [{ kind: 'numbers', protocol, from: 1, to: HIGHEST_PORT }];
    if (typeof port === 'number')
      return [{ kind: 'numbers', protocol, from: port, to: typeof endPort === 'number' ? endPort : port }];
    if (typeof port !== 'string') return [];
    if (!listener) return [{ kind: 'name', protocol, name: port }];
    const found = portNamed(listener, port, protocol);
    return found ? [{ kind: 'numbers', protocol, from: found.number, to: found.number }] : [];
  });
}

/** Whether what an opening lets through, others let through as well. */
export function isOpenAlready({ peer, ports }: Opening, others: readonly Opening[]): boolean {
  const held = others.filter((other) => isPeerWithin(peer, other.peer)).map((other) => other.ports);
  if (held.some((other) => arePortsWithin(ports, other))) return true;
  if (ports.kind !== 'numbers') return false;
  // Several may hold a range together.
  let next = ports.from;
  for (;;) {
    const reached = Math.max(0, ...held.map((other) => endOf(other, ports.protocol, next)));
    if (reached >= ports.to) return true;
    if (reached < next) return false;
    next = reached + 1;
  }
}

/** The last port of a range that holds a port; 0 where it does not. */
function endOf(ports: OpenPorts, protocol: string, port: number): number {
  if (ports.kind !== 'numbers' || ports.protocol !== protocol) return 0;
  return ports.from <= port && port <= ports.to ? ports.to : 0;
}

function arePortsWithin(inner: OpenPorts, outer: OpenPorts): boolean {
  if (outer.kind === 'all') return true;
  if (inner.kind === 'all' || inner.protocol !== outer.protocol) return false;
  if (outer.kind === 'name') return inner.kind === 'name' && inner.name === outer.name;
  const [from, to] = inner.kind === 'name' ? [1, HIGHEST_PORT] : [inner.from, inner.to];
  return outer.from <= from && to <= outer.to;
}

function isPeerWithin(inner: OpenPeer, outer: OpenPeer): boolean {
  if (outer.kind === 'everyone') return true;
  if (inner.kind === 'addresses') return outer.kind === 'addresses' && isBlockWithin(inner.block, outer.block);
  if (inner.kind === 'everyone' || outer.kind !== 'pods') return false;
  return implies(inner.namespaces, outer.namespaces) && implies(inner.pods, outer.pods);
}

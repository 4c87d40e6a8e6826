import type { ClusterProfile } from '../core/cluster-profile';
import { dnsRules } from '../core/connections';
import type { NetworkPeerConfig } from '../core/network-peer';
import { covers } from '../private/ip';
import type { JsonObject } from '../private/json';
import { show } from '../private/show';

/** Name of the policy that shuts everything out, in every tenant. */
export const DEFAULT_DENY = 'default-deny';

/** Name of the policy that opens what is declared for all pods of the namespace. */
export const ALLOW_DECLARED = 'allow-declared';

/** Nothing in, nothing out, unless another policy says so. No rules at all: an empty list of peers would mean everyone. */
export function defaultDenySpec(): JsonObject {
  return { podSelector: {}, policyTypes: ['Ingress', 'Egress'] };
}

/** Rules about peers of a namespace, in both directions. */
interface PeerRules {
  readonly ingress: readonly JsonObject[];
  readonly egress: readonly JsonObject[];
}

/** What every pod of the namespace may do, ours or not: ask for names, talk to other pods of it, and what was declared. */
export function allowDeclaredSpec(profile: ClusterProfile, peers: PeerRules): JsonObject {
  return {
    egress: [...dnsRules(profile), { to: [{ podSelector: {} }] }, ...peers.egress],
    ingress: [{ from: [{ podSelector: {} }] }, ...peers.ingress],
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
  };
}

/** The same where servers let in for themselves whom they serve: it permits egress alone. */
export function allowOutSpec(profile: ClusterProfile, { egress }: Pick<PeerRules, 'egress'>): JsonObject {
  return {
    egress: [...dnsRules(profile), { to: [{ podSelector: {} }] }, ...egress],
    podSelector: {},
    policyTypes: ['Egress'],
  };
}

/** Address blocks that say the same twice: one of them does nothing, or its exceptions are undone by the other. */
export function overlapProblems(property: string, peers: readonly NetworkPeerConfig[]): string[] {
  const blocks = peers.filter(({ cidr }) => cidr !== undefined);
  return blocks.flatMap((block, index) =>
    blocks
      .slice(index + 1)
      .filter((other) => overlaps(block, other))
      .map(
        (other) =>
          `${property} must not name overlapping address blocks, got ${show(block.cidr)} and ${show(other.cidr)}; leave out the smaller one, or limit them to different ports`,
      ),
  );
}

function overlaps(a: NetworkPeerConfig, b: NetworkPeerConfig): boolean {
  const [first, second] = [a.cidr ?? '', b.cidr ?? ''];
  const [outer, inner] = covers(first, second) ? [a, second] : [b, first];
  if (!covers(outer.cidr ?? '', inner)) return false;
  if ((outer.exceptCidrs ?? []).some((except) => covers(except, inner))) return false;
  const [ports, otherPorts] = [a.limitedToPorts, b.limitedToPorts];
  return !ports || !otherPorts || ports.some((port) => otherPorts.includes(port));
}

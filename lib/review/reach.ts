import { keyOf } from '../manifests/object-ref';
import { type Direction, named, type Opening, openingsOf } from '../model/network/openings';
import { networkReachOf } from '../model/network/reach';
import { implies } from '../model/network/requirements';
import { type PodGroup, podGroupsOf } from '../model/selection/pod-groups';
import { byCodeUnit } from '../private/json';
import type { ReachChange } from './data/permissions';
import { isOutside, missing, type ReachEntry } from './reach-entry';
import { type GroupPair, groupPairs, policiesIn, touchedGroups } from './reach-groups';
import { relabelledOpenings } from './reach-relabelled';
import { groupsText, peerText, portsText } from './reach-text';
import type { Side } from './side';

/**
 * Who can reach whom that could not, and the other way round, as the NetworkPolicies of both sides have it
 * (https://kubernetes.io/docs/concepts/services-networking/network-policies/): summed up by who is let through.
 */
export function reachChanges(before: Side, after: Side): ReachChange[] {
  if (policiesIn(before).length + policiesIn(after).length === 0) return [];
  const pairs = groupPairs(before, after);
  const entries = [...touchedGroups(pairs, before, after)].flatMap((key) => {
    const pair = pairs.get(key);
    return pair?.after ? DIRECTIONS.flatMap((direction) => entriesOf(pair, direction, before, after)) : [];
  });
  return summedUp([...entries, ...relabelledOpenings(pairs, before, after)], after);
}

const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];

function entriesOf(
  { before: old, after: fresh }: GroupPair,
  direction: Direction,
  before: Side,
  after: Side,
): ReachEntry[] {
  if (!fresh) return [];
  const now = openingsOf(networkReachOf(after.set), fresh, direction);
  const was = old ? openingsOf(networkReachOf(before.set), old, direction) : [];
  const opened = missing(now, was).filter((opening) => old || isWorthSaying(opening, fresh, direction));
  const entry =
    (kind: ReachChange['kind'], group: PodGroup) =>
    ({ peer, ports }: Opening) => ({
      kind,
      direction,
      peer: peer.kind === 'everyone' && direction === 'egress' ? 'everywhere' : peerText(peer),
      ports,
      group,
      isNew: !old,
      isWide: kind === 'opened' && old !== undefined && isOutside(peer, group.namespaceName, direction),
    });
  return [...opened.map(entry('opened', fresh)), ...(old ? missing(was, now) : []).map(entry('closed', fresh))];
}

/** Of new pods: who comes from elsewhere, and how they get out of the cluster. Pods without policies are open anyway. */
function isWorthSaying({ peer, ports }: Opening, { namespaceName }: PodGroup, direction: Direction): boolean {
  if (peer.kind === 'everyone' && ports.kind === 'all') return false;
  if (direction === 'egress') return peer.kind !== 'pods';
  return peer.kind !== 'pods' || !implies(peer.namespaces, named(namespaceName ?? ''));
}

/** One line for all pods of a namespace to whom the same happens. */
function summedUp(entries: readonly ReachEntry[], after: Side): ReachChange[] {
  const byPods = grouped(entries, ({ kind, direction, peer, group }) =>
    JSON.stringify([kind, direction, peer, keyOf(group.manifest)]),
  ).map((list) => ({
    ...list[0],
    isWide: list.some(({ isWide }) => isWide),
    text: portsText(list.map(({ ports }) => ports)),
  }));
  return grouped(byPods, ({ kind, direction, peer, group, text, isNew }) =>
    JSON.stringify([kind, direction, peer, group.namespaceName, text, isNew]),
  )
    .map((list): ReachChange => {
      const [{ kind, direction, peer, text, group, isNew }] = list;
      const groups = list.map((entry) => entry.group);
      const own = groupsText(groups, podGroupsOf(after.set).inNamespace(group.namespaceName));
      const [from, to] = direction === 'ingress' ? [peer, own] : [own, peer];
      return {
        kind,
        from,
        to,
        ...(text !== undefined && { ports: text }),
        isWide: list.some((entry) => entry.isWide),
        message: messageOf(kind, from, to, text, isNew),
      };
    })
    .sort((a, b) => rank(a) - rank(b) || byCodeUnit(a.to, b.to) || byCodeUnit(a.from, b.from));
}

function messageOf(
  kind: ReachChange['kind'],
  from: string,
  to: string,
  ports: string | undefined,
  isNew: boolean,
): string {
  const on = ports === undefined ? '' : ` on ${ports}`;
  if (kind === 'closed') return `${from} can no longer reach ${to}${on}`;
  return `${from} can reach ${to}${on}${isNew ? '; the pods are new' : ', and could not before'}`;
}

/** What is opened to many goes first, then what opens to others than the namespace itself. */
function rank({ kind, from, to, isWide }: ReachChange): number {
  const isToMany = [from, to].some((end) => /^(everyone|everywhere|the internet|all pods of the cluster)/.test(end));
  return (kind === 'opened' ? 0 : 3) + (isToMany ? 0 : isWide ? 1 : 2);
}

function grouped<T>(items: readonly T[], keyFor: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyFor(item);
    const list = groups.get(key);
    if (list) list.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

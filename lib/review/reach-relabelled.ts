import { keyOf } from '../manifests/object-ref';
import {
  type Direction,
  NAMESPACE_NAME,
  named,
  type Opening,
  openingsOf,
  type OpenPeer,
} from '../model/network/openings';
import { networkReachOf } from '../model/network/reach';
import { meets } from '../model/network/requirements';
import { byCodeUnit, type JsonObject, objectAt } from '../private/json';
import { type PodGroup, podGroupsOf } from '../model/selection/pod-groups';
import { missing, type ReachEntry } from './reach-entry';
import { type GroupPair } from './reach-groups';
import { askedLabels, type Known, type Relabelled, PeerChoices, unlabelled } from './reach-peers';
import { groupsText, peerText } from './reach-text';
import type { Side } from './side';

/** What opens and closes to those whose labels change, or who are new, whatever becomes of the policies. */
export function relabelledOpenings(pairs: ReadonlyMap<string, GroupPair>, before: Side, after: Side): ReachEntry[] {
  const relabelled = [...relabelledNamespaces(before, after), ...relabelledPods(pairs, before, after)];
  if (relabelled.length === 0) return [];
  const choices = new PeerChoices(before, after);
  const [openingsBefore, openingsAfter] = [openingsIn(before), openingsIn(after)];
  return relabelled.flatMap((one) =>
    [...choices.groupsThatDiffer(one)].flatMap((key) => {
      const { before: was, after: now } = pairs.get(key) ?? {};
      if (!was || !now) return [];
      return (['ingress', 'egress'] as const).flatMap((direction) => {
        const [old, fresh] = [openingsBefore(was, direction), openingsAfter(now, direction)];
        return entriesOf(one, old, fresh).map(({ kind, opening: { peer, ports } }): ReachEntry => {
          const isWide = kind === 'opened' && one.before !== undefined && isFromElsewhere(one, now);
          const text = one.text ?? peerText(peer);
          return { kind, direction, peer: text, ports, group: now, isNew: false, isWide };
        });
      });
    }),
  );
}

/** The openings of pods, which many relabelled pods are held against. */
function openingsIn({ set }: Side): (group: PodGroup, direction: Direction) => readonly Opening[] {
  const known = { ingress: new Map<PodGroup, readonly Opening[]>(), egress: new Map<PodGroup, readonly Opening[]>() };
  return (group, direction) => {
    const found = known[direction].get(group) ?? openingsOf(networkReachOf(set), group, direction);
    known[direction].set(group, found);
    return found;
  };
}

function isFromElsewhere({ after }: Relabelled, { namespaceName }: PodGroup): boolean {
  return after.namespaceName !== namespaceName;
}

function entriesOf(
  one: Relabelled,
  old: readonly Opening[],
  fresh: readonly Opening[],
): { readonly kind: ReachEntry['kind']; readonly opening: Opening }[] {
  const now = restricted(fresh, one.after);
  const was = one.before ? restricted(old, one.before) : restricted(fresh, unlabelled(one.after));
  return [
    ...missing(now, was).map((opening) => ({ kind: 'opened' as const, opening })),
    ...(one.before ? missing(was, now) : []).map((opening) => ({ kind: 'closed' as const, opening })),
  ];
}

/** The openings that let somebody through because of labels, as openings for that one alone; those for everyone as they are. */
function restricted(openings: readonly Opening[], known: Known): Opening[] {
  return openings.flatMap(({ peer, ports }): Opening[] => {
    if (peer.kind === 'everyone') return [{ peer, ports }];
    if (peer.kind === 'addresses' || !meets(known.namespaceLabels, peer.namespaces)) return [];
    const { pods } = known;
    if (pods && !meets(pods.labels, peer.pods)) return [];
    const own: OpenPeer = { kind: 'pods', namespaces: named(known.namespaceName), pods: pods ? [] : peer.pods };
    return [{ peer: own, ports }];
  });
}

function relabelledNamespaces(before: Side, after: Side): Relabelled[] {
  return after.set.ofKind('Namespace', '').flatMap((namespace) => {
    const was = before.byKey.get(keyOf(namespace));
    if (!was || JSON.stringify(labelsIn(was.json)) === JSON.stringify(labelsIn(namespace.json))) return [];
    return [{ before: knownOf(namespace.name, before), after: knownOf(namespace.name, after) }];
  });
}

/** Pods whose labels some policy asks of its peers: those that policies cannot tell apart count as one. */
function relabelledPods(pairs: ReadonlyMap<string, GroupPair>, before: Side, after: Side): Relabelled[] {
  const asked = askedLabels([before, after]);
  const alike = new Map<string, { readonly pair: GroupPair; readonly pods: PodGroup[] }>();
  for (const pair of pairs.values()) {
    const { before: old, after: fresh } = pair;
    if (!fresh) continue;
    const [was, now] = [old && formOf(old, asked), formOf(fresh, asked)];
    if (was === undefined ? now === '[]' : was === now) continue;
    const key = JSON.stringify([fresh.namespaceName, was, now]);
    const known = alike.get(key) ?? { pair, pods: [] };
    alike.set(key, known);
    known.pods.push(fresh);
  }
  return [...alike.values()].flatMap(({ pair: { before: old, after: fresh }, pods }) => {
    if (!fresh) return [];
    return [
      {
        ...(old && { before: { ...knownOf(old.namespaceName ?? '', before), pods: old } }),
        after: { ...knownOf(fresh.namespaceName ?? '', after), pods: fresh },
        text: groupsText(pods, podGroupsOf(after.set).inNamespace(fresh.namespaceName)),
      },
    ];
  });
}

/** Labels as far as policies ask for them: values that none names are alike. */
function formOf({ labels }: PodGroup, asked: ReadonlyMap<string, ReadonlySet<string>>): string {
  const form = Object.entries(labels).flatMap(([key, value]) => {
    const values = asked.get(key);
    return values ? [[key, values.has(String(value)) ? String(value) : '*']] : [];
  });
  return JSON.stringify(form.sort(([a], [b]) => byCodeUnit(a, b)));
}

function knownOf(namespaceName: string, { set }: Side): Known {
  const namespace = set.find('Namespace', '', namespaceName);
  const namespaceLabels = { ...(namespace && labelsIn(namespace.json)), [NAMESPACE_NAME]: namespaceName };
  return { namespaceName, namespaceLabels };
}

function labelsIn(json: JsonObject): JsonObject {
  return objectAt(json, 'metadata', 'labels');
}

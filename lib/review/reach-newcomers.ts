import { keyOf } from '../manifests/object-ref';
import { NAMESPACE_NAME, named, type Opening, openingsOf, type OpenPeer } from '../model/network/openings';
import { networkReachOf } from '../model/network/reach';
import { meets } from '../model/network/requirements';
import { type JsonObject, objectAt } from '../private/json';
import type { PodGroup } from '../model/selection/pod-groups';
import { missing, type ReachEntry } from './reach-entry';
import { type GroupPair } from './reach-groups';
import { askedLabels, type Known, type Newcomer, PeerChoices, unlabelled } from './reach-peers';
import { peerText, workloadText } from './reach-text';
import type { Side } from './side';

/** What opens and closes to those whose labels change, or who are new, whatever becomes of the policies. */
export function newcomerOpenings(pairs: ReadonlyMap<string, GroupPair>, before: Side, after: Side): ReachEntry[] {
  const newcomers = [...relabelledNamespaces(before, after), ...relabelledPods(pairs, before, after)];
  if (newcomers.length === 0) return [];
  const choices = new PeerChoices(before, after);
  return newcomers.flatMap((newcomer) =>
    [...choices.groupsThatDiffer(newcomer)].flatMap((key) => {
      const { before: was, after: now } = pairs.get(key) ?? {};
      if (!was || !now) return [];
      return (['ingress', 'egress'] as const).flatMap((direction) => {
        const old = openingsOf(networkReachOf(before.set), was, direction);
        const fresh = openingsOf(networkReachOf(after.set), now, direction);
        return entriesOf(newcomer, old, fresh).map(({ kind, opening: { peer, ports } }): ReachEntry => {
          const { pods } = newcomer.after;
          const isWide = kind === 'opened' && newcomer.before !== undefined && isFromElsewhere(newcomer, now);
          const text = pods ? workloadText(pods) : peerText(peer);
          return { kind, direction, peer: text, ports, group: now, isNew: false, isWide };
        });
      });
    }),
  );
}

function isFromElsewhere({ after }: Newcomer, { namespaceName }: PodGroup): boolean {
  return after.namespaceName !== namespaceName;
}

function entriesOf(
  newcomer: Newcomer,
  old: readonly Opening[],
  fresh: readonly Opening[],
): { readonly kind: ReachEntry['kind']; readonly opening: Opening }[] {
  const now = restricted(fresh, newcomer.after);
  const was = newcomer.before ? restricted(old, newcomer.before) : restricted(fresh, unlabelled(newcomer.after));
  return [
    ...missing(now, was).map((opening) => ({ kind: 'opened' as const, opening })),
    ...(newcomer.before ? missing(was, now) : []).map((opening) => ({ kind: 'closed' as const, opening })),
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

function relabelledNamespaces(before: Side, after: Side): Newcomer[] {
  return after.set.ofKind('Namespace', '').flatMap((namespace) => {
    const was = before.byKey.get(keyOf(namespace));
    if (!was || JSON.stringify(labelsIn(was.json)) === JSON.stringify(labelsIn(namespace.json))) return [];
    return [{ before: knownOf(namespace.name, before), after: knownOf(namespace.name, after) }];
  });
}

/** Pods whose labels some policy asks of its peers. */
function relabelledPods(pairs: ReadonlyMap<string, GroupPair>, before: Side, after: Side): Newcomer[] {
  const asked = new Set([before, after].flatMap((side) => askedLabels(side)));
  return [...pairs.values()].flatMap(({ before: old, after: fresh }) => {
    if (!fresh) return [];
    const form = ({ labels }: PodGroup): string =>
      JSON.stringify(
        Object.entries(labels)
          .filter(([key]) => asked.has(key))
          .sort(),
      );
    if (old ? form(old) === form(fresh) : form(fresh) === '[]') return [];
    return [
      {
        ...(old && { before: { ...knownOf(old.namespaceName ?? '', before), pods: old } }),
        after: { ...knownOf(fresh.namespaceName ?? '', after), pods: fresh },
      },
    ];
  });
}

function knownOf(namespaceName: string, { set }: Side): Known {
  const namespace = set.find('Namespace', '', namespaceName);
  const namespaceLabels = { ...(namespace && labelsIn(namespace.json)), [NAMESPACE_NAME]: namespaceName };
  return { namespaceName, namespaceLabels };
}

function labelsIn(json: JsonObject): JsonObject {
  return objectAt(json, 'metadata', 'labels');
}

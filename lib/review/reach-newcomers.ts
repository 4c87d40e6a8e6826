import { keyOf } from '../manifests/object-ref';
import { NAMESPACE_NAME, named, type Opening, openingsOf, type OpenPeer } from '../model/network/openings';
import { networkReachOf } from '../model/network/reach';
import { meets } from '../model/network/requirements';
import { type JsonObject, objectAt, objectsIn } from '../private/json';
import type { PodGroup } from '../model/selection/pod-groups';
import { missing, type ReachEntry } from './reach-entry';
import { type GroupPair, policiesIn, selectedBy } from './reach-groups';
import { peerText, workloadText } from './reach-text';
import type { Side } from './side';

/** Somebody whose labels change, or who is new, so that policies that stay as they are let it through, or no more. */
interface Newcomer {
  /** Nothing where it is new. */
  readonly before?: Known;
  readonly after: Known;
}

/** The labels that policies look at: of a namespace, or of pods in one. */
interface Known {
  readonly namespaceName: string;
  readonly namespaceLabels: JsonObject;
  readonly pods?: PodGroup;
}

/** What opens and closes to those whose labels change, or who are new, whatever becomes of the policies. */
export function newcomerOpenings(pairs: ReadonlyMap<string, GroupPair>, before: Side, after: Side): ReachEntry[] {
  const newcomers = [...relabelledNamespaces(before, after), ...relabelledPods(pairs, before, after)];
  if (newcomers.length === 0) return [];
  const choosy = new Set([before, after].flatMap((side) => choosyGroups(side)));
  return [...choosy].flatMap((key) => {
    const { before: was, after: now } = pairs.get(key) ?? {};
    return was && now ? (['ingress', 'egress'] as const).flatMap((direction) => entriesOf(direction)) : [];

    function entriesOf(direction: 'ingress' | 'egress'): ReachEntry[] {
      if (!was || !now) return [];
      const [old, fresh] = [
        openingsOf(networkReachOf(before.set), was, direction),
        openingsOf(networkReachOf(after.set), now, direction),
      ];
      return newcomers.flatMap((newcomer) => {
        const freshOnes = restricted(fresh, newcomer.after);
        const oldOnes = newcomer.before
          ? restricted(old, newcomer.before)
          : restricted(fresh, unlabelled(newcomer.after));
        const entry =
          (kind: 'opened' | 'closed') =>
          ({ peer, ports }: Opening) => {
            const { pods } = newcomer.after;
            return {
              kind,
              direction,
              peer: pods ? workloadText(pods) : peerText(peer),
              ports,
              group: now,
              isNew: false,
            };
          };
        return [
          ...missing(freshOnes, oldOnes).map(entry('opened')),
          ...(newcomer.before ? missing(oldOnes, freshOnes) : []).map(entry('closed')),
        ];
      });
    }
  });
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

/** What is open to any pods of the namespace is open to new ones whatever their labels are. */
function unlabelled(known: Known): Known {
  return known.pods ? { ...known, pods: { ...known.pods, labels: {} } } : known;
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

/** The peers that policies of a side choose by labels. */
function peersIn(side: Side): JsonObject[] {
  return policiesIn(side).flatMap(({ json }) => peersOf(json));
}

function peersOf(json: JsonObject): JsonObject[] {
  const { ingress, egress } = objectAt(json, 'spec');
  return [
    ...objectsIn(ingress).flatMap(({ from }) => objectsIn(from)),
    ...objectsIn(egress).flatMap(({ to }) => objectsIn(to)),
  ];
}

function askedLabels(side: Side): string[] {
  return peersIn(side).flatMap(({ podSelector }) => {
    const selector = objectAt({ podSelector }, 'podSelector');
    const expressions = objectsIn(selector.matchExpressions).map(({ key }) => String(key));
    return [...Object.keys(objectAt(selector, 'matchLabels')), ...expressions];
  });
}

/** The pods whose policies choose peers by labels. */
function choosyGroups(side: Side): string[] {
  return policiesIn(side)
    .filter(({ json }) => peersOf(json).some(({ podSelector, namespaceSelector }) => podSelector ?? namespaceSelector))
    .flatMap((policy) => selectedBy(side, policy));
}

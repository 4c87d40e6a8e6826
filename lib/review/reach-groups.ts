import type { Manifest } from '../manifests/manifest';
import { keyOf } from '../manifests/object-ref';
import { groupKeyOf, type PodGroup, podGroupsOf } from '../model/selection/pod-groups';
import { type JsonObject, objectAt, objectsIn } from '../private/json';
import type { Side } from './side';

/** Pods on both sides. */
export interface GroupPair {
  readonly before?: PodGroup;
  readonly after?: PodGroup;
}

/** All pods of both sides, by what makes them. */
export function groupPairs(before: Side, after: Side): Map<string, GroupPair> {
  const pairs = new Map<string, GroupPair>();
  for (const group of podGroupsOf(before.set).all)
    if (group.manifest.name) pairs.set(groupKeyOf(group), { before: group });
  for (const group of podGroupsOf(after.set).all) {
    if (!group.manifest.name) continue;
    const key = groupKeyOf(group);
    pairs.set(key, { ...pairs.get(key), after: group });
  }
  return pairs;
}

/** The keys of the pods whose labels, ports or policies change. */
export function touchedGroups(pairs: ReadonlyMap<string, GroupPair>, before: Side, after: Side): Set<string> {
  const touched = new Set<string>();
  for (const [key, pair] of pairs) if (formOf(pair.before) !== formOf(pair.after)) touched.add(key);
  for (const [side, other] of [
    [before, after],
    [after, before],
  ]) {
    for (const policy of policiesIn(side)) {
      const counterpart = other.byKey.get(keyOf(policy));
      if (counterpart && JSON.stringify(counterpart.json.spec) === JSON.stringify(policy.json.spec)) continue;
      for (const key of selectedBy(side, policy)) touched.add(key);
    }
  }
  return touched;
}

/** The policies of a side. */
export function policiesIn({ set }: Side): readonly Manifest[] {
  return set.ofKind('NetworkPolicy', 'networking.k8s.io');
}

/** The keys of the pods that a policy selects. */
export function selectedBy({ set }: Side, policy: Manifest): string[] {
  const groups = podGroupsOf(set).select(policy.namespaceName, objectAt(policy.json, 'spec', 'podSelector'));
  return groups.map(groupKeyOf);
}

/** What policies know pods by. */
function formOf(group: PodGroup | undefined): string | undefined {
  if (!group) return undefined;
  const { labels, podSpec } = group;
  return JSON.stringify([
    labels,
    podSpec.hostNetwork === true,
    ...['initContainers', 'containers'].map((list) => portsIn(podSpec, list)),
  ]);
}

function portsIn(podSpec: JsonObject, list: string): unknown[] {
  return objectsIn(podSpec[list]).map(({ ports }) => ports ?? null);
}

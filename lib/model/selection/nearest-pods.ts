import type { ManifestSet } from '../../manifests/manifest-set';
import type { JsonObject } from '../../private/json';
import { oncePerSet } from '../once-per-set';
import type { PodGroup } from './pod-groups';
import { mayMakeUnseenPods } from './pod-makers';

/** Namespaces in which pods may come from objects that say nothing of them. */
export const namespacesWithUnseenPods = oncePerSet(
  (set: ManifestSet): ReadonlySet<string> =>
    new Set(set.manifests.filter(mayMakeUnseenPods).map(({ namespaceName }) => namespaceName ?? '')),
);

/** The pods that carry most of the labels, and among them most of the keys; nothing where none carries any key. */
export function nearestOf(groups: readonly PodGroup[], selector: JsonObject): PodGroup | undefined {
  let nearest: { readonly group: PodGroup; readonly score: number } | undefined;
  const entries = Object.entries(selector);
  for (const group of groups) {
    const score = entries.reduce(
      (sum, [key, value]) => sum + (group.labels[key] === value ? entries.length + 1 : key in group.labels ? 1 : 0),
      0,
    );
    if (score > (nearest?.score ?? 0)) nearest = { group, score };
  }
  return nearest?.group;
}

/** What pods carry under the keys of a selector. */
export function carriedOf({ labels }: PodGroup, selector: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.keys(selector)
      .filter((key) => key in labels)
      .map((key) => [key, labels[key]]),
  );
}

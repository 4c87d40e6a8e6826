import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { oncePerSet } from '../once-per-set';
import { type PodGroup, podGroupsOf } from '../selection/pod-groups';
import { likenessOf } from './first-alike';

/** Pods that differ in nothing but names, in the order of the set. */
type AlikePods = readonly [PodGroup, ...PodGroup[]];

/** All pods of a set, those that are alike together. */
const alikePodsOf = oncePerSet((set: ManifestSet): readonly AlikePods[] => {
  const likeness = likenessOf(set);
  const found: [PodGroup, ...PodGroup[]][] = [];
  /** By the object that stands for all that are alike, and by the template in it. */
  const known = new Map<Manifest, Map<string, [PodGroup, ...PodGroup[]]>>();
  for (const group of podGroupsOf(set).all) {
    const first = likeness.firstOf(group.manifest);
    let templates = known.get(first);
    if (!templates) known.set(first, (templates = new Map<string, [PodGroup, ...PodGroup[]]>()));
    const title = group.isWorker ? `${group.at} of workers` : group.at;
    const alike = hangsOnOthers(group) ? undefined : templates.get(title);
    if (alike) alike.push(group);
    else {
      const all: [PodGroup, ...PodGroup[]] = [group];
      templates.set(title, all);
      found.push(all);
    }
  }
  return found;
});

/** What devices pods have by claims says another object of their namespace. */
function hangsOnOthers({ podSpec }: PodGroup): boolean {
  return podSpec.resourceClaims !== undefined;
}

/**
 * The pods of which something holds, in the order of the set. It is asked once of all that are alike, and may hang on
 * everything that pods say of themselves and on the devices they claim, but neither on what they are called nor on images.
 */
export function podsWhere(set: ManifestSet, holds: (pods: PodGroup) => boolean): readonly PodGroup[] {
  const found = alikePodsOf(set).filter(([first]) => holds(first));
  if (found.length < 2) return found.flat();
  const among = new Set(found.flat());
  return podGroupsOf(set).all.filter((group) => among.has(group));
}

import type { ManifestSet } from '../manifests/manifest-set';
import { podsWhere } from '../model/alike/alike-pods';
import type { PodGroup } from '../model/selection/pod-groups';
import type { Violation } from './rule';

/** What a check finds in the pods of a set, of which only the message may hang on what they are called. */
export function inPods(set: ManifestSet, check: (pods: PodGroup) => readonly Violation[]): Violation[] {
  return podsWhere(set, (pods) => check(pods).length > 0).flatMap(check);
}

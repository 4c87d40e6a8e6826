import { review } from '../../lib/review/review';
import { pairsOf } from '../../lib/review/pairs';
import { sideOf } from '../../lib/review/side';
import { setOfYaml } from './findings';

/** Both sides of a change, and their objects in pairs. */
export function sides(before: string, after: string) {
  const [was, now] = [sideOf('before', setOfYaml(before).manifests), sideOf('after', setOfYaml(after).manifests)];
  return { before: was, after: now, pairs: pairsOf(was, now, { apply: 'client-side' }) };
}

/** The review of a change. */
export const reviewed = (before: string, after: string) =>
  review(setOfYaml(before).manifests, setOfYaml(after).manifests);

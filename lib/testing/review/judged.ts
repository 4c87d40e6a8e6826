import { sideOf } from '../../review/side';
import { judge } from '../../review/findings';
import { type ClusterOptions, declaredIn, declaredProblems, manifestsOf } from '../../review/review-manifests';
import { UsageError } from '../../private/errors';
import { contextOf, withExisting } from '../../rules/declared-context';
import type { Finding } from '../../rules/finding';

/**
 * What the rules find in objects, without what these acknowledge.
 *
 * @throws UsageError when what is said of the cluster is wrong, or an object is there twice
 */
export function judged(objects: readonly object[], options: ClusterOptions): readonly Finding[] {
  const problems = declaredProblems(options);
  if (problems.length > 0) throw new UsageError(problems);
  const cluster = declaredIn(options);
  return judge(sideOf('the manifests', withExisting(manifestsOf(objects), cluster)), contextOf(cluster)).findings;
}

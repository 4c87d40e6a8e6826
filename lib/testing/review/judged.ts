import { sideOf } from '../../review/side';
import { judge } from '../../review/findings';
import { contextOf, manifestsOf } from '../../review/review-manifests';
import type { Finding } from '../../rules/finding';
import { checkKubernetesVersion } from '../../cluster/kubernetes-version';

/**
 * What the rules find in objects, without what these acknowledge.
 *
 * @throws Error when the version is none, or an object is there twice
 */
export function judged(objects: readonly object[], kubernetesVersion: string | undefined): readonly Finding[] {
  const problem = checkKubernetesVersion('kubernetesVersion', kubernetesVersion);
  if (problem !== undefined) throw new Error(problem);
  return judge(sideOf('the manifests', manifestsOf(objects)), contextOf(kubernetesVersion)).findings;
}

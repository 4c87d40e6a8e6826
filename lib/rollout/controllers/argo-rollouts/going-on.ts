import { durationText } from '../../../watching/promql';
import type { Release } from '../../release';
import type { ReleaseController } from '../release-controller';

/** How a release by Argo Rollouts gets from one stage to the next. */
export function goesOn(
  { name, namespaceName }: Release,
  { _argoRollouts: { pauseSeconds } }: ReleaseController,
  isJudged: boolean,
): string {
  if (pauseSeconds !== undefined)
    return `wait: the controller goes on by itself after ${durationText(pauseSeconds)}${isJudged ? ', unless a query fails or has nothing to measure' : ''}`;
  const where = namespaceName === undefined ? '' : ` -n ${namespaceName}`;
  return `kubectl argo rollouts promote ${name}${where}`;
}

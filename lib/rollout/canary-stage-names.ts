import type { CanaryInput } from './canary-rules';

/** The stable side takes the new version, behind the canary that answers. */
export const REPLACE_STABLE = 'replace stable';
/** The stable side gets all of its pods again. */
export const GROW_FOR_RETIRE = grownName('retire');

/** What plans call the stage at which the canary has a share, in percent. */
export function stageAt(weight: number): string {
  if (weight === 0) return 'deploy';
  return weight === 100 ? 'promote' : `step ${weight} %`;
}

/** What plans call the apply before a stage that adds its pods. */
export function grownName(stageName: string): string {
  return `grow for ${stageName}`;
}

/** What the plan calls the stage that is written; one that is none of the plan is called by its share. */
export function presentStage(
  { canary, stage, rules, isSame }: CanaryInput,
  plan: readonly { readonly stageName: string }[],
): string {
  if (!canary) return 'stable alone';
  if (stage._isRolledBack) return 'rolled back';
  const weight = stage._weight(rules.steps);
  if (stage._isFirstOfTwo) return grownName(stageAt(weight));
  // Where the stable side has all of its pods, `retired()` is what replaced it already.
  if (stage._isRetired && plan.some(({ stageName }) => stageName === GROW_FOR_RETIRE)) return GROW_FOR_RETIRE;
  return weight === 100 && isSame ? REPLACE_STABLE : stageAt(weight);
}

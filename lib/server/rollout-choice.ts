import type { ClusterProfile } from '../core/cluster-profile';
import { RollingStrategy } from '../core/rolling-strategy';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import type { AcceleratorPlan } from './accelerator-plan';
import { groupSizeOf } from './group/group-plan';
import type { ModelServerProps } from './server-options';

/** How a server's pods are replaced, and whether it was chosen for it since others need a device more. */
export interface RolloutChoice {
  readonly strategy: RollingStrategy;
  readonly isFallback: boolean;
}

/** The strategy that a server has, or gets. */
export function rolloutOf(
  problems: Problems,
  props: ModelServerProps,
  profile: ClusterProfile,
  accelerator: AcceleratorPlan | undefined,
): RolloutChoice {
  if (props.rollout instanceof RollingStrategy) return { strategy: props.rollout, isFallback: false };
  if (props.rollout !== undefined) {
    problems.add(
      `rollout must be made by RollingStrategy.zeroDowntime(...), .inPlace(...), .recreate(...) or .of(...), got ${show(props.rollout)}`,
    );
  }
  // A surge pod that waits for an accelerator nobody frees would block the rollout for good.
  const isFallback =
    accelerator?.isKept === true &&
    !profile._hasSpare(accelerator.resource, accelerator.count * (groupSizeOf(props.group) ?? 1));
  return { strategy: isFallback ? RollingStrategy.inPlace() : RollingStrategy.zeroDowntime(), isFallback };
}

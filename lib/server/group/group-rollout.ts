import { RollingStrategy } from '../../core/rolling-strategy';
import { show } from '../../private/show';
import type { GroupedServer } from './grouped-server';

/**
 * Groups roll as Deployments do, in counts and percentages; the controller knows no other strategy, and neither time nor
 * deadline (api/leaderworkerset/v1 of kubernetes-sigs/lws v0.10.0).
 */
export function groupRolloutProblems({ props, rollout }: GroupedServer): (string | undefined)[] {
  const strategy = props.rollout instanceof RollingStrategy ? props.rollout : undefined;
  const { type, rollingUpdate = {} } = rollout.strategy as {
    readonly type: string;
    readonly rollingUpdate?: { readonly maxSurge?: unknown };
  };
  const { maxSurge } = rollingUpdate;
  return [
    type === 'RollingUpdate'
      ? undefined
      : 'rollout must be RollingStrategy.inPlace() or another rolling one for a group, whose controller does not stop all groups first, got RollingStrategy.recreate()',
    typeof maxSurge === 'string' && Number.parseInt(maxSurge, 10) > 100
      ? `rollout.maxSurge must be at most 100 % for a group, got ${show(maxSurge)}; no more groups than there are come on top`
      : undefined,
    strategy?._minReady &&
      `rollout.minReady must be left out for a group, of which its controller knows nothing, got ${strategy._minReady.toSeconds()} s; a group counts as soon as it is ready`,
    strategy?._progressDeadline &&
      `rollout.progressDeadline must be left out for a group, of which its controller knows nothing, got ${strategy._progressDeadline.toSeconds()} s; watch the condition Available of the LeaderWorkerSet`,
  ];
}

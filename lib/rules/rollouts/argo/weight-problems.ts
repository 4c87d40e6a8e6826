import { argoCanaryCounts, type CanaryCounts } from '../../../model/rollout/argo-canary-counts';
import { argoRollingCounts } from '../../../model/rollout/argo-rolling-counts';
import { replicasOf } from '../../../model/scaling/pods-at-once';
import { CANARY, type Problem, type RolloutSpec } from './spec';

/** Points of a percent by which a share may miss its weight before it is spoken of. */
const TOLERANCE = 5;

interface Step {
  readonly at: string;
  readonly weight: number;
  readonly counts: CanaryCounts;
}

/** Weights that the numbers of pods of a canary without a router do not come to. */
export function weightProblems(rollout: RolloutSpec): Problem[] {
  const { set, manifest, canary, routing, steps } = rollout;
  if (!canary || routing) return [];
  const replicas = replicasOf(set, manifest).fewest;
  if (replicas === 0) return [];
  const { surge } = argoRollingCounts(replicas, canary);
  const known = steps.flatMap(({ setWeight: weight }, index): Step[] =>
    typeof weight === 'number' && weight > 0 && weight < 100
      ? [{ at: `${CANARY}/steps/${index}/setWeight`, weight, counts: argoCanaryCounts(replicas, weight, surge) }]
      : [],
  );
  return known.flatMap((step, index) => problemOf(step, known.at(index - 1), index, replicas));
}

function problemOf({ at, weight, counts }: Step, before: Step | undefined, index: number, replicas: number): Problem[] {
  const { canary, stable } = counts;
  const of = `of ${replicas} ${replicas === 1 ? 'replica' : 'replicas'}`;
  const fix = 'run more replicas, give weights that so many pods come to, or split by a router';
  if (canary === 0)
    return [
      {
        at,
        message: `the weight of ${weight} % comes to no canary pod at all ${of}`,
        fix: `allow a surge (maxSurge 1 or more), or ${fix}`,
      },
    ];
  if (stable === 0)
    return [
      {
        at,
        message: `the weight of ${weight} % comes to canary pods alone ${of}`,
        fix: `allow a surge (maxSurge 1 or more), or ${fix}`,
      },
    ];
  const share = (100 * canary) / (canary + stable);
  const reached = `${canary} of ${canary + stable} pods, ${Math.round(share)} %`;
  if (Math.abs(share - weight) > TOLERANCE)
    return [{ at, severity: 'warning', message: `the weight of ${weight} % comes to ${reached} ${of}`, fix }];
  if (index === 0 || !before || before.weight >= weight) return [];
  if (before.counts.canary !== canary) return [];
  return [
    {
      at,
      severity: 'warning',
      message: `the weights of ${before.weight} % and ${weight} % come to the same number of canary pods, ${canary}`,
      fix,
    },
  ];
}

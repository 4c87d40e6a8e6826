import type { Problems } from '../private/problems';
import { existsWithoutPods, type MetricSource, type ScalerKind } from './metric-source';
import type { ScalingContext, Wanted } from './scaling-context';

/**
 * Checks that a server that may have no pods gets its first one again: the metrics of pods are gone with the last of them,
 * and an empty answer is 0, so that something in front has to count.
 */
export function checkZero(
  problems: Problems,
  property: string,
  scaler: ScalerKind,
  wanted: readonly Wanted<MetricSource>[],
  { isSide }: ScalingContext,
): void {
  if (isSide)
    problems.add(
      `${property} must be 1 or more on a side of a release, got 0: a version that nobody has woken is not tested; allow 0 once the release is over`,
    );
  if (scaler === 'HorizontalPodAutoscaler')
    problems.add(
      `${property} must be 1 or more for a HorizontalPodAutoscaler, got 0; declare keda in the ClusterProfile, which can wake a server without pods`,
    );
  else if (!wanted.some(({ source }) => existsWithoutPods(source)))
    problems.add(
      `${property} must be 1 or more by metrics of the pods, got 0: they go with the last pod; add ScalingMetric.httpRequests(...), or a query that says existsWithoutPods`,
    );
}

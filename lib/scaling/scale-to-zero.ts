import type { ClusterProfile } from '../core/cluster-profile';
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
  { isSide, profile }: ScalingContext,
): void {
  if (isSide)
    problems.add(
      `${property} must be 1 or more on a side of a release, got 0: a version that nobody has woken is not tested; allow 0 once the release is over`,
    );
  const isPodAutoscaler = scaler === 'HorizontalPodAutoscaler';
  if (isPodAutoscaler && !profile._hpaScaleToZero) problems.add(withoutGate(property, profile));
  else if (!wanted.some(({ source }) => existsWithoutPods(source)))
    problems.add(
      `${property} must be 1 or more by metrics of the pods, got 0: they go with the last pod; add ${
        isPodAutoscaler
          ? 'ScalingMetric.external(...) or .object(...)'
          : 'ScalingMetric.httpRequests(...), or a query that says existsWithoutPods'
      }`,
    );
}

/** Said of a HorizontalPodAutoscaler in a cluster that lets none take the last pod away. */
function withoutGate(property: string, { _keda: keda, kubernetesVersion }: ClusterProfile): string {
  const byKeda = keda ? 'scale by ScalingMetric.query(...), which KEDA asks' : 'declare keda in the ClusterProfile';
  return `${property} must be 1 or more for a HorizontalPodAutoscaler in Kubernetes ${kubernetesVersion}, got 0; ${byKeda}, or hpaScaleToZero: true where that feature gate is on`;
}

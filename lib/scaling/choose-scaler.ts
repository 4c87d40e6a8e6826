import type { Problems } from '../private/problems';
import { factoryOf, type MetricSource, type ScalerKind, scalerNeededBy } from './metric-source';
import type { ScalingContext, Wanted } from './scaling-context';

/** What of the props asks for KEDA. */
interface Asked {
  readonly asksForKeda: boolean;
  readonly minReplicas: number;
}

/**
 * Which of both scales a server: what its props ask for, else what its metrics need, else what the cluster has. Where
 * either would do it is the HorizontalPodAutoscaler, which needs nothing installed.
 */
export function chooseScaler(
  problems: Problems,
  wanted: readonly Wanted<MetricSource>[],
  { asksForKeda, minReplicas }: Asked,
  { profile }: ScalingContext,
): ScalerKind {
  const needsKeda = wanted.filter(({ source }) => scalerNeededBy(source) === 'ScaledObject');
  const needsPodAutoscaler = wanted.filter(({ source }) => scalerNeededBy(source) === 'HorizontalPodAutoscaler');
  const isOfRuntime = wanted.some(({ source }) => source.by === 'runtime');
  const isOnKedaAlone = profile._keda !== undefined && profile._metricsAdapter === undefined;
  const isKeda =
    asksForKeda ||
    needsKeda.length > 0 ||
    (needsPodAutoscaler.length === 0 && ((isOfRuntime && isOnKedaAlone) || (minReplicas === 0 && !!profile._keda)));
  if (isKeda) {
    for (const { property, source } of needsPodAutoscaler)
      problems.add(
        `${property} must be a metric that KEDA can ask for, got ${factoryOf(source)}(...); use ScalingMetric.query(...), or leave out what needs KEDA`,
      );
    if (profile._keda === undefined)
      problems.add(
        `${needsKeda[0]?.property ?? 'keda'} needs KEDA, which the cluster profile does not declare; set keda: { prometheusUrl } in the ClusterProfile, where it is installed`,
      );
  } else if (isOfRuntime && profile._metricsAdapter === undefined) {
    const [{ property, source }] = wanted.filter((each) => each.source.by === 'runtime');
    problems.add(
      `${property} needs something that hands the metrics of pods to autoscalers, got ${factoryOf(source)}(...); declare metricsAdapter or keda in the ClusterProfile`,
    );
  }
  return isKeda ? 'ScaledObject' : 'HorizontalPodAutoscaler';
}

import type { Problems } from '../private/problems';
import { type MetricSource, RUNTIME_LOADS, type RuntimeLoad } from './metric-source';
import type { ScalingContext, Wanted } from './scaling-context';

type RuntimeSource = Extract<MetricSource, { by: 'runtime' }>;

/** The series of a runtime's load, as Prometheus stores it. One that there is none of is noted. */
export function runtimeSeries(
  problems: Problems,
  { property, source }: Wanted<RuntimeSource>,
  { facts, runtimeTitle }: ScalingContext,
): string | undefined {
  if (runtimeTitle === undefined) return undefined;
  const { metricNames = {}, metrics } = facts;
  const series = metricNames[RUNTIME_LOADS[source.load]];
  if (series !== undefined && metrics) return series;
  if (series !== undefined) {
    problems.add(
      `${property} scales by ${series}, which nobody sees: the server publishes no metrics; leave MetricsEndpoint.none() out, and tell the runtime to publish them`,
    );
    return undefined;
  }
  const known = (Object.keys(RUNTIME_LOADS) as RuntimeLoad[]).filter(
    (load) => metricNames[RUNTIME_LOADS[load]] !== undefined,
  );
  const ways = known.map((load) => `ScalingMetric.${load}(...)`);
  problems.add(
    ways.length > 0
      ? `${property} must be a metric that ${runtimeTitle} has, got ScalingMetric.${source.load}(...); it has ${ways.join(', ')}`
      : `${property} must be a metric that ${runtimeTitle} has, got ScalingMetric.${source.load}(...), and it names none; use ScalingMetric.cpu(...), .pods(...) or .query(...)`,
  );
  return undefined;
}

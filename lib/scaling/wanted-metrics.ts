import type { Problems } from '../private/problems';
import { show } from '../private/show';
import type { MetricSource } from './metric-source';
import { ScalingMetric } from './scaling-metric';
import type { Wanted } from './scaling-context';

/** The sources of metrics that were given, without those that are wrong and those that are there already, which is noted. */
export function readMetrics(
  problems: Problems,
  before: readonly Wanted<MetricSource>[],
  metrics: readonly unknown[] = [],
): Wanted<MetricSource>[] {
  const known = new Map(before.map(({ property, source }) => [keyOf(source), property]));
  const read = metrics.flatMap((metric, index): Wanted<MetricSource>[] => {
    const property = `metrics[${index}]`;
    if (!(metric instanceof ScalingMetric)) {
      problems.add(
        `${property} must be made by ScalingMetric.requestsWaiting(...), .cpu(...) or its like, got ${show(metric)}`,
      );
      return [];
    }
    problems.addUnder(property, metric._problems());
    if (metric._problems().length > 0) return [];
    const key = keyOf(metric._source);
    const first = known.get(key);
    if (first !== undefined) {
      problems.add(`${property} must be another metric than ${first}, got ${key} twice; keep one of both`);
      return [];
    }
    known.set(key, property);
    return [{ property, source: metric._source }];
  });
  return [...before, ...read];
}

/** What tells metrics apart: what is measured, whatever value is aimed for. */
function keyOf(source: MetricSource): string {
  switch (source.by) {
    case 'runtime':
      return source.load;
    case 'containerResource':
      return `${source.options.resource} of container ${source.options.containerName ?? 'of the model'}`;
    case 'pods':
    case 'external':
      return `${source.by} ${source.options.metricName}${labelsOf(source.options.matchLabels)}`;
    case 'object': {
      const { metricName, kind, objectName, matchLabels } = source.options;
      return `${metricName} of ${kind} ${objectName}${labelsOf(matchLabels)}`;
    }
    case 'query':
      return `query ${source.options.query}`;
    default:
      return source.by;
  }
}

function labelsOf(labels: { readonly [key: string]: string } = {}): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? '' : ` ${pairs.sort().join(',')}`;
}

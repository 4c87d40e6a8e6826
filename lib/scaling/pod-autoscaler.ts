import type { JsonObject } from '../private/json';
import type { Problems } from '../private/problems';
import type { MetricSource } from './metric-source';
import { runtimeSeries } from './runtime-series';
import { thousandths } from './scaling-behavior';
import type { ScalingContext, Wanted } from './scaling-context';

/** Metrics as `autoscaling/v2` has them. What cannot be had is noted. */
export function podAutoscalerMetrics(
  problems: Problems,
  wanted: readonly Wanted<MetricSource>[],
  context: ScalingContext,
): JsonObject[] {
  return wanted.flatMap(({ property, source }) => metricOf(problems, property, source, context));
}

function metricOf(problems: Problems, property: string, source: MetricSource, context: ScalingContext): JsonObject[] {
  switch (source.by) {
    case 'cpu':
    case 'memory':
      return [{ type: 'Resource', resource: { name: source.by, target: utilization(source.utilization) } }];
    case 'containerResource': {
      const { resource, utilization: percent, containerName = context.containerName } = source.options;
      const containerResource = { name: resource, container: containerName, target: utilization(percent) };
      return [{ type: 'ContainerResource', containerResource }];
    }
    case 'runtime': {
      const series = runtimeSeries(problems, { property, source }, context);
      const name = series === undefined ? undefined : context.profile._metricsAdapter?._nameOf(series);
      const averageValue = source.load === 'cacheUsage' ? thousandths(source.target * 10) : String(source.target);
      return name === undefined
        ? []
        : [{ type: 'Pods', pods: { metric: { name }, target: { type: 'AverageValue', averageValue } } }];
    }
    case 'pods':
      return [{ type: 'Pods', pods: { metric: named(source.options), target: valueOf(source.options) } }];
    case 'object': {
      const { apiVersion, kind, objectName } = source.options;
      const describedObject = { apiVersion, kind, name: objectName };
      return [
        { type: 'Object', object: { describedObject, metric: named(source.options), target: valueOf(source.options) } },
      ];
    }
    case 'external':
      return [{ type: 'External', external: { metric: named(source.options), target: valueOf(source.options) } }];
    case 'query':
    case 'httpRequests':
      return [];
  }
}

function utilization(averageUtilization: number | undefined): JsonObject {
  return { type: 'Utilization', averageUtilization };
}

function named({ metricName, matchLabels }: { metricName?: string; matchLabels?: JsonObject }): JsonObject {
  return { name: metricName, ...(matchLabels && { selector: { matchLabels: { ...matchLabels } } }) };
}

function valueOf({ value, averageValue }: { readonly value?: string; readonly averageValue?: string }): JsonObject {
  return value === undefined ? { type: 'AverageValue', averageValue } : { type: 'Value', value };
}

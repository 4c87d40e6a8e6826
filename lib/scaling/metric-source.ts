import type { RuntimeMetricNames } from '../runtimes/metric-names';
import type {
  ContainerMetricOptions,
  ExternalMetricOptions,
  HttpRequestsMetricOptions,
  ObjectMetricOptions,
  PodsMetricOptions,
  QueryMetricOptions,
} from './metric-options';

/** The loads that runtimes tell of, by the factory that scales by each. */
export const RUNTIME_LOADS = {
  requestsWaiting: 'waiting',
  requestsRunning: 'running',
  cacheUsage: 'cacheUse',
} as const satisfies { readonly [factory: string]: keyof RuntimeMetricNames };

export type RuntimeLoad = keyof typeof RUNTIME_LOADS;

/** What an autoscaler goes by. */
export type MetricSource =
  | { readonly by: 'cpu' | 'memory'; readonly utilization: number }
  | { readonly by: 'containerResource'; readonly options: Partial<ContainerMetricOptions> }
  | { readonly by: 'runtime'; readonly load: RuntimeLoad; readonly target: number }
  | { readonly by: 'pods'; readonly options: Partial<PodsMetricOptions> }
  | { readonly by: 'object'; readonly options: Partial<ObjectMetricOptions> }
  | { readonly by: 'external'; readonly options: Partial<ExternalMetricOptions> }
  | { readonly by: 'query'; readonly options: Partial<QueryMetricOptions> }
  | { readonly by: 'httpRequests'; readonly options: Partial<HttpRequestsMetricOptions> };

/** Which of the two makes it: a HorizontalPodAutoscaler that is written, or one that KEDA makes of a ScaledObject. */
export type ScalerKind = 'HorizontalPodAutoscaler' | 'ScaledObject';

/** Metrics that one of the two alone has. */
const ONLY_BY: { readonly [By in MetricSource['by']]?: ScalerKind } = {
  pods: 'HorizontalPodAutoscaler',
  object: 'HorizontalPodAutoscaler',
  external: 'HorizontalPodAutoscaler',
  query: 'ScaledObject',
  httpRequests: 'ScaledObject',
};

/** The scaler that a metric needs; nothing where either does. */
export function scalerNeededBy({ by }: MetricSource): ScalerKind | undefined {
  return ONLY_BY[by];
}

/** How the source is written: `ScalingMetric.requestsWaiting`. */
export function factoryOf(source: MetricSource): string {
  return `ScalingMetric.${source.by === 'runtime' ? source.load : source.by}`;
}

/** Whether it is there while a server has no pods. */
export function existsWithoutPods(source: MetricSource): boolean {
  if (source.by === 'query') return source.options.existsWithoutPods === true;
  return source.by === 'httpRequests' || source.by === 'object' || source.by === 'external';
}

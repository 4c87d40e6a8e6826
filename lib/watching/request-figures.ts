import type { LatencyMetric } from '../runtimes/latency-metric';
import type { RuntimeRequestMetrics } from '../runtimes/request-metrics';
import { growthOf, rateOf, type WatchedBackend, type WatchedPods, WINDOW } from './promql';

/** Share of the requests that some counters have of all; nothing where there were no requests. */
export function shareOf(
  counters: readonly string[],
  { finished }: RuntimeRequestMetrics,
  pods: WatchedPods | WatchedBackend,
  window = WINDOW,
): string {
  const all = rateOf(finished, pods, window);
  // A counter with a label of its own is not there before it counts something.
  return `(${rateOf(counters, pods, window)} or 0 * ${all}) / (${all} > 0)`;
}

/** How long requests take, in seconds: of a histogram what 95 of 100 keep to, else the average. */
export function secondsOfRequests(latency: LatencyMetric, pods: WatchedPods | WatchedBackend, window = WINDOW): string {
  const { _metric: metric, _count: count, _perSecond: perSecond } = latency;
  const divided = perSecond === 1 ? '' : ` / ${perSecond}`;
  if (count === undefined) {
    const buckets = growthOf('rate', metric, pods, window, { by: ['le'], suffix: '_bucket' });
    return `histogram_quantile(0.95, ${buckets})${divided}`;
  }
  return `${rateOf([metric], pods, window)} / (${rateOf([count], pods, window)} > 0)${divided}`;
}

/** How that figure is called. */
export function latencyWords({ _count: count }: LatencyMetric): string {
  return count === undefined ? 'the time that 95 of 100 requests keep to' : 'the average time of requests';
}

/** A share in words: `2.5 %`. */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(4))} %`;
}

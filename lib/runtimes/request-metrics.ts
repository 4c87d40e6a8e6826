import type { LatencyMetric } from './latency-metric';

/**
 * Metrics by which requests are judged: how many there were, how many failed, how long they took. Each is written as
 * PromQL selects it, without labels of the cluster: `requests_total`, `requests_total{code=~"5.."}`.
 */
export interface RuntimeRequestMetrics {
  /** Counters that come to all requests when they are added: `['requests_success', 'requests_fail']`. */
  readonly finished: string[];

  /**
   * Counters of the requests that failed by the fault of the server. Not of those that the client got wrong or gave up.
   *
   * @default - the runtime does not tell them apart
   */
  readonly failed?: string[];

  /**
   * Counters of the requests that were not answered to the end, by whose fault ever, clients that went away included.
   * Versions are compared by them: clients of both are the same.
   *
   * @default - as `failed`
   */
  readonly lost?: string[];

  /**
   * How long requests take.
   *
   * @default - the runtime does not say
   */
  readonly latency?: LatencyMetric;

  /**
   * How long the first token takes.
   *
   * @default - the runtime does not say
   */
  readonly firstToken?: LatencyMetric;
}

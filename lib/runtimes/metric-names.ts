/**
 * Names of the metrics that tell how busy a server is, as Prometheus stores them: what autoscalers scale by and alerts
 * watch. A histogram is named without `_bucket`, `_sum` and `_count`.
 */
export interface RuntimeMetricNames {
  /**
   * Gauge: requests that wait for their turn.
   *
   * @default - the runtime has none
   */
  readonly waiting?: string;

  /**
   * Gauge: requests that are being served.
   *
   * @default - the runtime has none
   */
  readonly running?: string;

  /**
   * Gauge from 0 to 1: share of the memory for running requests (the KV cache) that is in use.
   *
   * @default - the runtime has none
   */
  readonly cacheUse?: string;

  /**
   * Latency of whole requests. A histogram in seconds, unless the documentation of the runtime says otherwise.
   *
   * @default - the runtime has none
   */
  readonly latency?: string;

  /**
   * Latency until the first token. A histogram in seconds.
   *
   * @default - the runtime has none
   */
  readonly firstTokenLatency?: string;

  /**
   * Counter: tokens of prompts.
   *
   * @default - the runtime has none
   */
  readonly promptTokens?: string;

  /**
   * Counter: tokens that were generated.
   *
   * @default - the runtime has none
   */
  readonly generatedTokens?: string;
}

import type { Duration } from 'cdk8s';

/** An alert that makes sense for one runtime alone. What all have in common follows from the names of its metrics. */
export interface RuntimeAlert {
  /** Name of the alert: letters and digits, beginning with a capital, for example `VllmPreemptions`. */
  readonly alertName: string;

  /** Metric that it is about, as PromQL selects it, for example `vllm:num_preemptions_total`. */
  readonly metric: string;

  /**
   * Whether the metric is a counter, of which the growth in a second is meant. Otherwise it is a gauge.
   *
   * @default false
   */
  readonly isCounter?: boolean;

  /** It fires when the metric, added over a pod and averaged over the pods of a server, is above. */
  readonly threshold: number;

  /**
   * How long that has to last. Whole seconds.
   *
   * @default Duration.minutes(10)
   */
  readonly lasting?: Duration;

  /** What it means, as one sentence for whoever is woken by it. */
  readonly summary: string;
}

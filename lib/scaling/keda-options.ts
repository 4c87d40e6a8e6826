import type { Duration } from 'cdk8s';

/** What becomes of the number of pods while KEDA gets no metric: https://keda.sh/docs/latest/reference/scaledobject-spec/#fallback */
export enum KedaFallbackBehavior {
  /** It is `replicas`. */
  STATIC = 'static',
  /** It stays. */
  CURRENT_REPLICAS = 'currentReplicas',
  /** It stays where it is more than `replicas`, which it is otherwise. */
  CURRENT_REPLICAS_IF_HIGHER = 'currentReplicasIfHigher',
  /** It stays where it is less than `replicas`, which it is otherwise. */
  CURRENT_REPLICAS_IF_LOWER = 'currentReplicasIfLower',
}

/** How many pods there are while KEDA gets no metric. */
export interface KedaFallback {
  /** Number of pods, from the fewest to the most of the autoscaler. */
  readonly replicas: number;

  /**
   * As many times in a row KEDA must have got no answer, 1 or more.
   *
   * @default 3
   */
  readonly failureThreshold?: number;

  /**
   * What becomes of the number of pods that there are.
   *
   * @default KedaFallbackBehavior.CURRENT_REPLICAS_IF_HIGHER
   */
  readonly behavior?: KedaFallbackBehavior;
}

/**
 * Scaling by a ScaledObject of KEDA in place of a HorizontalPodAutoscaler; KEDA makes one of it. An empty object is enough.
 *
 * @example
 * import { Duration } from 'cdk8s';
 * import { type Autoscaling, ScalingMetric } from 'cdk8s-model-serving';
 *
 * export const autoscaling: Autoscaling = {
 *   maxReplicas: 8,
 *   metrics: [ScalingMetric.requestsWaiting(10)],
 *   keda: { pollingInterval: Duration.seconds(15), fallback: { replicas: 4 } },
 * };
 */
export interface KedaScaling {
  /**
   * How often KEDA asks while there are no pods, and for the state of its triggers: 1 second or more.
   *
   * @default - KEDA's own, 30 seconds
   */
  readonly pollingInterval?: Duration;

  /**
   * How long the last pod stays after the last request. Only with `minReplicas` or `idleReplicas` of 0: as long as there
   * are more pods, `scaleDown` decides.
   *
   * @default - as long as the model may take to load, five minutes at least
   */
  readonly cooldown?: Duration;

  /**
   * How long after the ScaledObject was made the last pod stays at least. Only with `minReplicas` or `idleReplicas` of 0.
   *
   * @default - the model may take to load as long
   */
  readonly initialCooldown?: Duration;

  /**
   * Pods while nothing is to do at all, where the first request is to bring `minReplicas` of them at once: 0.
   *
   * @default - `minReplicas`
   */
  readonly idleReplicas?: number;

  /**
   * How many pods there are while KEDA gets no metric.
   *
   * @default - as many as there were
   */
  readonly fallback?: KedaFallback;

  /**
   * Name of a HorizontalPodAutoscaler of the same workload that KEDA takes over, so that there is no time without one. Leave
   * it in: it is the name of the one that KEDA keeps.
   *
   * @default - KEDA makes one of its own
   */
  readonly takesOver?: string;
}

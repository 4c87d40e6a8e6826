import type { Duration } from 'cdk8s';
import { secondsOf } from '../core/duration';
import { checkPercent, checkWholeNumber } from '../private/check-number';
import type { JsonObject } from '../private/json';
import { Problems } from '../private/problems';

/** The longest period that the API server takes. */
const MAX_PERIOD = 1800;

/**
 * How many pods may come or go within a time.
 *
 * @example
 * import { Duration } from 'cdk8s';
 * import { Autoscaling, ScalingPolicy } from 'cdk8s-model-serving';
 *
 * const autoscaling: Autoscaling = {
 *   maxReplicas: 8,
 *   targetCpuUtilization: 70,
 *   scaleDown: { policies: [ScalingPolicy.pods(1, Duration.minutes(10))] },
 * };
 */
export class ScalingPolicy {
  /**
   * A number of pods.
   *
   * @param count 1 or more
   * @param period time in which they may come or go: up to 30 minutes
   */
  public static pods(count: number, period: Duration): ScalingPolicy {
    return new ScalingPolicy('Pods', count, period);
  }

  /**
   * A share of the pods that there are.
   *
   * @param percent 1 or more; 100 doubles them, or takes all above the fewest away
   * @param period time in which they may come or go: up to 30 minutes
   */
  public static percent(percent: number, period: Duration): ScalingPolicy {
    return new ScalingPolicy('Percent', percent, period);
  }

  private readonly found = new Problems('');
  private readonly seconds: number;

  private constructor(
    private readonly type: 'Pods' | 'Percent',
    private readonly value: number,
    period: Duration,
  ) {
    this.found.add(
      type === 'Pods'
        ? checkWholeNumber('count', value ?? null, 1)
        : checkPercent('percent', value ?? null, 1, 1_000_000),
    );
    // A missing one is reported like any other that is none.
    this.seconds = secondsOf(this.found, 'period', period ?? (null as never), 60, 1);
    if (this.seconds > MAX_PERIOD) this.found.add(`period must be at most 30 minutes, got ${this.seconds} s`);
  }

  /** @internal */
  public _problems(): readonly string[] {
    return this.found.sentences;
  }

  /** @internal */
  public get _policy(): JsonObject {
    return { type: this.type, value: this.value, periodSeconds: this.seconds };
  }
}

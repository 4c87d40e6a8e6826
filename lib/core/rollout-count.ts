import { INT32_MAX } from '../private/check-number';
import { scaledValueOf } from '../private/int-or-percent';
import { show } from '../private/show';

/**
 * A number of pods during a rollout: absolute, or a percentage of the replicas.
 *
 * Kubernetes rounds percentages up for surge and down for unavailability
 * (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment).
 *
 * @example
 * import { RolloutCount } from 'cdk8s-model-serving';
 *
 * const one = RolloutCount.pods(1);
 * const quarter = RolloutCount.percent(25);
 */
export class RolloutCount {
  /**
   * A number of pods.
   *
   * @param count whole number of 0 or more; anything else is reported by the construct that uses it
   */
  public static pods(count: number): RolloutCount {
    return new RolloutCount(count, false);
  }

  /**
   * A percentage of the replicas.
   *
   * @param percent whole number of 0 or more, `25` for 25 %; anything else is reported by the construct that uses it
   */
  public static percent(percent: number): RolloutCount {
    return new RolloutCount(percent, true);
  }

  private constructor(
    private readonly amount: number,
    private readonly isPercent: boolean,
  ) {}

  /**
   * What is wrong with the count, as a sentence that begins with the property.
   *
   * @internal
   */
  public _problem(property: string, maxPercent?: number): string | undefined {
    const received = this.isPercent ? `${show(this.amount)} percent` : show(this.amount);
    if (!Number.isSafeInteger(this.amount) || this.amount < 0 || this.amount > INT32_MAX) {
      const isFraction = this.isPercent && this.amount > 0 && this.amount < 1;
      const hint = isFraction ? `; write RolloutCount.percent(${Math.round(this.amount * 100)})` : '';
      return `${property} must be a whole number of pods or percent, 0 or more, got ${received}${hint}`;
    }
    return this.isPercent && maxPercent !== undefined && this.amount > maxPercent
      ? `${property} must be at most ${maxPercent} percent, got ${received}`
      : undefined;
  }

  /**
   * The pods that the Deployment controller makes of it.
   *
   * @internal
   */
  public _resolve(replicas: number, rounding: 'up' | 'down'): number {
    return scaledValueOf(this._toManifest(), replicas, rounding) ?? 0;
  }

  /**
   * As a manifest says it: `1` or `25%`.
   *
   * @internal
   */
  public _toManifest(): number | string {
    return this.isPercent ? `${this.amount}%` : this.amount;
  }
}

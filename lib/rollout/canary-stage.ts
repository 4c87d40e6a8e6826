import { checkPercent, checkWholeNumber } from '../private/check-number';
import { show } from '../private/show';

/** Where a stage stands: its weight, or what it means. */
interface Stand {
  readonly kind: 'weight' | 'step' | 'rolled back' | 'retired';
  readonly value: number;
}

/**
 * How far a canary has come. A value of one line: every stage of a release is a change of this value, and every
 * rollback the change back.
 *
 * @example
 * import { CanaryStage } from 'cdk8s-model-serving';
 *
 * const beginning = CanaryStage.weight(0);
 * const first = CanaryStage.step(0);
 * const failed = CanaryStage.rolledBack();
 * const won = CanaryStage.promoted();
 */
export class CanaryStage {
  /**
   * The canary's share of the requests.
   *
   * @param percent whole percent from 0 to 100; 0 is the canary deployed without a share, 100 is `promoted()`
   */
  public static weight(percent: number): CanaryStage {
    return new CanaryStage({ kind: 'weight', value: percent });
  }

  /**
   * One of the canary's `steps`.
   *
   * @param index which one, counted from 0
   */
  public static step(index: number): CanaryStage {
    return new CanaryStage({ kind: 'step', value: index });
  }

  /**
   * The canary has failed: its pods are gone, and no Service or route leads to it. From here the release begins anew, at
   * `weight(0)` or at the `firstOfTwo()` of its first step: a stage further on would move requests to pods that do not
   * exist yet.
   */
  public static rolledBack(): CanaryStage {
    return new CanaryStage({ kind: 'rolled back', value: 0 });
  }

  /**
   * The canary has won and takes all requests. The stable pods stay as they were at the last step, so that a rollback
   * is one change. To retire the old version, give `stable` the canary's version as well: it takes the place of the
   * old one behind the canary.
   */
  public static promoted(): CanaryStage {
    return CanaryStage.weight(100);
  }

  /**
   * The old version has gone: the stable side, which runs the canary's version by now, gets all its pods again, while
   * the canary still answers. When they are ready, leave `canary` and `stage` out.
   */
  public static retired(): CanaryStage {
    return new CanaryStage({ kind: 'retired', value: 100 });
  }

  private constructor(
    private readonly stand: Stand,
    /** @internal */
    public readonly _isFirstOfTwo = false,
  ) {}

  /**
   * The first of two applies towards this stage: each side has the pods of this stage or of the step before it,
   * whichever are more, so that no pod leaves before another one is ready. By route the weights are still those of the
   * step before.
   */
  public firstOfTwo(): CanaryStage {
    return new CanaryStage(this.stand, true);
  }

  /** @internal */
  public get _isRolledBack(): boolean {
    return this.stand.kind === 'rolled back';
  }

  /** @internal */
  public get _isRetired(): boolean {
    return this.stand.kind === 'retired';
  }

  /** @internal */
  public _weight(steps: readonly number[]): number {
    const { kind, value } = this.stand;
    // What is no number is reported by the check; comparing it may throw.
    if (typeof value !== 'number') return 0;
    return kind === 'step' ? steps[value] : value;
  }

  /** @internal */
  public _problem(steps: readonly number[]): string | undefined {
    const { kind, value } = this.stand;
    if (this._isFirstOfTwo && kind !== 'step' && (kind !== 'weight' || value === 0))
      return `stage must be a weight above 0 for firstOfTwo(), got ${kind === 'weight' ? 'weight 0' : kind}: one apply leads there`;
    if (kind === 'weight') return checkPercent('stage', value ?? null, 0, 100);
    if (kind !== 'step') return undefined;
    if (steps.length === 0)
      return `stage must be a weight, CanaryStage.weight(n), where there are no steps, got step ${show(value)}`;
    const problem = checkWholeNumber('stage', value ?? null, 0, steps.length - 1);
    return problem === undefined
      ? undefined
      : `stage must be one of the ${steps.length} steps, CanaryStage.step(0) to .step(${steps.length - 1}), got step ${show(value)}`;
  }
}

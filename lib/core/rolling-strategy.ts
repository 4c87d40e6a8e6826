import type { Duration } from 'cdk8s';
import type { JsonObject } from '../private/json';
import { Problems } from '../private/problems';
import { strictOptionsOf } from '../private/shape';
import { show } from '../private/show';
import { secondsOf } from './duration';
import { RolloutCount } from './rollout-count';

/** Timing of a rollout, whatever its strategy. */
export interface RolloutTiming {
  /**
   * How long a new pod must be ready before it counts as available and the next one is replaced. Whole seconds.
   *
   * @default - a pod counts as soon as it is ready
   */
  readonly minReady?: Duration;

  /**
   * Time without progress after which the rollout is reported as failed (it is not rolled back). Whole seconds; must
   * be longer than the server's startup budget plus `minReady`, or a slow model load looks like a failure.
   *
   * @default - the startup budget plus `minReady` plus one minute; with init containers the startup budget twice, for it
   * counts from their end and a rollout makes no progress until then. Where a new pod waits until the one before it has
   * stopped, because none may be on top or because of an accelerator, the grace period of the drain comes on top
   */
  readonly progressDeadline?: Duration;
}

interface RolloutCounts {
  readonly maxSurge: RolloutCount;
  readonly maxUnavailable: RolloutCount;
}

/** A rolling update in your own numbers. */
export interface RollingStrategyOptions extends RolloutTiming {
  /**
   * Pods above the replicas while rolling. Each needs free capacity and quota.
   *
   * @default RolloutCount.pods(1)
   */
  readonly maxSurge?: RolloutCount;

  /**
   * Pods below the replicas while rolling. Their share of the capacity is missing meanwhile.
   *
   * @default RolloutCount.pods(0)
   */
  readonly maxUnavailable?: RolloutCount;
}

/**
 * How pods of one version are replaced by pods of the next.
 *
 * A value: make it once, use it for any number of servers. What is wrong with it is reported by the server that uses
 * it, with the server's path and replicas.
 *
 * @example
 * import { Duration } from 'cdk8s';
 * import { RollingStrategy, RolloutCount } from 'cdk8s-model-serving';
 *
 * const rollout = RollingStrategy.of({
 *   maxSurge: RolloutCount.percent(25),
 *   maxUnavailable: RolloutCount.pods(0),
 *   minReady: Duration.seconds(10),
 * });
 */
export class RollingStrategy {
  /**
   * One new pod first, then one old pod less: capacity never drops, one spare pod is needed.
   *
   * @param timing how long to wait and when to report failure
   */
  public static zeroDowntime(timing: RolloutTiming = {}): RollingStrategy {
    const counts = { maxSurge: RolloutCount.pods(1), maxUnavailable: RolloutCount.pods(0) };
    return RollingStrategy.timed(counts, timing);
  }

  /**
   * One old pod less first, then one new pod: no spare pod is needed, capacity drops by one pod while it loads. The
   * way to roll where every accelerator is taken; with one replica it is an outage for the time of a model load.
   *
   * @param timing how long to wait and when to report failure
   */
  public static inPlace(timing: RolloutTiming = {}): RollingStrategy {
    const counts = { maxSurge: RolloutCount.pods(0), maxUnavailable: RolloutCount.pods(1) };
    return RollingStrategy.timed(counts, timing);
  }

  /**
   * All old pods are stopped before the first new one starts: an outage for the time of a model load, but two
   * versions never run side by side.
   *
   * @param timing how long to wait and when to report failure
   */
  public static recreate(timing: RolloutTiming = {}): RollingStrategy {
    return RollingStrategy.timed(undefined, timing);
  }

  /**
   * A rolling update in your own numbers. Both at zero, also after rounding over the replicas, is an error.
   *
   * @param options surge, unavailability and timing
   */
  public static of(options: RollingStrategyOptions): RollingStrategy {
    const found = new Problems('');
    const given = strictOptionsOf(found, options, 'RollingStrategyOptions');
    const { maxSurge = RolloutCount.pods(1), maxUnavailable = RolloutCount.pods(0), ...timing } = given;
    return new RollingStrategy({ maxSurge, maxUnavailable }, timing, found.sentences);
  }

  private static timed(counts: RolloutCounts | undefined, options: RolloutTiming): RollingStrategy {
    const found = new Problems('');
    return new RollingStrategy(counts, strictOptionsOf(found, options, 'RolloutTiming'), found.sentences);
  }

  private constructor(
    private readonly counts: RolloutCounts | undefined,
    private readonly timing: RolloutTiming,
    private readonly found: readonly string[],
  ) {}

  /**
   * The strategy's fields of a Deployment's spec.
   *
   * @internal
   */
  public _plan(problems: Problems, replicas: number, times: PodTimes): RolloutPlan {
    const { startupSeconds, initSeconds, graceSeconds, keepsDevice } = times;
    const found = new Problems('');
    this.checkCounts(found, replicas);
    found.add(this.found);
    const minReady = secondsOf(found, 'minReady', this.timing.minReady, 0);
    const deadline = secondsOf(
      found,
      'progressDeadline',
      this.timing.progressDeadline,
      this.waitSeconds(replicas, graceSeconds, keepsDevice) + initSeconds + startupSeconds + minReady + MARGIN,
      1,
    );
    if (deadline <= startupSeconds + minReady) {
      const needed = minReady > 0 ? `${startupSeconds} s plus minReady of ${minReady} s` : `${startupSeconds} s`;
      found.add(
        `progressDeadline must be longer than the startup budget of ${needed}, or a slow model load is reported as a failed rollout, got ${deadline} s; raise it or lower health.startupBudget`,
      );
    }
    problems.addUnder('rollout', found.sentences);
    return {
      strategy: this.toManifest(),
      pods: this.counts && found.isEmpty ? this.podsOf(this.counts, replicas) : undefined,
      minReadySeconds: minReady || undefined,
      progressDeadlineSeconds: deadline,
    };
  }

  /** @internal */
  public get _minReady(): Duration | undefined {
    return this.timing.minReady;
  }

  /** @internal */
  public get _progressDeadline(): Duration | undefined {
    return this.timing.progressDeadline;
  }

  /** What a new pod may wait for the one before it. */
  private waitSeconds(replicas: number, graceSeconds: number, keepsDevice: boolean): number {
    if (!this.counts || keepsDevice) return graceSeconds;
    const { maxSurge } = this.counts;
    // What is no count is told where counts are checked.
    const isOnTop = !(maxSurge instanceof RolloutCount) || maxSurge._resolve(Math.max(replicas, 1), 'up') > 0;
    return isOnTop ? 0 : graceSeconds;
  }

  private checkCounts(problems: Problems, replicas: number): void {
    if (!this.counts) return;
    const { maxSurge, maxUnavailable } = this.counts;
    for (const [property, count] of Object.entries(this.counts) as [string, unknown][]) {
      if (!(count instanceof RolloutCount)) {
        const hint =
          typeof count === 'string' && /^\d+$/.test(count) ? ` (a percentage is RolloutCount.percent(${count}))` : '';
        problems.add(`${property} must be RolloutCount.pods(n) or RolloutCount.percent(n), got ${show(count)}${hint}`);
      }
    }
    if (!problems.isEmpty) return;
    problems.add(maxSurge._problem('maxSurge'), maxUnavailable._problem('maxUnavailable', 100));
    if (!problems.isEmpty) return;
    // Without replicas every percentage comes to nothing, but the API server refuses two zeros all the same.
    const pods = replicas >= 1 ? replicas : 100;
    if (maxSurge._resolve(pods, 'up') === 0 && maxUnavailable._resolve(pods, 'down') === 0) {
      problems.add(
        `maxSurge and maxUnavailable must not both be 0 pods, got ${maxSurge._toManifest()} and ${maxUnavailable._toManifest()} of ${replicas} replicas (surge rounds up, unavailability rounds down); raise one of them`,
      );
    }
  }

  private podsOf(counts: RolloutCounts, replicas: number): RolloutPlan['pods'] {
    return {
      maxSurge: counts.maxSurge._resolve(replicas, 'up'),
      maxUnavailable: counts.maxUnavailable._resolve(replicas, 'down'),
    };
  }

  private toManifest(): JsonObject {
    if (!this.counts) return { type: 'Recreate' };
    const { maxSurge, maxUnavailable } = this.counts;
    const numbers = [maxSurge, maxUnavailable].map((count) =>
      count instanceof RolloutCount ? count._toManifest() : 0,
    );
    // Spelled out always: a defaulted rollingUpdate makes a later change to Recreate impossible under server-side apply.
    return { type: 'RollingUpdate', rollingUpdate: { maxSurge: numbers[0], maxUnavailable: numbers[1] } };
  }
}

/** Time on top of what a rollout may take without progress. */
const MARGIN = 60;

/** How long a pod may take, in seconds. */
export interface PodTimes {
  /** From the start of its containers until it is ready. */
  readonly startupSeconds: number;
  /** What init containers may take before that. */
  readonly initSeconds: number;
  /** To stop, its hook included. */
  readonly graceSeconds: number;
  /** Whether it keeps a device until it has stopped, which the next pod may wait for. */
  readonly keepsDevice: boolean;
}

/** The fields of a Deployment's spec that a strategy decides. */
export interface RolloutPlan {
  readonly strategy: JsonObject;
  /** Pods above and below the replicas while rolling; nothing where all are recreated. */
  readonly pods: { readonly maxSurge: number; readonly maxUnavailable: number } | undefined;
  readonly minReadySeconds: number | undefined;
  readonly progressDeadlineSeconds: number;
}

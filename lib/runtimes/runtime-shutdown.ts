import type { Duration } from 'cdk8s';
import { secondsOf } from '../core/duration';
import { Problems } from '../private/problems';
import { USUAL_SHUTDOWN_SECONDS } from './common';
import type { SigtermBehaviour } from './runtime-facts';

/**
 * What a server does with running requests when it is told to stop (SIGTERM). How a pod leaves follows from it: how long
 * it waits before the server is told, what the server is told, and the grace period.
 *
 * @example
 * import { Duration } from 'cdk8s';
 * import { RuntimeArgument, RuntimeShutdown, RuntimeValue } from 'cdk8s-model-serving';
 *
 * const shutdown = RuntimeShutdown.adjustable(Duration.seconds(60));
 * const args = [RuntimeArgument.flag('--graceful-timeout', RuntimeValue.shutdownSeconds())];
 */
export class RuntimeShutdown {
  /**
   * It cuts them off at once. The pod then gives them their time before the server is told.
   *
   * @param time the time that requests are given unless `drain.shutdown` says otherwise; 30 seconds by default
   */
  public static aborts(time?: Duration): RuntimeShutdown {
    return new RuntimeShutdown({ kind: 'abort' }, time);
  }

  /**
   * It finishes them, and cuts off what is left after a time that it is told by `RuntimeValue.shutdownSeconds()`.
   *
   * @param time the time that it is told unless `drain.shutdown` says otherwise; 30 seconds by default
   */
  public static adjustable(time?: Duration): RuntimeShutdown {
    return new RuntimeShutdown({ kind: 'bounded' }, time);
  }

  /**
   * It finishes them, and cuts off what is left after a time of its own that cannot be told.
   *
   * @param limit that time
   */
  public static bounded(limit: Duration): RuntimeShutdown {
    const seconds = secondsOf(new Problems(''), '', limit, USUAL_SHUTDOWN_SECONDS);
    return new RuntimeShutdown({ kind: 'bounded', limitSeconds: seconds }, limit);
  }

  /**
   * It finishes them, however long that takes. The grace period of the pod is what ends it.
   *
   * @param time the time that requests are given unless `drain.shutdown` says otherwise; 30 seconds by default
   */
  public static unbounded(time?: Duration): RuntimeShutdown {
    return new RuntimeShutdown({ kind: 'unbounded' }, time);
  }

  /**
   * It does not hear it, and serves until it is killed: every pod takes the whole grace period to leave.
   *
   * @param time the time until then unless `drain.shutdown` says otherwise; 30 seconds by default
   */
  public static ignored(time?: Duration): RuntimeShutdown {
    return new RuntimeShutdown({ kind: 'ignored' }, time);
  }

  /** Nobody has looked. Requests are given 30 seconds, and may be cut off. */
  public static unknown(): RuntimeShutdown {
    return new RuntimeShutdown({ kind: 'unknown' }, undefined);
  }

  private constructor(
    /** @internal */
    public readonly _sigterm: SigtermBehaviour,
    private readonly time: Duration | undefined,
  ) {}

  /** Whether the server is told its time, where nothing bounds it by itself. @internal */
  public get _isTold(): boolean {
    return this._sigterm.kind === 'bounded' && this._sigterm.limitSeconds === undefined;
  }

  /** @internal */
  public get _seconds(): number {
    return secondsOf(new Problems(''), '', this.time, USUAL_SHUTDOWN_SECONDS);
  }

  /** @internal */
  public _problems(): readonly string[] {
    const found = new Problems('');
    secondsOf(found, 'time', this.time, 0);
    return found.sentences;
  }
}

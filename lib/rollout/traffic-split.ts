import { Problems } from '../private/problems';
import { optionsOf } from '../private/shape';
import { show } from '../private/show';
import { CanaryPin } from './canary-pin';

/** What only a route can do. */
export interface RouteSplitOptions {
  /**
   * Requests that always reach the canary, as long as it has pods.
   *
   * @default - none
   */
  readonly pins?: CanaryPin[];
}

/**
 * What divides the requests between the stable version and the canary.
 *
 * @example
 * import { CanaryPin, TrafficSplit } from 'cdk8s-model-serving';
 *
 * const byPods = TrafficSplit.byReplicas();
 * const byWeights = TrafficSplit.byRoute({ pins: [CanaryPin.header('x-tester', 'yes')] });
 */
export class TrafficSplit {
  /**
   * The numbers of pods: one Service over both sides spreads connections evenly over its endpoints. Works with any
   * Service, Ingress and client, as finely as the pods allow: one of ten is 10 %. Long-lived connections (HTTP/2,
   * gRPC, keep-alive) skew it.
   */
  public static byReplicas(): TrafficSplit {
    return new TrafficSplit(false, {});
  }

  /**
   * The route in front: two Services with weights. Any weight with any number of pods, for requests that come through
   * a route that can carry weights; other clients of the Service reach the stable version.
   *
   * @param options requests that always reach the canary
   */
  public static byRoute(options: RouteSplitOptions = {}): TrafficSplit {
    return new TrafficSplit(true, options);
  }

  /** @internal */
  public readonly _pins: readonly CanaryPin[];
  private readonly found = new Problems('');

  private constructor(
    /** @internal */
    public readonly _isByRoute: boolean,
    options: RouteSplitOptions,
  ) {
    const { pins = [] } = optionsOf(this.found, options, 'RouteSplitOptions');
    const keys = new Set<string>();
    pins.forEach((pin: unknown, index) => {
      if (!(pin instanceof CanaryPin)) {
        this.found.add(
          `pins[${index}] must be made by CanaryPin.header(...) or CanaryPin.cookie(...), got ${show(pin)}`,
        );
        return;
      }
      const problems = pin._problems().filter((problem) => problem !== undefined);
      this.found.addUnder(`pins[${index}]`, problems);
      if (problems.length > 0) return;
      if (keys.has(pin._key)) this.found.add(`pins must differ, got ${pin._key} twice`);
      keys.add(pin._key);
    });
    this._pins = pins;
  }

  /** @internal */
  public _problems(): readonly string[] {
    return this.found.sentences;
  }
}

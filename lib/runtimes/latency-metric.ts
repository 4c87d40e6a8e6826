import { checkOneOf } from '../private/check-text';
import type { Problem } from '../private/problem';
import { checkSelector } from './metric-selector';

/** Unit in which a runtime counts time. */
export enum MetricUnit {
  /** Seconds. */
  SECONDS = 'seconds',
  /** Thousandths of a second. */
  MILLISECONDS = 'milliseconds',
  /** Millionths of a second. */
  MICROSECONDS = 'microseconds',
}

/**
 * How a runtime tells how long requests take.
 *
 * @example
 * import { LatencyMetric, MetricUnit } from 'cdk8s-model-serving';
 *
 * LatencyMetric.histogram('lmdeploy:e2e_request_latency_seconds');
 * LatencyMetric.average('server_time_us', 'server_requests_total', MetricUnit.MICROSECONDS);
 */
export class LatencyMetric {
  /**
   * A histogram: the time that 95 of 100 requests keep to can be told.
   *
   * @param metric its name without `_bucket`, `_sum` and `_count`, as PromQL selects it: `time_seconds{code="200"}`
   * @param unit its unit; seconds by default
   */
  public static histogram(metric: string, unit?: MetricUnit): LatencyMetric {
    return new LatencyMetric(metric, undefined, unit);
  }

  /**
   * A sum of times and a count of requests: their average can be told.
   *
   * @param sum counter of all times added, for example `model_infer_request_duration_sum`
   * @param count counter of the requests that they are of
   * @param unit unit of the sum; seconds by default
   */
  public static average(sum: string, count: string, unit?: MetricUnit): LatencyMetric {
    return new LatencyMetric(sum, count, unit);
  }

  private constructor(
    /** @internal */
    public readonly _metric: string,
    /** @internal */
    public readonly _count: string | undefined,
    private readonly unit: MetricUnit | undefined,
  ) {}

  /** @internal */
  public get _perSecond(): number {
    return { seconds: 1, milliseconds: 1000, microseconds: 1_000_000 }[this.unit ?? MetricUnit.SECONDS];
  }

  /** @internal */
  public _problems(): Problem[] {
    return [
      checkSelector('metric', this._metric),
      this._count === undefined ? undefined : checkSelector('count', this._count),
      checkOneOf('unit', this.unit, Object.values(MetricUnit)),
    ];
  }
}

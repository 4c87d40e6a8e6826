import type { Duration } from 'cdk8s';
import { checkWholeNumber } from '../private/check-number';
import type { Problems } from '../private/problems';
import { millisecondsOf } from './plan/milliseconds';

/**
 * How many requests each client, known by its address, may send. What is above is answered 429; on ingress-nginx 503, unless
 * its ConfigMap says otherwise, and each of its replicas counts by itself.
 */
export interface RateLimit {
  /** Requests in each period, on average. */
  readonly average: number;

  /**
   * The period.
   *
   * @default Duration.seconds(1)
   */
  readonly period?: Duration;

  /**
   * Requests that may come at once on top of the average.
   *
   * @default - the average
   */
  readonly burst?: number;
}

/** Checks a rate limit. */
export function checkRateLimit(problems: Problems, property: string, limit: RateLimit | undefined): void {
  if (limit === undefined) return;
  problems.add(
    checkWholeNumber(`${property}.average`, limit.average ?? NaN, 1),
    checkWholeNumber(`${property}.burst`, limit.burst, 1),
  );
  millisecondsOf(problems, `${property}.period`, limit.period, 1);
}

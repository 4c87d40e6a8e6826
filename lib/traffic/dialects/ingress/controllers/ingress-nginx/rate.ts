import type { RateLimit } from '../../../../rate-limit';

/** A rate in the words of ingress-nginx. */
interface NginxRate {
  /** Requests per second, or per minute. */
  readonly per: 'rps' | 'rpm';
  readonly count: number;
  /** What may come at once, in multiples of the count. */
  readonly burstMultiplier: number;
}

const UNITS = [
  ['rps', 1000],
  ['rpm', 60_000],
] as const;

/** A rate limit as whole requests in a second or minute with a whole multiple of them at once; nothing where it is none. */
export function rateOf({ average, burst = average, period }: RateLimit): NginxRate | undefined {
  const milliseconds = period?.toMilliseconds() ?? 1000;
  for (const [per, unit] of UNITS) {
    const count = (average * unit) / milliseconds;
    if (Number.isInteger(count) && count >= 1 && burst % count === 0)
      return { per, count, burstMultiplier: burst / count };
  }
  return undefined;
}

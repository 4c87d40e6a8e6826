import type { Duration } from 'cdk8s';
import type { Problems } from '../private/problems';
import { show } from '../private/show';

/** Longer than anything meant, and sums of a few still fit the API server's 32 bits. */
const YEAR = 365 * 24 * 60 * 60;

/**
 * Whole seconds of a duration, or the default when it is not given. A bad one is noted and read as the default.
 *
 * Told by its method, not by its class, so that another copy of cdk8s does as well.
 */
export function secondsOf(
  problems: Problems,
  property: string,
  value: Duration | undefined,
  fallback: number,
  min = 0,
): number {
  if (value === undefined) return fallback;
  const seconds = wholeSeconds(value);
  if (seconds !== undefined && seconds >= min && seconds <= YEAR) return seconds;
  const received = seconds === undefined ? describe(value) : `${seconds} s`;
  problems.add(
    `${property} must be a Duration of whole seconds of ${min} or more${seconds !== undefined && seconds > YEAR ? ' and at most a year' : ''}, for example Duration.seconds(${Math.max(min, 30)}), got ${received}`,
  );
  return fallback;
}

function wholeSeconds(value: unknown): number | undefined {
  const toSeconds = (value as Partial<Duration> | null)?.toSeconds;
  if (typeof toSeconds !== 'function') return undefined;
  try {
    const seconds = toSeconds.call(value);
    return Number.isSafeInteger(seconds) ? seconds : undefined;
  } catch {
    return undefined; // cdk8s refuses to turn 500 ms into whole seconds
  }
}

function describe(value: unknown): string {
  const toHumanString = (value as { toHumanString?: () => string } | null)?.toHumanString;
  return (typeof toHumanString === 'function' && toHumanString.call(value)) || show(value);
}

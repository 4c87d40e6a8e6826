import type { Duration } from 'cdk8s';
import type { Problems } from '../../private/problems';
import { show } from '../../private/show';

/** What the Gateway API's durations hold: five digits of hours are far more than anything meant. */
const MAX = 24 * 60 * 60 * 1000;

/** Whole milliseconds of a duration, up to a day; told by its method, so that another copy of cdk8s does as well. */
export function millisecondsOf(
  problems: Problems,
  property: string,
  value: Duration | undefined,
  min = 0,
): number | undefined {
  if (value === undefined) return undefined;
  const milliseconds = read(value);
  if (milliseconds !== undefined && milliseconds >= min && milliseconds <= MAX) return milliseconds;
  problems.add(
    `${property} must be a Duration from ${min} ms to a day, for example Duration.seconds(30), got ${milliseconds === undefined ? show(value) : `${milliseconds} ms`}`,
  );
  return undefined;
}

function read(value: unknown): number | undefined {
  const toMilliseconds = (value as Partial<Duration> | null)?.toMilliseconds;
  if (typeof toMilliseconds !== 'function') return undefined;
  try {
    const milliseconds = toMilliseconds.call(value);
    return Number.isSafeInteger(milliseconds) ? milliseconds : undefined;
  } catch {
    return undefined;
  }
}

/** As Traefik and the Gateway API write it: `90s`, `1500ms`, `0s`. */
export function durationText(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}

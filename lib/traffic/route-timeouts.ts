import type { Duration } from 'cdk8s';
import type { Problems } from '../private/problems';
import { millisecondsOf } from './plan/milliseconds';

/**
 * How long requests may take. `Duration.seconds(0)` means without limit, for answers that stream for as long as they like.
 */
export interface RouteTimeouts {
  /**
   * From the request's arrival at the gateway to the last byte of the answer, retries included.
   *
   * @default - where the gateway can say it: the longest that one of the rule's targets says its requests take, without
   * limit where one of them has none or does not know
   */
  readonly request?: Duration;

  /**
   * One attempt at a backend, to the last byte of its answer. At most `request`.
   *
   * @default - no limit of its own
   */
  readonly backendRequest?: Duration;

  /**
   * From sending the request to a backend to the beginning of its answer. Never cuts off an answer that streams.
   *
   * @default - no limit of its own
   */
  readonly responseStart?: Duration;
}

/** The timeouts that were asked for, in milliseconds. */
export interface PlannedTimeouts {
  readonly request?: number;
  readonly backendRequest?: number;
  readonly responseStart?: number;
}

/** Checks the timeouts of a rule. */
export function planTimeouts(problems: Problems, property: string, given: RouteTimeouts = {}): PlannedTimeouts {
  const read = (name: keyof RouteTimeouts): number | undefined =>
    millisecondsOf(problems, `${property}.${name}`, given[name]);
  const planned = {
    request: read('request'),
    backendRequest: read('backendRequest'),
    responseStart: read('responseStart'),
  };
  const { request = 0, backendRequest = 0 } = planned;
  if (request !== 0 && (backendRequest > request || (planned.backendRequest === 0 && request > 0)))
    problems.add(
      `${property}.backendRequest must be at most request, of which it is a part, got ${backendRequest === 0 ? 'no limit' : `${backendRequest} ms`} of ${request} ms`,
    );
  return planned;
}

import { show } from '../../private/show';

/** Checks that something can take requests: by what it has, so that a target of another copy of this library does. */
export function checkTarget(property: string, target: unknown): string | undefined {
  if (typeof target === 'object' && target !== null && 'trafficBackends' in target) return undefined;
  return `${property} must be a ModelServer, a release of two versions, RouteTarget.service(...) or RouteTarget.split(...), got ${show(target)}`;
}

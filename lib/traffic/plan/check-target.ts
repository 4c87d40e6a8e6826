import { checkLabelName } from '../../private/check-name';
import { checkPort } from '../../private/check-number';
import { misspeltMembers } from '../../private/shape';
import { show } from '../../private/show';

/** Checks that something can take requests: by what it has, so that a target of another copy of this library does. */
export function checkTarget(property: string, target: unknown): string | undefined {
  if (typeof target !== 'object' || target === null || !('trafficBackends' in target))
    return `${property} must be a ModelServer, a release of two versions, an InferencePool, RouteTarget.service(...) or RouteTarget.split(...), got ${show(target)}`;
  const {
    trafficBackends: backends,
    trafficPins: pins,
    namespaceName,
  } = target as { trafficBackends: unknown; trafficPins?: unknown; namespaceName?: unknown };
  // Targets of our own tell what is wrong with them in better words.
  if ('_problems' in target) return undefined;
  const problem = checkLabelName(`${property}.namespaceName`, namespaceName);
  if (problem !== undefined) return problem;
  if (!Array.isArray(backends) || !backends.every(isBackend))
    return `${property} must have trafficBackends with a serviceName and a port each, got ${show(backends)}`;
  const fine = pins === undefined || (Array.isArray(pins) && pins.every(isPin));
  if (!fine) return `${property} must have trafficPins with a backend each, got ${show(pins)}`;
  return [
    ...backends.flatMap((each, index) =>
      misspeltMembers(`${property}.trafficBackends[${index}]`, each, 'TrafficBackend'),
    ),
    ...(pins ?? []).flatMap((each, index) => misspeltMembers(`${property}.trafficPins[${index}]`, each, 'TrafficPin')),
  ][0];
}

function isBackend(value: unknown): boolean {
  const { serviceName, port } = (value ?? {}) as { readonly serviceName?: unknown; readonly port?: unknown };
  return typeof serviceName === 'string' && checkPort('', port) === undefined && port !== undefined;
}

function isPin(value: unknown): boolean {
  return isBackend((value as { readonly backend?: unknown } | null)?.backend);
}

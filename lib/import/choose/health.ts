import { checkHttpPath } from '../../private/check-path';
import { checkWholeNumber } from '../../private/check-number';
import { isPlainObject, type JsonObject, objectAt } from '../../private/json';
import { type Code, literal, members, object, seconds } from '../source/code';
import type { Part } from './part';

/** What a runtime is asked, and how often. */
export interface ChosenHealth extends Part {
  /** Options of the runtime: the paths that are asked. */
  readonly runtime: { readonly [option: string]: Code | undefined };
}

type Check = 'startup' | 'readiness' | 'liveness';

/** What a server does by itself: https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/ */
const PERIOD = { startup: 5, readiness: 5, liveness: 10 } as const;
const TIMEOUT = 5;
const STARTUP_BUDGET = 600;
const ROLE = { http: 'http', grpc: 'grpc' } as const;

/** Probes of the container: paths of the runtime, and `health`. */
export function healthPart(container: JsonObject, port: number, speaks: 'http' | 'grpc'): ChosenHealth {
  const probeOf = (check: Check): JsonObject | undefined => {
    const probe = container[`${check}Probe`];
    return isPlainObject(probe) ? probe : undefined;
  };
  const pathOf = (check: Check): string | undefined =>
    speaks === 'http' ? askedPath(container, probeOf(check), port) : undefined;
  const paths = { readiness: pathOf('readiness'), liveness: pathOf('liveness'), startup: pathOf('startup') };
  const asked = { ...paths, liveness: paths.liveness ?? paths.readiness, startup: paths.startup ?? paths.readiness };
  const handler = (check: Check): JsonObject => handlerOf(speaks, asked[check], port);
  const failures = asked.readiness === asked.liveness ? 6 : 3;
  const startup = startupTiming(probeOf('startup'));
  const readiness = timingOf(probeOf('readiness'), PERIOD.readiness, 3);
  const liveness = timingOf(probeOf('liveness'), PERIOD.liveness, failures);
  const health = members({
    startupBudget: startup.budget,
    startup: startup.code,
    readiness: readiness.code,
    liveness: liveness.code,
  });
  return {
    runtime: {
      readinessPath: textCode(paths.readiness),
      livenessPath: textCode(paths.liveness),
      startupPath: textCode(paths.startup),
    },
    props: { health: health.length === 0 ? undefined : object(health) },
    container: {
      startupProbe: { ...handler('startup'), ...startup.made },
      readinessProbe: { ...handler('readiness'), ...readiness.made },
      livenessProbe: { ...handler('liveness'), ...liveness.made },
    },
  };
}

function textCode(text: string | undefined): Code | undefined {
  return text === undefined ? undefined : literal(text);
}

/** The path of a probe that asks the port of the requests as the kubelet does by default. */
function askedPath(container: JsonObject, probe: JsonObject | undefined, port: number): string | undefined {
  const get = objectAt(probe ?? {}, 'httpGet');
  const { path = '/', scheme = 'HTTP', host, httpHeaders } = get;
  if (probe === undefined || !isPlainObject(probe.httpGet) || host !== undefined || httpHeaders !== undefined)
    return undefined;
  const ports = Array.isArray(container.ports) ? (container.ports as unknown[]).filter(isPlainObject) : [];
  const asked = typeof get.port === 'string' ? ports.find(({ name }) => name === get.port)?.containerPort : get.port;
  return asked === port && scheme === 'HTTP' && typeof path === 'string' && checkHttpPath('path', path) === undefined
    ? path
    : undefined;
}

function handlerOf(speaks: 'http' | 'grpc', path: string | undefined, port: number): JsonObject {
  if (speaks === 'grpc') return { grpc: { port } };
  return path === undefined ? { tcpSocket: { port: ROLE.http } } : { httpGet: { path, port: ROLE.http } };
}

interface Timing {
  readonly code: Code | undefined;
  readonly made: JsonObject;
}

/** The timing of a probe as props have it; without a probe a server's own. */
function timingOf(probe: JsonObject | undefined, usualPeriod: number, usualFailures: number): Timing {
  if (!probe)
    return {
      code: undefined,
      made: { periodSeconds: usualPeriod, timeoutSeconds: TIMEOUT, failureThreshold: usualFailures },
    };
  const delay = countOf(probe.initialDelaySeconds, 0, 0);
  const period = countOf(probe.periodSeconds, 10, 1);
  const timeout = countOf(probe.timeoutSeconds, 1, 1);
  const failures = countOf(probe.failureThreshold, 3, 1);
  const given = members({
    initialDelay: delay === 0 ? undefined : seconds(delay),
    period: period === usualPeriod ? undefined : seconds(period),
    timeout: timeout === TIMEOUT ? undefined : seconds(timeout),
    failureThreshold: failures === usualFailures ? undefined : literal(failures),
  });
  return {
    code: given.length === 0 ? undefined : object(given),
    made: {
      failureThreshold: failures,
      initialDelaySeconds: delay || undefined,
      periodSeconds: period,
      timeoutSeconds: timeout,
    },
  };
}

/** That of the startup probe, whose failures follow from the budget. */
function startupTiming(probe: JsonObject | undefined): Timing & { readonly budget: Code | undefined } {
  const { made } = timingOf(probe, PERIOD.startup, STARTUP_BUDGET / PERIOD.startup);
  const [delay, period, failures] = [made.initialDelaySeconds ?? 0, made.periodSeconds, made.failureThreshold].map(
    Number,
  );
  const budget = delay + period * failures;
  // A server takes no shorter one; what differs is merged in.
  if (!probe || budget < PERIOD.startup) return { code: undefined, budget: undefined, made: ownStartup() };
  const given = members({
    initialDelay: delay === 0 ? undefined : seconds(delay),
    period: period === PERIOD.startup ? undefined : seconds(period),
    timeout: made.timeoutSeconds === TIMEOUT ? undefined : seconds(Number(made.timeoutSeconds)),
  });
  return {
    code: given.length === 0 ? undefined : object(given),
    budget: budget === STARTUP_BUDGET ? undefined : seconds(budget),
    made,
  };
}

function ownStartup(): JsonObject {
  return {
    failureThreshold: STARTUP_BUDGET / PERIOD.startup,
    periodSeconds: PERIOD.startup,
    timeoutSeconds: TIMEOUT,
  };
}

function countOf(given: unknown, fallback: number, least: number): number {
  return typeof given === 'number' && checkWholeNumber('count', given, least) === undefined ? given : fallback;
}

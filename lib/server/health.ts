import type { Duration } from 'cdk8s';
import { secondsOf } from '../core/duration';
import type { HttpReadiness } from '../core/readiness';
import { checkWholeNumber } from '../private/check-number';
import type { JsonObject } from '../private/json';
import type { Problems } from '../private/problems';
import { STARTUP_SECONDS } from '../runtimes/common';
import type { RuntimeCheck, RuntimeFacts } from '../runtimes/runtime-facts';

/** Timing of one probe. */
export interface ProbeTiming {
  /**
   * Wait before the first check. Rarely useful: the startup probe already holds the others back.
   *
   * @default - none
   */
  readonly initialDelay?: Duration;

  /**
   * Time between checks. Whole seconds of 1 or more.
   *
   * @default - 5 seconds for readiness, 10 seconds for liveness
   */
  readonly period?: Duration;

  /**
   * Time that one check may take. Whole seconds of 1 or more.
   *
   * @default - 5 seconds, or more where the runtime needs it
   */
  readonly timeout?: Duration;

  /**
   * Failed checks in a row after which the pod is taken out of the Service (readiness) or restarted (liveness).
   *
   * @default - 3; 6 for liveness where the runtime has one health endpoint only
   */
  readonly failureThreshold?: number;
}

/** Timing of the startup probe. How often it may fail follows from `startupBudget`. */
export interface StartupTiming {
  /**
   * Wait before the first check, part of `startupBudget`. For a server that does not bear being asked too early.
   *
   * @default - none
   */
  readonly initialDelay?: Duration;

  /**
   * Time between checks. Whole seconds of 1 or more.
   *
   * @default Duration.seconds(5)
   */
  readonly period?: Duration;

  /**
   * Time that one check may take. Whole seconds of 1 or more.
   *
   * @default - 5 seconds, or more where the runtime needs it
   */
  readonly timeout?: Duration;
}

/**
 * Timing of the health checks. The runtime knows what to ask; this says how often and for how long.
 */
export interface HealthOptions {
  /**
   * Time the model's container may take from its start until the model is loaded, after which it is restarted. It
   * becomes the startup probe, during which the other probes wait, and it bounds the rollout's progress deadline. What
   * init containers take comes before it and is not part of it.
   *
   * @default - what the runtime usually takes: ten minutes, more for servers of large models; with a `source` whose size is
   * known, what it takes to read the weights as well
   */
  readonly startupBudget?: Duration;

  /**
   * Timing of the startup probe: whether the server has started.
   *
   * @default - every 5 seconds
   */
  readonly startup?: StartupTiming;

  /**
   * Timing of the readiness probe: whether the pod gets requests.
   *
   * @default - every 5 seconds, 3 failures
   */
  readonly readiness?: ProbeTiming;

  /**
   * Timing of the liveness probe: whether the pod is restarted.
   *
   * @default - every 10 seconds, 3 failures (6 where it asks the same endpoint as readiness)
   */
  readonly liveness?: ProbeTiming;
}

const STARTUP_PERIOD = 5;
const TIMEOUT = 5;

/** The probes of a server's container, and how long it may take to start. */
export interface HealthPlan {
  readonly probes: {
    readonly startupProbe: JsonObject;
    readonly readinessProbe: JsonObject;
    readonly livenessProbe: JsonObject;
  };
  readonly startupSeconds: number;
}

/**
 * Turns the runtime's checks and the wanted timing into probes.
 *
 * @param readSeconds what weights of a known size add to the default of the startup budget
 */
export function planHealth(
  problems: Problems,
  health: HealthOptions = {},
  facts: RuntimeFacts,
  readSeconds = 0,
): HealthPlan {
  const timeout = Math.max(TIMEOUT, facts.probeTimeoutSeconds ?? 0);
  const startup = planStartup(problems, health, timeout, (facts.startupSeconds ?? STARTUP_SECONDS) + readSeconds);
  const sameEndpoint = JSON.stringify(facts.readiness) === JSON.stringify(facts.liveness);
  const probe = (name: 'readiness' | 'liveness', check: RuntimeCheck, period: number, failures: number): JsonObject =>
    Object.assign(
      handlerOf(check, facts),
      timingOf(problems, `health.${name}`, health[name] ?? {}, { period, timeout, failures }),
    );
  return {
    startupSeconds: startup.seconds,
    probes: {
      startupProbe: Object.assign(handlerOf(facts.startup ?? facts.readiness, facts), startup.timing),
      readinessProbe: probe('readiness', facts.readiness, 5, 3),
      // One endpoint for both: a pod that is merely busy must leave the Service long before it is restarted.
      livenessProbe: probe('liveness', facts.liveness, 10, sameEndpoint ? 6 : 3),
    },
  };
}

/** The timing of the startup probe, and the seconds after which it has failed. */
function planStartup(
  problems: Problems,
  { startupBudget, startup = {} }: HealthOptions,
  timeout: number,
  usual: number,
): { readonly timing: JsonObject; readonly seconds: number } {
  const budget = secondsOf(problems, 'health.startupBudget', startupBudget, usual, STARTUP_PERIOD);
  const period = secondsOf(problems, 'health.startup.period', startup.period, STARTUP_PERIOD, 1);
  const delay = secondsOf(problems, 'health.startup.initialDelay', startup.initialDelay, 0);
  if (delay + period > budget)
    problems.add(
      `health.startup must leave time for a check within the startupBudget of ${budget} s, got an initialDelay of ${delay} s and a period of ${period} s; raise startupBudget, or lower them`,
    );
  const checks = Math.max(Math.ceil((budget - delay) / period), 1);
  return {
    timing: {
      failureThreshold: checks,
      initialDelaySeconds: delay || undefined,
      periodSeconds: period,
      timeoutSeconds: secondsOf(problems, 'health.startup.timeout', startup.timeout, timeout, 1),
    },
    seconds: delay + checks * period,
  };
}

function timingOf(
  problems: Problems,
  property: string,
  timing: ProbeTiming,
  defaults: { readonly period: number; readonly timeout: number; readonly failures: number },
): JsonObject {
  const delay = secondsOf(problems, `${property}.initialDelay`, timing.initialDelay, 0);
  problems.add(checkWholeNumber(`${property}.failureThreshold`, timing.failureThreshold, 1));
  return {
    failureThreshold: timing.failureThreshold ?? defaults.failures,
    initialDelaySeconds: delay || undefined,
    periodSeconds: secondsOf(problems, `${property}.period`, timing.period, defaults.period, 1),
    timeoutSeconds: secondsOf(problems, `${property}.timeout`, timing.timeout, defaults.timeout, 1),
  };
}

function handlerOf(check: RuntimeCheck, facts: RuntimeFacts): JsonObject {
  switch (check.kind) {
    case 'http':
      return { httpGet: { path: check.path, port: check.role } };
    case 'grpc':
      // The one handler that takes no port names.
      return { grpc: { port: facts.ports.find(({ role }) => role === check.role)?.port, service: check.service } };
    case 'tcp':
      return { tcpSocket: { port: check.role } };
  }
}

/** Where readiness is asked over HTTP; nothing where it is asked otherwise. */
export function httpReadinessOf({ readiness, ports }: RuntimeFacts): HttpReadiness | undefined {
  if (readiness.kind !== 'http') return undefined;
  const port = ports.find(({ role }) => role === readiness.role)?.port;
  return port === undefined ? undefined : { path: readiness.path, port };
}

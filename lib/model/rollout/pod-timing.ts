import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';
import { countIn } from '../quota/amounts';
import { lastingContainers } from '../selection/pod-groups';

/** What the API server takes where a pod says no grace period, in seconds. */
const DEFAULT_GRACE = 30;
const SECONDS: { readonly [unit: string]: number } = { '': 1, s: 1, m: 60, h: 3600, d: 86400 };

/** Time a pod is given to stop, its hooks included, in seconds. */
export function graceSeconds({ terminationGracePeriodSeconds }: JsonObject): number {
  return countIn(terminationGracePeriodSeconds, DEFAULT_GRACE);
}

/**
 * Time that a pod may take from its start until it is ready, in seconds, as far as it says so: the budget of its startup
 * probes, or the delay of its readiness probes. Sidecars start one after the other, containers side by side; of init
 * containers nothing is known.
 */
export function startupSeconds(podSpec: JsonObject): number {
  const sidecars = objectsIn(podSpec.initContainers)
    .filter(({ restartPolicy }) => restartPolicy === 'Always')
    .map(probeBudget);
  const containers = objectsIn(podSpec.containers).map((container) =>
    Math.max(probeBudget(container), countIn(objectAt(container, 'readinessProbe').initialDelaySeconds, 0)),
  );
  return sidecars.reduce((sum, each) => sum + each, 0) + Math.max(0, ...containers);
}

/** https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/ */
function probeBudget({ startupProbe }: JsonObject): number {
  if (!isPlainObject(startupProbe)) return 0;
  const { initialDelaySeconds, periodSeconds, failureThreshold } = startupProbe;
  return countIn(initialDelaySeconds, 0) + countIn(periodSeconds, 10) * countIn(failureThreshold, 3);
}

/** A hook that waits before its container is told to stop. */
export interface StopHook {
  readonly containerName: unknown;
  readonly seconds: number;
  /** Whether it is the kubelet that sleeps. */
  readonly isNative: boolean;
  /** Where the number stands, in the container, in words. */
  readonly field: string;
}

/** The hooks of a pod that sleep for a known time. */
export function stopHooks(podSpec: JsonObject): StopHook[] {
  return lastingContainers(podSpec).flatMap((container): StopHook[] => {
    const preStop = objectAt(container, 'lifecycle', 'preStop');
    const { seconds } = objectAt(preStop, 'sleep');
    if (typeof seconds === 'number')
      return [{ containerName: container.name, seconds, isNative: true, field: 'lifecycle.preStop.sleep' }];
    const slept = sleptBy(objectAt(preStop, 'exec').command);
    return slept > 0
      ? [{ containerName: container.name, seconds: slept, isNative: false, field: 'lifecycle.preStop.exec' }]
      : [];
  });
}

/** Seconds that a command sleeps, as far as it is written in it: `sleep 60`, `sh -c 'sleep 1m && nginx -s quit'`. */
function sleptBy(command: unknown): number {
  if (!Array.isArray(command) || !command.every((part): part is string => typeof part === 'string')) return 0;
  const [program = '', ...args] = command;
  if (isSleep(program)) return args.reduce((sum, text) => sum + durationOf(text), 0);
  const script = /(^|\/)(ba|da|a|z)?sh$/.test(program) && args.length === 2 && /^-\w*c$/.test(args[0]) ? args[1] : '';
  // What is behind a condition, in a loop or at the same time may not be waited for.
  if (/[|(){}\n$`]|&(?!&)|\b(if|while|for|until|case)\b/.test(script.replaceAll('&&', ';'))) return 0;
  return script
    .split(/;|&&/)
    .map((part) => part.trim().split(/\s+/))
    .filter(([name]) => isSleep(name))
    .reduce((sum, [, ...times]) => sum + times.reduce((total, text) => total + durationOf(text), 0), 0);
}

function isSleep(program: string): boolean {
  return program === 'sleep' || program === '/bin/sleep' || program === '/usr/bin/sleep';
}

function durationOf(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(text) ?? [];
  return number === undefined ? 0 : Number(number) * SECONDS[unit];
}

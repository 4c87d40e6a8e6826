import { show } from '../private/show';
import type { RuntimeFacts } from '../runtimes/runtime-facts';
import type { DrainPlan } from './drain';
import type { ModelServerProps } from './server-options';

/** A grace period that is used up by every pod, and is long for that. */
const LONG_SECONDS = 120;
const SHELL = /^(.*\/)?(ba|da|a|z|k)?sh$/;

/** Requests that are cut off when a pod leaves, and pods that take long to leave. */
export function shutdownWarnings(props: ModelServerProps, facts: RuntimeFacts, drain: DrainPlan): string[] {
  return [...sigtermWarnings(props, facts, drain), ...shellWarnings(props, facts)];
}

function sigtermWarnings(props: ModelServerProps, { sigterm }: RuntimeFacts, drain: DrainPlan): string[] {
  const { shutdownSeconds, graceSeconds } = drain;
  switch (sigterm?.kind) {
    case 'abort':
      if (props.drain?.shutdown !== undefined) return [];
      return [
        `the runtime cuts off running requests when it is told to stop, so a pod gives them ${shutdownSeconds} s before that; set drain.shutdown to the time of the longest request`,
      ];
    case 'bounded':
      if (sigterm.limitSeconds === undefined || shutdownSeconds <= sigterm.limitSeconds) return [];
      return [
        `the runtime cuts off running requests ${sigterm.limitSeconds} s after it is told to stop, whatever drain.shutdown says, got ${shutdownSeconds} s; set drain.delay to what requests need beyond that`,
      ];
    case 'ignored':
      if (graceSeconds <= LONG_SECONDS) return [];
      return [
        `the runtime does not hear that it is to stop, so every pod takes the whole grace period of ${graceSeconds} s to leave, and keeps what it holds; lower drain.shutdown to the time of the longest request`,
      ];
    default:
      return [];
  }
}

/**
 * A shell as the first process of a container: it hands SIGTERM to nobody and does not end by it, so that the server
 * serves on until it is killed (tried with bash and dash).
 */
function shellWarnings(props: ModelServerProps, facts: RuntimeFacts): string[] {
  const given: unknown = props.command ?? facts.command;
  if (!Array.isArray(given)) return [];
  const own = props.command && facts.command ? [] : (facts.args ?? []);
  const words: unknown[] = [...(given as unknown[]), ...own, ...(Array.isArray(props.args) ? props.args : [])];
  const [shell, ...rest] = words.filter((word) => typeof word === 'string');
  if (shell === undefined || !SHELL.test(shell)) return [];
  const line = rest.find((word) => !word.startsWith('-'));
  const isLine = rest.some((word) => /^-[a-z]*c$/.test(word));
  if (isLine && line !== undefined && /(^|[\s;&|])exec\s/.test(line)) return [];
  const property = props.command ? 'command' : 'runtime command';
  return [
    `${property} begins with the shell ${show(shell)}, which hands SIGTERM to nobody, so that pods are killed with their running requests; name the server's program as a list, or begin the ${isLine ? 'last command of the line' : "script's last command"} with exec`,
  ];
}

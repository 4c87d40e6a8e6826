import { sortedEntries } from '../private/json';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import type { BoundArgument, RuntimeFacts } from '../runtimes/runtime-facts';
import type { ModelServerProps } from './server-options';

/** Other variables' values and nothing else: nothing of them stands in the manifest here. */
const REFERENCES = /^(\$\([-._a-zA-Z0-9]+\))+$/;

/** A flag of a server, by the one name that its parser reads it by, and as it is written. */
interface GivenFlag {
  readonly flag: string;
  readonly written: string;
  readonly value: string | undefined;
}

/**
 * Checks arguments and variables of a server against what its runtime says of them: a flag that moves the port would
 * part the container from probes and Service, and a secret's value would stand in the manifest for everyone to read.
 */
export function checkRuntimeSettings(problems: Problems, props: ModelServerProps, facts: RuntimeFacts): void {
  const given = flagsIn(props.args, facts);
  // Arguments of an entry point of one's own are its own matter.
  if (!(props.command && facts.command)) checkBound(problems, given, facts);
  for (const { flag, written, value } of given) {
    const secret = facts.secrets?.find(({ argument }) => argument !== undefined && oneName(argument, facts) === flag);
    if (secret && value !== undefined && !REFERENCES.test(value)) {
      problems.add(
        `args must not hold a secret, whose value stands in the manifest for everyone to read, got ${show(written)}; ${fromSecret(secret.variable)} in its place`,
      );
    }
  }
  for (const [name, value] of sortedEntries<unknown>(props.env)) {
    const isSecret = facts.secrets?.some(({ variable }) => variable === name);
    if (!isSecret || typeof value !== 'string' || REFERENCES.test(value)) continue;
    problems.add(
      `env must not hold a secret, whose value stands in the manifest for everyone to read, got ${show(name)}; ${fromSecret(name)} in its place`,
    );
  }
}

/** Whether the arguments of a server hold a flag, however it is spelt. */
export function givesFlag(args: unknown, name: string, facts: RuntimeFacts): boolean {
  return flagsIn(args, facts).some(({ flag }) => flag === oneName(name, facts));
}

function flagsIn(args: unknown, facts: RuntimeFacts): GivenFlag[] {
  const words = (Array.isArray(args) ? (args as unknown[]) : []).filter((arg) => typeof arg === 'string');
  return words.map((word, index) => {
    const [written, ...assigned] = word.split('=');
    const value = assigned.length > 0 ? assigned.join('=') : words.at(index + 1);
    return { flag: oneName(written, facts), written, value };
  });
}

/** The name of a long flag with dashes, where its parser makes them of underscores; what comes after a dot is kept. */
function oneName(flag: string, { takesUnderscores }: RuntimeFacts): string {
  if (takesUnderscores !== true || !flag.startsWith('--')) return flag;
  const [name, ...rest] = flag.split('.');
  return [name.replaceAll('_', '-'), ...rest].join('.');
}

function checkBound(problems: Problems, given: readonly GivenFlag[], facts: RuntimeFacts): void {
  const bound = new Map(Object.entries(facts.boundArgs ?? {}).map(([flag, by]) => [oneName(flag, facts), by]));
  for (const { flag, written, value } of given) {
    const by = bound.get(flag);
    if (by === undefined || isFree(by, value, given, facts)) continue;
    problems.add(
      by.usual === undefined
        ? `args must not name a flag that binds the runtime to what probes and Service rely on, got ${show(written)}; ${by.instead}`
        : `args must not ask for more devices than the server has, got ${show(`${written} ${value ?? ''}`.trim())}; ${by.instead}`,
    );
  }
}

/** Whether a flag changes nothing, or asks for devices elsewhere; what a variable says is not known here. */
function isFree(
  by: BoundArgument,
  value: string | undefined,
  given: readonly GivenFlag[],
  facts: RuntimeFacts,
): boolean {
  if (by.usual === undefined) return false;
  if (value === by.usual || (value !== undefined && REFERENCES.test(value))) return true;
  const others = (by.unless ?? []).map((flag) => oneName(flag, facts));
  return given.some(({ flag }) => others.includes(flag));
}

function fromSecret(variable: string): string {
  return `set envFromSecrets: { ${variable}: SecretKeyRef.named(...) }`;
}

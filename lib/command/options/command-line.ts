import { parseArgs } from 'node:util';
import { UsageError } from '../../private/errors';
import { nearestWithin } from '../../private/nearest';
import { show } from '../../private/show';

/** What stands on a command line. */
export interface CommandLine {
  /** What is no option, in order. */
  readonly operands: readonly string[];
  /** Values of each option, in order. */
  readonly values: (option: string) => readonly string[];
  /** The one value of an option. */
  readonly value: (option: string) => string | undefined;
  readonly has: (flag: string) => boolean;
}

/** Options that a command takes: with a value, once or several times, or without. */
export interface OptionNames {
  readonly once: readonly string[];
  readonly several: readonly string[];
  readonly flags: readonly string[];
}

/**
 * Takes a command line apart.
 *
 * @throws UsageError with everything that is wrong with it, and the nearest name of a wrong option
 */
export function parseCommandLine(args: readonly string[], names: OptionNames): CommandLine {
  const withValue = new Set([...names.once, ...names.several]);
  const { tokens, positionals } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: {
      ...Object.fromEntries([...withValue].map((name) => [name, { type: 'string', multiple: true } as const])),
      ...Object.fromEntries(names.flags.map((name) => [name, { type: 'boolean' } as const])),
      help: { type: 'boolean', short: 'h' },
    },
  });
  const found = new Map<string, string[]>();
  const problems: string[] = [];
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    if (withValue.has(name)) {
      const isMissing = value === undefined || value === '' || (!token.inlineValue && looksLikeOption(value));
      if (isMissing) problems.push(`option --${name} needs a value`);
      else found.set(name, [...(found.get(name) ?? []), value]);
    } else if (names.flags.includes(name)) {
      if (value === undefined) found.set(name, []);
      else problems.push(`option --${name} takes no value, got ${show(value)}`);
    } else problems.push(unknownOption(rawName, [...withValue, ...names.flags]));
  }
  for (const name of names.once) {
    if ((found.get(name)?.length ?? 0) > 1) problems.push(`option --${name} can be given once`);
  }
  if (problems.length > 0) throw new UsageError(problems);
  return {
    operands: positionals,
    values: (option) => found.get(option) ?? [],
    value: (option) => found.get(option)?.[0],
    has: (flag) => found.has(flag),
  };
}

/** A dash alone is standard input. */
function looksLikeOption(value: string): boolean {
  return value.length > 1 && value.startsWith('-');
}

function unknownOption(rawName: string, known: readonly string[]): string {
  const nearest = nearestWithin(rawName.replace(/^-+/, ''), known);
  return `there is no option ${show(rawName)}${nearest === undefined ? '' : `; did you mean --${nearest}?`}`;
}

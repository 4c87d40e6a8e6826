import { UsageError } from '../../private/errors';
import { nearestWithin } from '../../private/nearest';
import { show } from '../../private/show';
import type { Severity } from '../../rules/finding';
import { type Format, FORMATS } from '../report/formats';
import { parseCommandLine } from './command-line';

/** What `check` is asked to do. */
export interface CheckOptions {
  /** Files, folders, or `-`. */
  readonly paths: readonly string[];
  readonly format: Format;
  readonly cluster: string | undefined;
  readonly schemas: readonly string[];
  readonly acknowledge: readonly string[];
  readonly baseline: string | undefined;
  readonly disabled: ReadonlySet<string>;
  readonly severities: ReadonlyMap<string, Severity>;
  readonly failOn: Severity;
}

export const CHECK_OPTION_NAMES = {
  once: ['format', 'cluster', 'baseline', 'fail-on'],
  several: ['schemas', 'acknowledge', 'disable', 'severity'],
  flags: ['help', 'version'],
} as const;

const SEVERITIES: readonly Severity[] = ['error', 'warning'];

/**
 * Reads the options of `check`.
 *
 * @param ruleIds every rule that can be named
 * @throws UsageError with everything that is wrong with them
 */
export function checkOptions(args: readonly string[], ruleIds: readonly string[]): CheckOptions {
  const line = parseCommandLine(args, CHECK_OPTION_NAMES);
  const problems: string[] = [];
  const oneOf = <T extends string>(what: string, given: string, allowed: readonly T[]): T => {
    if (!allowed.includes(given as T)) problems.push(notOneOf(what, given, allowed));
    return given as T;
  };
  const severities = line.values('severity').map((given): [string, Severity] => {
    const [rule, severity] = splitAtLast(given, '=');
    return [oneOf('a rule of --severity', rule, ruleIds), oneOf(`severity of '${rule}'`, severity, SEVERITIES)];
  });
  if (line.operands.length === 0) problems.push("name what to check: a folder, a file, or '-' for standard input");
  if (line.operands.filter((path) => path === '-').length > 1) problems.push("'-' can be given once");
  const options: CheckOptions = {
    paths: line.operands,
    format: oneOf('--format', line.value('format') ?? 'text', FORMATS),
    cluster: line.value('cluster'),
    schemas: line.values('schemas'),
    acknowledge: line.values('acknowledge'),
    baseline: line.value('baseline'),
    disabled: new Set(line.values('disable').map((rule) => oneOf('a rule of --disable', rule, ruleIds))),
    severities: new Map(severities),
    failOn: oneOf('--fail-on', line.value('fail-on') ?? 'error', SEVERITIES),
  };
  if (problems.length > 0) throw new UsageError(problems);
  return options;
}

/** Says what is allowed: all of it when it is little, else the nearest. */
export function notOneOf(what: string, given: string, allowed: readonly string[]): string {
  const nearest = nearestWithin(given, allowed);
  const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  if (allowed.length <= 4)
    return `${what} must be ${allowed.join(', ').replace(/, ([^,]*)$/, ' or $1')}, got ${show(given)}${hint}`;
  return `${what} must be the id of a rule, got ${show(given)}${hint}`;
}

function splitAtLast(text: string, separator: string): [string, string] {
  const at = text.lastIndexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

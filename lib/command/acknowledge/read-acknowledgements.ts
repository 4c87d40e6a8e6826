import type { FileSystem, ReadProblem } from '../../manifests/read';
import { checkText } from '../../private/check-text';
import { isPlainObject, type JsonObject } from '../../private/json';
import { show } from '../../private/show';
import { unknownKeys } from '../../private/unknown-keys';
import { readSettings, SettingsError } from '../settings-file';
import type { Acknowledgement } from './acknowledgement';

const KEYS = ['rule', 'object', 'reason', 'until'];
const OBJECT_KEYS = ['apiVersion', 'kind', 'name', 'namespaceName'];

/**
 * Reads a file of acknowledgements: a list of `{ rule, object: { kind, name, namespaceName?, apiVersion? }, reason, until? }`.
 *
 * @throws SettingsError when it is no such list; a reason that is missing is a finding, not an error
 */
export function readAcknowledgements(fileSystem: FileSystem, file: string): Acknowledgement[] {
  const { value, lineOf } = readSettings(fileSystem, file);
  if (value === null) return [];
  if (!Array.isArray(value)) throw new SettingsError([{ file, message: `must hold a list, it holds ${show(value)}` }]);
  const problems: ReadProblem[] = [];
  const acknowledgements = value.map((item: unknown, index) => {
    const line = lineOf(index);
    for (const problem of problemsOf(item)) problems.push({ file, line, message: `entry ${index + 1} ${problem}` });
    return { ...(item as Omit<Acknowledgement, 'file' | 'line'>), file, line };
  });
  if (problems.length > 0) throw new SettingsError(problems);
  return acknowledgements;
}

function problemsOf(item: unknown): string[] {
  if (!isPlainObject(item)) return [`must be an object, got ${show(item)}`];
  const { rule, object, reason, until } = item;
  return [
    ...unknownKeys(item, KEYS).map(({ message }) => message),
    ...objectProblems(object),
    ...[
      checkText('rule', rule ?? ''),
      reason === null ? undefined : checkReason(reason),
      until === undefined || isDate(until)
        ? undefined
        : `until must be a date such as '2027-03-31', got ${show(until)}`,
    ]
      .filter((problem) => problem !== undefined)
      .map((problem) => `cannot be used: ${problem}`),
  ];
}

/** A blank reason is a missing one, which is a finding. */
function checkReason(reason: unknown): string | undefined {
  return reason === undefined || typeof reason === 'string' ? undefined : `reason must be a text, got ${show(reason)}`;
}

function objectProblems(object: unknown): string[] {
  if (!isPlainObject(object))
    return [`cannot be used: object must be an object with kind and name, got ${show(object)}`];
  return [
    ...unknownKeys(object, OBJECT_KEYS).map(({ message }) => `has an object that ${message}`),
    ...texts(object).map((problem) => `cannot be used: ${problem}`),
  ];
}

function texts(object: JsonObject): string[] {
  return [
    ...['kind', 'name'].map((key) => checkText(`object.${key}`, object[key] ?? '')),
    ...['apiVersion', 'namespaceName'].map((key) => checkText(`object.${key}`, object[key])),
  ].filter((problem) => problem !== undefined);
}

/** A day that the calendar has. */
function isDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

import { isPlainObject } from '../private/json';
import { Matcher } from './matcher';
import type { Mismatch } from './mismatch';
import { toYamlText } from './yaml-text';

const PLACES = 20;
const LINES = 12;

/** Prints mismatches: each path, and below it the expected and the actual value as YAML. */
export function mismatchesToText(mismatches: readonly Mismatch[]): string {
  const places = mismatches.slice(0, PLACES).map(mismatchToText);
  if (mismatches.length > PLACES) places.push(`  ... and ${mismatches.length - PLACES} more places`);
  return places.join('\n');
}

function mismatchToText({ path, expected, actual, note }: Mismatch): string {
  const heading = `  ${path === '' ? '(the whole value)' : path}${note === undefined ? '' : ` (${note})`}`;
  const alike = linesAlike(expected, actual);
  return [heading, ...labelled('expected:', expected, alike), ...labelled('actual:', actual, alike)].join('\n');
}

/** How many lines two texts have in common at their beginning. */
function linesAlike(expected: unknown, actual: unknown): number {
  if (typeof expected !== 'string' || typeof actual !== 'string') return 0;
  const lines = actual.split('\n');
  return expected.split('\n').findIndex((line, index) => line !== lines[index]);
}

/** A short value goes behind its label, a long one below it. */
function labelled(label: string, value: unknown, alike: number): string[] {
  if (typeof value === 'string' && value.includes('\n')) {
    const lines = value.replace(/\n$/, '').split('\n');
    const rest = alike > 1 ? [`... ${alike} lines alike`, ...lines.slice(alike)] : lines;
    return [`    ${label} ${value.endsWith('\n') ? '|' : '|-'}`, ...indented(rest)];
  }
  const lines = valueText(value).split('\n');
  if (lines.length === 1 && !isFilled(value)) return [`    ${label.padEnd('expected:'.length)} ${lines[0]}`];
  return [`    ${label}`, ...indented(lines)];
}

function indented(lines: string[]): string[] {
  const shown = lines.length > LINES ? [...lines.slice(0, LINES), `... ${lines.length - LINES} more lines`] : lines;
  return shown.map((line) => (line === '' ? '' : `      ${line}`));
}

function valueText(value: unknown): string {
  if (value === undefined) return '(absent)';
  return value instanceof Matcher ? value.toString() : toYamlText(value).trimEnd();
}

function isFilled(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : isPlainObject(value) && Object.keys(value).length > 0;
}

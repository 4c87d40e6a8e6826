import type { Origin } from '../manifests/origin';
import { byCodeUnit } from '../private/json';
import type { Finding } from '../rules/finding';
import type { LocatedFinding, LocatedObject } from './report/report';

/** Line of an object, or of a field in it given as a JSON pointer. */
export type LineOf = (origin: Origin, at?: string) => number | undefined;

/** Gives findings and what belongs to them the file and line, and sorts them: files in the order of reading, then lines. */
export function locateFindings(
  findings: readonly Finding[],
  lineOf: LineOf,
  files: readonly string[],
): LocatedFinding[] {
  const order = new Map(files.map((file, index) => [file, index]));
  const rank = ({ file }: LocatedFinding): number =>
    file === undefined ? Infinity : (order.get(file) ?? files.length);
  return findings
    .map((finding) => located(finding, lineOf))
    .sort(
      (a, b) =>
        compared(rank(a), rank(b)) ||
        byCodeUnit(a.file ?? '', b.file ?? '') ||
        compared(a.line ?? 0, b.line ?? 0) ||
        byCodeUnit(a.rule, b.rule) ||
        byCodeUnit(a.at ?? '', b.at ?? ''),
    );
}

function located(finding: Finding, lineOf: LineOf): LocatedFinding {
  const { origin, at, others } = finding;
  return {
    ...finding,
    ...placeOf(origin, lineOf, at),
    ...(others !== undefined && {
      others: others.map((other): LocatedObject => ({ ...other, ...placeOf(other.origin, lineOf) })),
    }),
  };
}

function placeOf(origin: Origin | undefined, lineOf: LineOf, at?: string): { file?: string; line?: number } {
  if (origin === undefined || !('file' in origin)) return {};
  const line = lineOf(origin, at) ?? origin.line;
  return { file: origin.file, ...(line !== undefined && { line }) };
}

function compared(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

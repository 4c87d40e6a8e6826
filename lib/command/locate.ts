import type { FileOrigin, Origin } from '../manifests/origin';
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
  const rank = ({ file }: { readonly file?: string }): number =>
    file === undefined ? Infinity : (order.get(file) ?? files.length);
  const places = placesOf(findings, lineOf, rank);
  return findings
    .map((finding) => located(finding, places))
    .sort(
      (a, b) =>
        compared(rank(a), rank(b)) ||
        byCodeUnit(a.file ?? '', b.file ?? '') ||
        compared(a.line ?? 0, b.line ?? 0) ||
        byCodeUnit(a.rule, b.rule) ||
        byCodeUnit(a.at ?? '', b.at ?? ''),
    );
}

interface Place {
  readonly file?: string;
  readonly line?: number;
}

/** Where an object of a finding, or a field in it, stands. */
type PlaceOf = (origin: Origin | undefined, at?: string) => Place;

/** Looks everything up in the order in which it stands in the files: finding a line anew costs reading around it anew. */
function placesOf(findings: readonly Finding[], lineOf: LineOf, rank: (origin: FileOrigin) => number): PlaceOf {
  const wanted = new Map<FileOrigin, Set<string>>();
  const want = (origin: Origin | undefined, at = ''): void => {
    if (origin === undefined || !('file' in origin)) return;
    const fields = wanted.get(origin);
    if (fields === undefined) wanted.set(origin, new Set([at]));
    else fields.add(at);
  };
  for (const { origin, at, others = [] } of findings) {
    want(origin, at);
    for (const other of others) want(other.origin);
  }
  const lines = new Map<FileOrigin, Map<string, number | undefined>>();
  const inOrder = [...wanted].sort(
    ([a], [b]) => compared(rank(a), rank(b)) || compared(a.document ?? 0, b.document ?? 0),
  );
  for (const [origin, fields] of inOrder) {
    lines.set(origin, new Map([...fields].map((at) => [at, lineOf(origin, at) ?? origin.line])));
  }
  return (origin, at = '') => {
    if (origin === undefined || !('file' in origin)) return {};
    const line = lines.get(origin)?.get(at);
    return { file: origin.file, ...(line !== undefined && { line }) };
  };
}

function located(finding: Finding, placeOf: PlaceOf): LocatedFinding {
  const { origin, at, others } = finding;
  return {
    ...finding,
    ...placeOf(origin, at),
    ...(others !== undefined && {
      others: others.map((other): LocatedObject => ({ ...other, ...placeOf(other.origin) })),
    }),
  };
}

function compared(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

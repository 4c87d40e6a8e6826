import { type ReadManifests, type ReadProblem, type ReadSource, STANDARD_INPUT } from '../manifests/read';
import { count } from '../review/format/figures';

/** What a command that needs manifests says where none came. */
export interface NothingRead {
  /** The way out for what was piped. */
  readonly piped?: string;
  /** The way out for files and folders. */
  readonly named: string;
  /** Whether a List without items is an answer: it says itself that there is nothing. */
  readonly takesEmptyLists?: boolean;
}

const PIPED =
  "see what the command before the pipe printed; with 'set -o pipefail' the pipeline fails where that command does";

/**
 * The paths from which no object came: each stream, since what was to write into it may have failed, and the others
 * where none of all paths held one. What could not be read is a problem of its own.
 */
export function nothingRead(
  { sources }: Pick<ReadManifests, 'sources'>,
  { piped = PIPED, named, takesEmptyLists = false }: NothingRead,
): ReadProblem[] {
  const isNothing = ({ objects, problems, emptyLists }: ReadSource): boolean =>
    objects + problems === 0 && !(takesEmptyLists && emptyLists > 0);
  const streams = sources.filter((source) => source.isStream && isNothing(source));
  const others = sources.every(isNothing) ? sources.filter(({ isStream }) => !isStream) : [];
  return [
    ...streams.map((source) => problemOf(source, '', piped)),
    ...others.slice(0, 1).map((source) => problemOf(added(others), besides(others.length - 1), named, source.path)),
  ];
}

function problemOf(source: ReadSource, subject: string, fix: string, file = source.path): ReadProblem {
  const verb = subject === '' ? 'holds' : 'hold';
  return { file, message: `${subject}${verb} no Kubernetes object: ${contentOf(source)}`, fix };
}

function besides(others: number): string {
  return others === 0 ? '' : `and ${count(others, 'other path')} `;
}

/** What was looked at, of all of them. */
function added(sources: readonly ReadSource[]): ReadSource {
  const sum = (of: (source: ReadSource) => number): number => sources.reduce((total, source) => total + of(source), 0);
  return {
    ...sources[0],
    files: sum(({ files }) => files),
    skipped: sum(({ skipped }) => skipped),
    emptyLists: sum(({ emptyLists }) => emptyLists),
  };
}

function contentOf({ path, files, skipped, emptyLists }: ReadSource): string {
  const found = [
    ...(skipped === 0 ? [] : [`${count(skipped, 'document')} with neither apiVersion nor kind`]),
    ...(emptyLists === 0 ? [] : [`${count(emptyLists, 'List')} without items`]),
  ].join(' and ');
  if (path === STANDARD_INPUT || files <= 1) return found === '' ? 'it is empty' : `it has ${found}`;
  return `${count(files, 'file')} ${found === '' ? 'that are empty' : `with ${found}`}`;
}

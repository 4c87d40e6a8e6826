import type { Manifest } from '../../manifests/manifest';
import {
  type FileSystem,
  INTO_CHECK,
  type ReadProblem,
  readManifests,
  STANDARD_INPUT,
  type ReadSources,
} from '../../manifests/read';
import { UsageError } from '../../private/errors';
import { show } from '../../private/show';
import type { Git } from '../git/git';
import { Repository } from '../git/repository';
import { treeFileSystem } from '../git/tree-file-system';
import { nothingRead } from '../nothing-read';
import { repeatedObjects } from './repeated-objects';
import { pathFromRoot, type SideSpec } from './side-spec';

/** What was read of one side. */
export interface ReadSide {
  readonly manifests: readonly Manifest[];
  readonly problems: readonly ReadProblem[];
  /** What should be known of how it was read, a sentence each. */
  readonly notes: readonly string[];
}

/** Where sides are read from. */
export interface SideSources {
  readonly fileSystem: FileSystem;
  readonly git: Git;
  readonly standardInput: Uint8Array | undefined;
}

const RENDERED = '> rendered.yaml, for each side, and review the rendered files';
/** A side that is meant to be empty. */
const NOTHING = '/dev/null';
const EMPTY_SIDE = `where there is nothing yet, name ${NOTHING} instead`;
/** Else a side that failed to be made would be reviewed as if everything were taken away. */
const EMPTY = {
  piped: `see what the command before the pipe printed; ${EMPTY_SIDE}`,
  named: EMPTY_SIDE,
  takesEmptyLists: true,
};

/**
 * Reads one side of a review.
 *
 * @throws UsageError when it names no commit, or nothing in it
 */
export function readSide(spec: SideSpec, sources: SideSources): ReadSide {
  if (spec.kind === 'commit') return readCommit(spec, sources);
  const { fileSystem, standardInput } = sources;
  const path = spec.kind === 'path' ? spec.path : STANDARD_INPUT;
  return read(path, { fileSystem, ...(standardInput !== undefined && { standardInput }) });
}

function readCommit({ ref, path, title }: SideSpec & { kind: 'commit' }, { git }: SideSources): ReadSide {
  const repository = Repository.at(git);
  const commit = repository.commitOf(ref);
  const fromRoot = pathFromRoot(repository.prefix, path);
  if (fromRoot === undefined) throw new UsageError([`${show(title)} lies outside of the repository`]);
  const top = `git:${ref}:`;
  const files = treeFileSystem(repository, commit, fromRoot, top);
  if (!files.exists) {
    throw new UsageError([`${show(fromRoot)} does not exist in commit ${commit.slice(0, 12)} (${ref}); ${EMPTY_SIDE}`]);
  }
  const side = read(`${top}${fromRoot}`, { fileSystem: files.fileSystem });
  return {
    ...side,
    problems: side.problems.map((problem) => inWorkTree(problem, ref, top)),
    notes: [...side.notes, ...files.passedOver.map(passedOverNote(ref))],
  };
}

/** Nothing renders a commit: its files have to be checked out. */
function inWorkTree({ fix, ...problem }: ReadProblem, ref: string, top: string): ReadProblem {
  if (fix === undefined) return problem;
  if (!fix.includes(RENDERED)) return { ...problem, fix };
  return { ...problem, fix: `in a work tree of ${ref} (git worktree add), ${fix.replace(top, '')}` };
}

function passedOverNote(ref: string): (entry: { readonly path: string; readonly kind: string }) => string {
  return ({ path, kind }) => `${path} is a ${kind} in ${ref} and is passed over`;
}

/** Notes on what of the files is checked out and not committed, and so is not in the commits of a review, or is. */
export function workTreeNotes(git: Git, sides: readonly SideSpec[]): string[] {
  const commits = sides.filter((side) => side.kind === 'commit');
  if (commits.length === 0) return [];
  const repository = Repository.at(git);
  if (!repository.hasWorkTree) return [];
  const paths = [...new Set(commits.flatMap(({ path }) => pathFromRoot(repository.prefix, path) ?? []))];
  return paths.flatMap((path) => {
    const count = repository.uncommitted(path);
    if (count === 0) return [];
    const files = count === 1 ? '1 file' : `${count} files`;
    const place = path === '' ? 'the work tree' : `${show(path)} of the work tree`;
    const isReviewed = sides.some(({ kind }) => kind === 'path');
    return [
      `${files} in ${place} ${count === 1 ? 'is' : 'are'} not committed: ${isReviewed ? 'folders are reviewed as they are, commits without them' : 'commits are reviewed without them'}`,
    ];
  });
}

function read(path: string, sources: ReadSources): ReadSide {
  const found = readManifests([path], sources);
  const { manifests, problems, repeatedKeys } = found;
  return {
    manifests,
    problems: [
      ...problems.map(forReview),
      ...(path === NOTHING ? [] : nothingRead(found, EMPTY)),
      ...repeatedObjects(found),
    ],
    notes: repeatedKeys.map(({ manifest, at, line }) => {
      const file = 'file' in manifest.origin ? `${manifest.origin.file}:${line}: ` : '';
      return `${file}${at.slice(1).replaceAll('/', '.')} is given twice, and only the last value holds`;
    }),
  };
}

/** What has to be rendered is piped into `check`, and reviewed as a file: a review has two sides. */
function forReview({ fix, ...problem }: ReadProblem): ReadProblem {
  if (fix === undefined) {
    return problem.message === 'does not exist' ? { ...problem, fix: EMPTY_SIDE } : problem;
  }
  return { ...problem, fix: fix.replace(INTO_CHECK, RENDERED) };
}

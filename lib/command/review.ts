import { contextOf, withExisting } from '../rules/declared-context';
import type { Review } from '../review/data/review';
import { review as reviewChange } from '../review/review';
import { readClusterFile } from './cluster-file';
import { ExitCode } from './exit-code';
import { Repository } from './git/repository';
import type { Io } from './io';
import { type FailOn, type ReviewCommandOptions, reviewOptions } from './options/review-options';
import { problemsText } from './report/text';
import { visible } from './report/visible';
import { reviewFormatText } from './review-formats';
import { readSide, workTreeNotes } from './review/read-side';

/**
 * The command `review`: reads manifests as they were and as they will be, and writes what the change will do.
 *
 * @throws UsageError for a wrong command line, a side that does not exist or that describes an object twice,
 * SettingsError for facts of the cluster that cannot be used
 */
export async function review(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = reviewOptions(args);
  // Settings first: a slip in them should not cost the time of reading.
  const cluster = options.cluster === undefined ? {} : readClusterFile(io.fileSystem, options.cluster);
  const { before, after } = resolved(options, io);
  const isRead = [before, after].some(({ kind }) => kind === 'standard input');
  const sources = {
    fileSystem: io.fileSystem,
    git: io.git,
    standardInput: isRead ? await io.standardInput() : undefined,
  };
  const [was, now] = [readSide(before, sources), readSide(after, sources)];
  const notes = [...was.notes, ...now.notes, ...workTreeNotes(io.git, [before, after])];
  io.printError(notes.map((note) => `note: ${visible(note)}\n`).join(''));
  const problems = [...was.problems, ...now.problems];
  // Half a side would be reviewed as if the rest of it were taken away.
  if (problems.length > 0) {
    io.printError(problemsText(problems, false));
    return ExitCode.UNUSABLE;
  }
  const [old, fresh] = [was, now].map(({ manifests }) => withExisting(manifests, cluster));
  const result = reviewChange(old, fresh, { delivery: options.delivery, context: contextOf(cluster) });
  io.print(reviewFormatText(options.format, result, io.hasColours));
  return fails(result, options.failOn) ? ExitCode.FINDINGS : ExitCode.OK;
}

/** With the reference of `--base-of` become the commit at which it and HEAD went apart. */
function resolved(
  { before, after, baseOf }: ReviewCommandOptions,
  { git }: Io,
): Pick<ReviewCommandOptions, 'before' | 'after'> {
  if (baseOf === undefined || before.kind !== 'commit') return { before, after };
  return { before: { ...before, ref: Repository.at(git).mergeBaseOf(baseOf) }, after };
}

const FAILING: { readonly [verdict in Exclude<FailOn, 'any'>]: readonly Review['verdict'][] } = {
  outage: ['outage'],
  refused: ['outage', 'refused'],
  attention: ['outage', 'refused', 'attention'],
};

function fails(result: Review, failOn: FailOn): boolean {
  const { verdict, changes, removals } = result;
  if (failOn === 'any') return verdict !== 'safe' || changes.length > 0 || removals.length > 0;
  return FAILING[failOn].includes(verdict);
}

import { readManifests, STANDARD_INPUT } from '../manifests/read';
import { UsageError } from '../private/errors';
import { ExitCode } from './exit-code';
import type { Io } from './io';
import { notOneOf } from './options/check-options';
import { nothingRead } from './nothing-read';
import { parseCommandLine } from './options/command-line';
import { PLAN_FORMATS, type PlanFormat, plansText } from './plans/plan-formats';
import { releasedPlans } from './plans/released-plan';
import { rolloutPlans } from './plans/rollout-plan';
import { problemsText } from './report/text';

/** Where cdk8s writes manifests unless told otherwise. */
const OUTPUT_FOLDER = 'dist';

const NAME_MANIFESTS = 'synthesize first, or name the manifests of the release';

/**
 * The command `plan`: prints every apply of the releases in manifests, which of them each has reached, and
 * the steps of Rollouts, which a controller takes.
 *
 * @throws UsageError for a wrong command line
 */
export async function plan(args: readonly string[], io: Io): Promise<ExitCode> {
  const line = parseCommandLine(args, { once: ['format'], several: [], flags: [] });
  const format = line.value('format') ?? 'text';
  if (!isFormat(format)) throw new UsageError([notOneOf('--format', format, PLAN_FORMATS)]);
  const paths = line.operands.length === 0 ? [OUTPUT_FOLDER] : line.operands;
  const standardInput = paths.includes(STANDARD_INPUT) ? await io.standardInput() : undefined;
  const { fileSystem } = io;
  const read = readManifests(paths, { fileSystem, ...(standardInput !== undefined && { standardInput }) });
  const problems = [...read.problems, ...nothingRead(read, { named: NAME_MANIFESTS })];
  io.printError(problemsText(problems, false));
  const plans = { releases: releasedPlans(read.manifests), rollouts: rolloutPlans(read.manifests) };
  const isFound = plans.releases.length + plans.rollouts.length > 0;
  // Of what could not be read nobody can say that it has no release.
  if (problems.length === 0 || isFound) io.print(plansText(format, plans));
  return problems.length > 0 ? ExitCode.UNUSABLE : ExitCode.OK;
}

function isFormat(format: string): format is PlanFormat {
  return (PLAN_FORMATS as readonly string[]).includes(format);
}

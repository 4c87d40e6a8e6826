import { basename, resolve } from 'node:path';
import { UsageError } from '../private/errors';
import { show } from '../private/show';
import { ExitCode } from './exit-code';
import { PIPELINES, type Pipelines, projectFiles } from './init/project';
import { writeProject } from './init/write-project';
import type { Io } from './io';
import { notOneOf } from './options/check-options';
import { parseCommandLine } from './options/command-line';
import { visible } from './report/visible';

/** https://docs.npmjs.com/cli/v11/configuring-npm/package-json#name, without scopes. */
const NAME = /^[a-z0-9][a-z0-9._-]{0,213}$/;

/**
 * The command `init`: writes a project that synthesizes and tests. Asks nothing.
 *
 * @throws UsageError for a wrong command line, and for a folder that has one of the files already
 */
export function init(args: readonly string[], io: Io): ExitCode {
  const line = parseCommandLine(args, { once: ['name', 'ci'], several: [], flags: [] });
  const [folder = '.', ...more] = line.operands;
  const pipelines = line.value('ci') ?? PIPELINES[0];
  // As it is given, for what is said of it.
  const given = line.value('name') ?? basename(resolve(folder));
  const name = line.value('name') ?? given.toLowerCase();
  const problems = [
    ...(folder === '' ? ['DIR is empty; name a folder, or leave it out for the current one'] : []),
    ...(more.length > 0 ? [`name one folder, got ${line.operands.length}`] : []),
    ...(isPipelines(pipelines) ? [] : [notOneOf('--ci', pipelines, PIPELINES)]),
    ...(NAME.test(name)
      ? []
      : [
          `the name of the project must be lower-case letters, digits, '-', '.' and '_', got ${show(given)}; --name gives it`,
        ]),
  ];
  if (problems.length > 0 || !isPipelines(pipelines)) throw new UsageError(problems);
  const files = projectFiles({ name, pipelines });
  const kept = writeProject(folder, files);
  const stays = kept.length > 0 ? `; ${kept.join(' and ')} stayed as it was` : '';
  io.print(`${Object.keys(files).length - kept.length} files written${stays}. Go on with:\n\n`);
  if (resolve(folder) !== process.cwd()) io.print(`  cd ${visible(folder)}\n`);
  io.print('  npm install\n  npm run synth\n  npm test\n\nThe app is platform.ts; README.md says the rest.\n');
  return ExitCode.OK;
}

function isPipelines(value: string): value is Pipelines {
  return (PIPELINES as readonly string[]).includes(value);
}

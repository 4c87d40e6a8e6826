import { UsageError } from '../private/errors';
import { nearestWithin } from '../private/nearest';
import { show } from '../private/show';
import { check } from './check';
import { ENGINE, type Engine } from './engine';
import { ExitCode } from './exit-code';
import { explain } from './explain';
import { image } from './image';
import { importCommand } from './import';
import { init } from './init';
import type { Io } from './io';
import { plan } from './plan';
import { problemsText } from './report/text';
import { visible } from './report/visible';
import { review } from './review';
import { SettingsError } from './settings-file';
import { COMMAND_NAMES, isCommandName, usage } from './usage';
import { packageVersion } from './version';

/** Runs the command line: writes what there is to say, and returns what to exit with. */
export async function run(args: readonly string[], io: Io, engine: Engine = ENGINE): Promise<ExitCode> {
  try {
    return await dispatch(args, io, engine);
  } catch (error) {
    if (error instanceof UsageError) {
      for (const message of error.messages) io.printError(`error: ${visible(message)}\n`);
      io.printError('see: cdk8s-model-serving --help\n');
    } else if (error instanceof SettingsError) io.printError(problemsText(error.problems, false));
    else
      io.printError(
        `error: this is a fault of cdk8s-model-serving, please report it\n${String((error as Error).stack)}\n`,
      );
    return ExitCode.UNUSABLE;
  }
}

async function dispatch(args: readonly string[], io: Io, engine: Engine): Promise<ExitCode> {
  const asked = beforeOperands(args);
  const [command, ...rest] = args;
  if (asked.has('--help') || asked.has('-h') || command === 'help') {
    io.print(helpFor(command === 'help' ? rest[0] : command));
    return ExitCode.OK;
  }
  if (asked.has('--version')) {
    io.print(`${packageVersion()}\n`);
    return ExitCode.OK;
  }
  if (command === 'check') return check(rest, io, engine, packageVersion());
  if (command === 'review') return review(rest, io);
  if (command === 'plan') return plan(rest, io);
  if (command === 'import') return importCommand(rest, io);
  if (command === 'image') return image(rest, io);
  if (command === 'init') return init(rest, io);
  if (command === 'explain') return explain(rest, io, engine);
  throw new UsageError([unknownCommand(command)]);
}

/**
 * The help of a command; of all where none is named.
 *
 * @throws UsageError where there is no such command
 */
function helpFor(command: string | undefined): string {
  if (command === undefined || command.startsWith('-')) return usage();
  if (isCommandName(command)) return usage(command);
  throw new UsageError([unknownCommand(command)]);
}

/** After `--` everything is a path. */
function beforeOperands(args: readonly string[]): ReadonlySet<string> {
  const end = args.indexOf('--');
  return new Set(end < 0 ? args : args.slice(0, end));
}

function unknownCommand(command: string | undefined): string {
  if (command === undefined) return `name a command: ${listed('or')}`;
  const nearest = nearestWithin(command, COMMAND_NAMES);
  const hint = nearest === undefined ? `there are ${listed('and')}` : `did you mean ${nearest}?`;
  return `there is no command ${show(command)}; ${hint}`;
}

function listed(conjunction: string): string {
  return `${COMMAND_NAMES.slice(0, -1).join(', ')} ${conjunction} ${COMMAND_NAMES.at(-1) ?? ''}`;
}

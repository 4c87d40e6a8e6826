import { UsageError } from '../private/errors';
import { nearestWithin } from '../private/nearest';
import { show } from '../private/show';
import { check } from './check';
import { ENGINE, type Engine } from './engine';
import { ExitCode } from './exit-code';
import { explain } from './explain';
import { image } from './image';
import { init } from './init';
import type { Io } from './io';
import { plan } from './plan';
import { problemsText } from './report/text';
import { visible } from './report/visible';
import { review } from './review';
import { SettingsError } from './settings-file';
import { USAGE } from './usage';
import { packageVersion } from './version';

const COMMANDS = ['check', 'review', 'plan', 'explain', 'image', 'init'];

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
  if (asked.has('--help') || asked.has('-h')) {
    io.print(USAGE);
    return ExitCode.OK;
  }
  if (asked.has('--version')) {
    io.print(`${packageVersion()}\n`);
    return ExitCode.OK;
  }
  const [command, ...rest] = args;
  if (command === 'check') return check(rest, io, engine, packageVersion());
  if (command === 'review') return review(rest, io);
  if (command === 'plan') return plan(rest, io);
  if (command === 'image') return image(rest, io);
  if (command === 'init') return init(rest, io);
  if (command === 'explain') return explain(rest, io, engine);
  throw new UsageError([unknownCommand(command)]);
}

/** After `--` everything is a path. */
function beforeOperands(args: readonly string[]): ReadonlySet<string> {
  const end = args.indexOf('--');
  return new Set(end < 0 ? args : args.slice(0, end));
}

function unknownCommand(command: string | undefined): string {
  if (command === undefined) return `name a command: ${listed('or')}`;
  const nearest = nearestWithin(command, COMMANDS);
  const hint = nearest === undefined ? `there are ${listed('and')}` : `did you mean ${nearest}?`;
  return `there is no command ${show(command)}; ${hint}`;
}

function listed(conjunction: string): string {
  return `${COMMANDS.slice(0, -1).join(', ')} ${conjunction} ${COMMANDS.at(-1) ?? ''}`;
}

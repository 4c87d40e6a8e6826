import { UsageError } from '../private/errors';
import { show } from '../private/show';
import { ExitCode } from './exit-code';
import { editFile } from './image/locked-file';
import { changedList, imageProblem } from './image/set-image';
import type { Io } from './io';
import { parseCommandLine } from './options/command-line';
import { visible } from './report/visible';

/** Where images are unless told otherwise. */
const IMAGES = 'images.json';

/**
 * The command `image set`: writes another image into a file of images, which `ImageTags.fromFile` reads.
 *
 * @throws UsageError for a wrong command line, and for a file that cannot be read, written or lacks the name
 */
export function image(args: readonly string[], io: Io): ExitCode {
  const [action, ...rest] = args;
  if (action !== 'set') throw new UsageError([`after image comes set, got ${show(action)}`]);
  const line = parseCommandLine(rest, { once: ['file'], several: [], flags: ['add'] });
  const [name, reference, ...more] = line.operands;
  if (name === undefined || reference === undefined || more.length > 0)
    throw new UsageError([`name what to set, NAME and IMAGE; got ${line.operands.length}`]);
  const problem = name === '' ? 'NAME is empty' : imageProblem(reference);
  if (problem !== undefined) throw new UsageError([problem]);
  const file = line.value('file') ?? IMAGES;
  editFile(file, (content) => changedList(file, content, { name, image: reference, add: line.has('add') }));
  io.print(`${visible(file)}: ${visible(name)} is ${visible(reference)}\n`);
  return ExitCode.OK;
}

import * as fs from 'node:fs';
import { systemReason } from '../../manifests/read/system-reason';
import { UsageError } from '../../private/errors';
import { show } from '../../private/show';
import { writeReason } from '../../private/write-reason';

/** How often, and how long apart, another process that writes the file is waited for: two seconds in all. */
const TRIES = 20;
const PAUSE_MS = 100;

/**
 * Changes a file of text whole or not at all, one process after the other: the new content is written beside it, into a
 * file that only one process can make at a time, and then takes its place. Git guards its own files this way.
 *
 * @param edit makes the new content of the present one; `undefined` where there is no file
 * @throws UsageError when the file cannot be read or written, or another process does not let go of it
 */
export function editFile(path: string, edit: (content: string | undefined) => string): void {
  const file = realPath(path);
  const lock = `${file}.lock`;
  const handle = lockAt(lock, path);
  try {
    const { content, mode } = present(file, path);
    fs.writeSync(handle, edit(content));
    if (mode !== undefined) fs.fchmodSync(handle, mode);
    fs.fsyncSync(handle);
    fs.closeSync(handle);
    fs.renameSync(lock, file);
  } catch (error) {
    fs.rmSync(lock, { force: true });
    throw error;
  }
}

/** A link stays a link: what it leads to is changed. */
function realPath(path: string): string {
  return fs.existsSync(path) ? fs.realpathSync(path) : path;
}

function lockAt(lock: string, path: string): number {
  for (let tries = 1; ; tries++) {
    try {
      return fs.openSync(lock, 'wx');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
        throw new UsageError([`${show(path)} cannot be written: ${writeReason(error)}`]);
      if (tries === TRIES)
        throw new UsageError([
          `${show(path)} is being written by another process; remove ${show(lock)} if there is none`,
        ]);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

interface Present {
  readonly content: string | undefined;
  readonly mode: number | undefined;
}

function present(file: string, path: string): Present {
  try {
    return { content: fs.readFileSync(file, 'utf8'), mode: fs.statSync(file).mode };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { content: undefined, mode: undefined };
    throw new UsageError([`${show(path)} ${systemReason(error)}`]);
  }
}

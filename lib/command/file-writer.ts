import { linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Writes files whole: what is there under a name is the old text or the new one, never a part of it. */
export interface FileWriter {
  /**
   * Writes a file. Throws what `node:fs` throws, `EEXIST` where there is one already that may not be replaced.
   *
   * @param replaces whether a file of that name may be there
   */
  write(path: string, text: string, replaces: boolean): void;
}

/** The disk of this machine. */
export const DISK_WRITER: FileWriter = {
  write: (path, text, replaces) => {
    const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
    try {
      writeFileSync(temporary, text, { flag: 'wx' });
      if (replaces) renameSync(temporary, path);
      // Unlike a rename it takes no other file's place.
      else linkSync(temporary, path);
    } finally {
      rmSync(temporary, { force: true });
    }
  },
};

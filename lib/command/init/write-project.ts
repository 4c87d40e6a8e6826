import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../../private/errors';
import { makeFolder } from '../../private/make-folder';
import { show } from '../../private/show';
import { writeReason } from '../../private/write-reason';
import type { ProjectFiles } from './project';

/** What a repository has from the start: it stays as it is. */
const KEPT: ReadonlySet<string> = new Set(['.gitignore', 'README.md']);

/**
 * Writes a project into a folder, all of it or nothing: no file that is there is touched.
 *
 * @returns which files were there and stay
 * @throws UsageError when another one of the files is there already, or cannot be written
 */
export function writeProject(folder: string, files: ProjectFiles): readonly string[] {
  const found = Object.keys(files).filter((file) => fs.existsSync(join(folder, file)));
  const there = found.filter((file) => !KEPT.has(file));
  if (there.length > 0) {
    const more = there.length > 3 ? ` and ${there.length - 3} more` : '';
    const listed = there.slice(0, 3).map(show).join(', ');
    throw new UsageError([`${show(folder)} has ${listed}${more} already; name an empty folder`]);
  }
  const written: string[] = [];
  try {
    for (const [file, text] of Object.entries(files)) {
      if (found.includes(file)) continue;
      const path = join(folder, file);
      makeFolder(dirname(path));
      // What somebody else makes in the meantime is theirs.
      fs.writeFileSync(path, text, { flag: 'wx', mode: text.startsWith('#!') ? 0o755 : 0o644 });
      written.push(path);
    }
  } catch (error) {
    for (const path of written) fs.rmSync(path, { force: true });
    throw new UsageError([`${show(folder)} cannot be written: ${writeReason(error)}; nothing was left there`]);
  }
  return found;
}

import * as fs from 'node:fs';
import * as path from 'node:path';
import { MANAGED_BY } from '../private/labels';
import { UsageError } from '../private/usage-error';

/** First line of every file we write; a file without it is a stranger's. */
export const MARKER = `# Synthesized by ${MANAGED_BY}`;

/**
 * Makes a folder hold exactly the given files and whatever is not ours: files of ours that are no longer made are
 * removed, a stranger's file is never touched.
 *
 * Everything is written beside its place first and moved there last, so that a full disk leaves the folder as it was,
 * and a reader sees the old text or the new one, never half of it.
 *
 * @param files texts by name; a name may lead into a folder
 * @param written called for each file that is written
 */
export function writeFiles(
  outdir: string,
  files: ReadonlyMap<string, string>,
  written: (name: string) => void = () => undefined,
): void {
  const temporaries = new Map<string, string>();
  try {
    fs.mkdirSync(outdir, { recursive: true });
    refuseStrangers(outdir, files);
    for (const [name, text] of files) {
      const temporary = `${path.join(outdir, path.dirname(name), `.${path.basename(name)}`)}.${process.pid}.tmp`;
      fs.mkdirSync(path.dirname(temporary), { recursive: true });
      // Never an existing file: it would be a stranger's, or a link to one.
      const descriptor = fs.openSync(temporary, 'wx');
      temporaries.set(temporary, path.join(outdir, name));
      try {
        fs.writeFileSync(descriptor, text);
      } finally {
        fs.closeSync(descriptor);
      }
      written(name);
    }
    for (const [temporary, file] of temporaries) {
      fs.renameSync(temporary, file);
      temporaries.delete(temporary);
    }
    removeStale(outdir, files);
  } catch (error) {
    for (const temporary of temporaries.keys()) fs.rmSync(temporary, { force: true });
    throw error instanceof UsageError
      ? error
      : new UsageError([`outdir '${outdir}' cannot be written: ${reasonOf(error)}`]);
  }
}

const REASONS: { readonly [code: string]: string } = {
  EACCES: 'no permission',
  EEXIST: 'a file is where a folder should be',
  EISDIR: 'a folder is where a file should be',
  ENAMETOOLONG: 'a file name is too long for the file system',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file is where a folder should be',
  EROFS: 'the file system is read-only',
};

function reasonOf(error: unknown): string {
  const { code = '', message, path: place } = error as NodeJS.ErrnoException;
  const known = REASONS[code];
  return known === undefined
    ? message
    : `${known}${place === undefined ? '' : ` ('${place}')`}; what was there before still is`;
}

function refuseStrangers(outdir: string, files: ReadonlyMap<string, string>): void {
  const strangers = [...files.keys()]
    .map((name) => path.join(outdir, name))
    .filter((file) => fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined && !isOurs(file));
  if (strangers.length === 0) return;
  throw new UsageError(
    strangers.map(
      (file) =>
        `output file '${file}' exists and was not written by ${MANAGED_BY} (its first line is not '${MARKER}'); move it away, or choose another outdir`,
    ),
  );
}

/** Files of ours that this app does not make any more, wherever an earlier layout put them, and folders left empty. */
function removeStale(outdir: string, files: ReadonlyMap<string, string>, folder = ''): void {
  for (const entry of fs.readdirSync(path.join(outdir, folder), { withFileTypes: true })) {
    const name = path.posix.join(folder, entry.name);
    const place = path.join(outdir, name);
    if (entry.isDirectory()) {
      const holdsOurs = fs.readdirSync(place).some((inner) => isOurs(path.join(place, inner)));
      removeStale(outdir, files, name);
      if (holdsOurs && fs.readdirSync(place).length === 0) fs.rmdirSync(place);
    } else if (/\.ya?ml$/.test(entry.name) && !files.has(name) && isOurs(place)) fs.rmSync(place);
  }
}

function isOurs(file: string): boolean {
  if (!fs.lstatSync(file).isFile()) return false;
  const descriptor = fs.openSync(file, 'r');
  try {
    const start = Buffer.alloc(Buffer.byteLength(MARKER) + 1);
    fs.readSync(descriptor, start, 0, start.length, 0);
    return [`${MARKER}\n`, `${MARKER}\r`].includes(start.toString());
  } finally {
    fs.closeSync(descriptor);
  }
}

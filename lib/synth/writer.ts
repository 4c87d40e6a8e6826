import * as fs from 'node:fs';
import * as path from 'node:path';
import { randomBytes } from 'node:crypto';
import { UsageError } from '../private/errors';
import { MANAGED_BY } from '../private/labels';
import { makeFolder } from '../private/make-folder';
import { writeReason } from '../private/write-reason';

/** First line of every file we write; a file without it is somebody else's. */
export const MARKER = `# Synthesized by ${MANAGED_BY}`;

/**
 * Makes a folder hold exactly the given files and whatever is not ours: files of ours that are no longer made are
 * removed, somebody else's file is never touched.
 *
 * Files that are as they should be are left alone. Everything else is written beside its place first and moved there
 * last, so that a full disk leaves the folder as it was, and a reader sees the old text or the new one, never half of it.
 *
 * @param files bytes by name; a name may lead into a folder
 * @param written called for each file that is written
 */
export function writeFiles(
  outdir: string,
  files: ReadonlyMap<string, Buffer>,
  written: (name: string) => void = () => undefined,
): void {
  const temporaries = new Map<string, string>();
  const folders: string[] = [];
  const known = new Set<string>();
  const makeOnce = (folder: string): void => {
    if (known.has(folder)) return;
    known.add(folder);
    const first = makeFolder(folder);
    if (first !== undefined) folders.push(first);
  };
  const run = `.${MANAGED_BY}-${randomBytes(6).toString('hex')}`;
  let hasMoved = false;
  try {
    makeOnce(outdir);
    refuseForeignFiles(outdir, files);
    for (const [name, bytes] of files) {
      if (holds(path.join(outdir, name), bytes)) continue;
      const file = path.join(outdir, name);
      makeOnce(path.dirname(file));
      const temporary = path.join(path.dirname(file), `${run}-${temporaries.size}.tmp`);
      // Never an existing file: it would be somebody else's, or a link to one.
      const descriptor = fs.openSync(temporary, 'wx');
      temporaries.set(temporary, file);
      try {
        fs.writeFileSync(descriptor, bytes);
      } finally {
        fs.closeSync(descriptor);
      }
      written(name);
    }
    for (const [temporary, file] of temporaries) {
      fs.renameSync(temporary, file);
      hasMoved = true;
      temporaries.delete(temporary);
    }
    removeStale(outdir, files);
  } catch (error) {
    for (const temporary of temporaries.keys()) fs.rmSync(temporary, { force: true });
    if (!hasMoved) folders.reverse().forEach(removeEmpty);
    if (error instanceof UsageError) throw error;
    const state = hasMoved ? 'some files are new already, synthesize again' : 'what was there before still is';
    throw new UsageError([`outdir '${outdir}' cannot be written: ${reasonOf(error)}; ${state}`]);
  }
}

/** Removes a folder that this run made, with the folders in it; never a file. */
function removeEmpty(folder: string): void {
  if (!fs.existsSync(folder)) return;
  for (const entry of fs.readdirSync(folder)) {
    const inner = path.join(folder, entry);
    if (fs.lstatSync(inner).isDirectory()) removeEmpty(inner);
  }
  if (fs.readdirSync(folder).length === 0) fs.rmdirSync(folder);
}

/** Of many files the one that it was about. */
function reasonOf(error: unknown): string {
  const { path: place } = error as NodeJS.ErrnoException;
  return `${writeReason(error)}${place === undefined ? '' : ` ('${place}')`}`;
}

/**
 * Whether a file has these bytes already. Leaving it alone spares watchers a change, and file systems the making of a
 * file: ext4 slows down while files were removed a moment ago, since it does not give their inodes out again so soon
 * (`recently_deleted` in fs/ext4/ialloc.c of Linux).
 */
function holds(file: string, bytes: Buffer): boolean {
  const stats = fs.lstatSync(file, { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.size === bytes.length && fs.readFileSync(file).equals(bytes);
}

function refuseForeignFiles(outdir: string, files: ReadonlyMap<string, Buffer>): void {
  const foreign = [...files.keys()]
    .map((name) => path.join(outdir, name))
    .filter((file) => fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined && !isOurs(file));
  if (foreign.length === 0) return;
  throw new UsageError(
    foreign.map(
      (file) =>
        `output file '${file}' exists and was not written by ${MANAGED_BY} (its first line is not '${MARKER}'); move it away, or choose another outdir`,
    ),
  );
}

/** The names that files have in the folder of a chart: `Deployment.apps.vision.iris.k8s.yaml`. */
const IN_FOLDER = /^(?:0[01]-)?[A-Z][0-9A-Za-z]*\.[a-z0-9.-]+\..+\.ya?ml$/;

/**
 * Files of ours that this app does not make any more, and folders left empty: in the folder itself and, by the names of
 * the layout with a folder for each chart, one below. Another app may write to a folder inside this one.
 */
function removeStale(outdir: string, files: ReadonlyMap<string, Buffer>): void {
  const isStale = (name: string): boolean => !files.has(name) && isOurs(path.join(outdir, name));
  for (const entry of fs.readdirSync(outdir, { withFileTypes: true })) {
    if (!entry.isDirectory()) {
      if (/\.ya?ml$/.test(entry.name) && isStale(entry.name)) fs.rmSync(path.join(outdir, entry.name));
      continue;
    }
    const folder = path.join(outdir, entry.name);
    const stale = fs
      .readdirSync(folder)
      .filter((name) => IN_FOLDER.test(name) && isStale(path.posix.join(entry.name, name)));
    for (const name of stale) fs.rmSync(path.join(folder, name));
    if (stale.length > 0 && fs.readdirSync(folder).length === 0) fs.rmdirSync(folder);
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

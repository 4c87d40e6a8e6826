import * as fs from 'node:fs';
import * as path from 'node:path';
import { UsageError } from '../private/usage-error';
import { MANAGED_BY } from '../private/labels';

/** First line of every file we write; a file without it is a stranger's. */
export const MARKER = `# Synthesized by ${MANAGED_BY}`;

/**
 * Makes a folder hold exactly the given files and whatever is not ours: files of ours that are no longer made are
 * removed, a stranger's file is never touched.
 */
export function writeFiles(outdir: string, files: ReadonlyMap<string, string>, extension: string): void {
  makeFolder(outdir);
  refuseStrangers(outdir, files);
  for (const [fileName, text] of files) replaceFile(path.join(outdir, fileName), text);
  for (const fileName of fs.readdirSync(outdir)) {
    if (fileName.endsWith(extension) && !files.has(fileName) && isOurs(path.join(outdir, fileName)))
      fs.rmSync(path.join(outdir, fileName));
  }
}

function makeFolder(outdir: string): void {
  try {
    fs.mkdirSync(outdir, { recursive: true });
  } catch (error) {
    const reason = (error as Error).message;
    throw new UsageError([`outdir must be a folder or a place for a new one, got '${outdir}' (${reason})`]);
  }
}

function refuseStrangers(outdir: string, files: ReadonlyMap<string, string>): void {
  const strangers = [...files.keys()]
    .map((fileName) => path.join(outdir, fileName))
    .filter((file) => fs.existsSync(file) && !isOurs(file));
  if (strangers.length === 0) return;
  throw new UsageError(
    strangers.map(
      (file) =>
        `output file '${file}' exists and was not written by ${MANAGED_BY} (its first line is not '${MARKER}'); move it away, or choose another outdir`,
    ),
  );
}

function isOurs(file: string): boolean {
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return false;
  const descriptor = fs.openSync(file, 'r');
  try {
    const start = Buffer.alloc(Buffer.byteLength(MARKER) + 1);
    fs.readSync(descriptor, start, 0, start.length, 0);
    return [`${MARKER}\n`, `${MARKER}\r`].includes(start.toString());
  } finally {
    fs.closeSync(descriptor);
  }
}

/** A reader sees the old text or the new one, never half of it. */
function replaceFile(file: string, text: string): void {
  const temporary = `${file}.tmp`;
  fs.writeFileSync(temporary, text);
  fs.renameSync(temporary, file);
}

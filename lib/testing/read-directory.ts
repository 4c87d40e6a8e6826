import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { decodeText } from '../manifests/read/decode-text';
import { DISK } from '../manifests/read/file-system';
import { findFiles } from '../manifests/read/find-files';
import { MAX_BYTES } from '../manifests/read/read-manifests';
import type { ReadProblem } from '../manifests/read/read-problem';
import type { Manifest } from './manifest';
import { readYaml } from './read-yaml';

/**
 * Reads every .yaml, .yml and .json file in a directory and below, in byte order of the path: the files that the command
 * `check` reads.
 *
 * @throws Error when there is no such directory or no such file in it, or when a file is not what it should be
 */
export function readDirectory(directory: string): Manifest[] {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    throw new Error(`there is no directory '${directory}' (${resolve(directory)}); synthesize into it first`);
  }
  const { files, problems } = findFiles(DISK, directory);
  if (files.length === 0 && problems.every(({ file, fix }) => file === directory && fix === undefined)) {
    throw new Error(`directory '${directory}' holds no .yaml, .yml or .json file; synthesize into it first`);
  }
  if (problems.length > 0) throw new Error(problemText(problems[0]));
  return files.flatMap(readManifestFile);
}

function readManifestFile(path: string): Manifest[] {
  const decoded = decodeText(DISK.read(path, MAX_BYTES));
  if ('reason' in decoded) throw new Error(`${path} cannot be read: ${decoded.reason}`);
  return readYaml(decoded.text, path, path.endsWith('.json') ? 'JSON' : 'YAML');
}

function problemText({ file, message, fix }: ReadProblem): string {
  return `${file} ${message}${fix === undefined ? '' : `; ${fix}`}`;
}

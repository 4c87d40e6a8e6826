import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those that it lies in. `recursive` of Node.js 20 does the same, and never returns where a file system
 * has no room for folders, as below `/proc`.
 *
 * @returns the outermost folder that was not there; nothing where all were
 */
export function makeFolder(folder: string): string | undefined {
  const missing = folder === '' ? [''] : missingOf(resolve(folder));
  for (const each of missing) makeOne(each);
  return missing[0];
}

function missingOf(folder: string): string[] {
  if (existsSync(folder)) return statSync(folder).isDirectory() ? [] : [folder];
  return [...missingOf(dirname(folder)), folder];
}

/** Somebody else may have made it in the meantime. */
function makeOne(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!existsSync(folder) || !statSync(folder).isDirectory()) throw error;
  }
}

import { checkPathInside } from './check-path-inside';
import type { DownloadOptions } from './download-options';

/** What all object stores have in common. */
export interface ObjectStoreOptions extends DownloadOptions {
  /**
   * One file, for example `llama-8b-q4.gguf`: nothing else is downloaded, and the runtime is told this file in place of
   * the directory.
   *
   * @default - everything
   */
  readonly file?: string;
}

/** The file, where it is one; nothing is the directory. */
export function readFile(found: { add(problem: string | undefined): unknown }, file: unknown): string {
  const problem = checkPathInside('file', file);
  found.add(problem);
  return problem === undefined && typeof file === 'string' ? file : '';
}

/** Name that a file has once it is downloaded: none of its directories is kept. */
export function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

/**
 * The URI of a directory, or of a file in it. Stores know beginnings of names only: without `/` at its end, `llama` is
 * `llama-2/...` as well [tried with kserve_storage 0.21.0].
 */
export function uriOf(uri: unknown, file: string): string {
  return `${String(uri).replace(/\/*$/, '')}/${file}`;
}

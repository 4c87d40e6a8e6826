import type { FileSystem } from '../manifests/read';
import type { FileWriter } from './file-writer';
import type { Git } from './git/git';

/** Everything a command asks of the world: tests give their own. */
export interface Io {
  readonly fileSystem: FileSystem;
  /** Where files are written. */
  readonly writer: FileWriter;
  /** Git, in the current folder. */
  readonly git: Git;
  /** All bytes of standard input. */
  standardInput(): Promise<Uint8Array>;
  /** Writes to standard output. */
  print(text: string): void;
  /** Writes to standard error. */
  printError(text: string): void;
  /** Whether standard output is a terminal that shows colours. */
  readonly hasColours: boolean;
  /** Today as YYYY-MM-DD: acknowledgements end. */
  readonly today: string;
}

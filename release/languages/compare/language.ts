import * as path from 'node:path';
import { isThere, run } from '../commands';

/** What the examples are in. */
export const ROOT = path.join(__dirname, '..', '..', '..');
export const EXAMPLES = path.join(ROOT, 'examples');

/** A language whose examples are run and compared. */
export interface ComparedLanguage {
  readonly name: string;
  /** What must be on the machine. */
  readonly programs: readonly string[];
  /**
   * Makes the packages from source and installs them in an environment of their own.
   *
   * @param folder for all that is made
   * @returns what writes the manifests of a system
   * @throws Unreachable when a registry does not give the packages of others
   */
  prepare(folder: string): RunSystem;
}

export type RunSystem = (system: string, outdir: string) => void;

/** What a registry does not give: no fault of this library. */
export class Unreachable extends Error {}

/** Fetches packages of others from a registry. */
export function fetched(registry: string, program: string, args: readonly string[], cwd: string, env = {}): void {
  try {
    run(program, args, { cwd, env });
  } catch (error) {
    throw new Unreachable(`${registry} does not give its packages; ${(error as Error).message}`);
  }
}

export function missingOf({ programs }: ComparedLanguage): string | undefined {
  return programs.find((program) => !isThere(program));
}

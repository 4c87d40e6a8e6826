import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** From lib/command and from build/lib/command. */
const CANDIDATES = ['../../package.json', '../../../package.json'];

/** The version of this package. */
export function packageVersion(): string {
  const file = CANDIDATES.map((path) => join(__dirname, path)).find((path) => existsSync(path));
  if (file === undefined) return 'unknown';
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** From lib/command and from build/bundle, or folders in them. */
const CANDIDATES = ['../..', '../../..', '../../../..'];

/** What this package says of itself, as far as commands ask. */
export interface OwnPackage {
  readonly version: string;
}

/** The folder in which this package is installed. */
export function packageFolder(): string {
  const found = CANDIDATES.map((path) => join(__dirname, path)).find((path) => existsSync(join(path, 'package.json')));
  return found ?? dirname(__dirname);
}

/** The package.json of this package. */
export function ownPackage(): OwnPackage {
  return JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as OwnPackage;
}

/** The files in a folder of this package, by their paths in it, sorted by code unit. */
export function packagedFiles(folder: string): { readonly [path: string]: string } {
  const root = join(packageFolder(), folder);
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file): [string, string] => [
      file
        .slice(root.length + 1)
        .split('\\')
        .join('/'),
      readFileSync(file, 'utf8'),
    ]);
  return Object.fromEntries(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

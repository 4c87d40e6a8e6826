import * as fs from 'node:fs';
import * as path from 'node:path';
import { ROOT } from './language';

/** The version of a package that is installed here. */
export function versionOf(name: string): string {
  const file = path.join(ROOT, 'node_modules', name, 'package.json');
  return (JSON.parse(fs.readFileSync(file, 'utf8')) as { version: string }).version;
}

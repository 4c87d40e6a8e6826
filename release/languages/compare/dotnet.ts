import * as fs from 'node:fs';
import * as path from 'node:path';
import { generate } from '../generate';
import { ROOT } from './language';

/**
 * Makes the sources of C# and holds them against the API: no system of `examples/` is in C#, and neither a compiler nor
 * a registry is asked. `npm run package` compiles them where there is one.
 *
 * @param folder for all that is made
 * @returns what was made, in a sentence
 * @throws when a type of the API is not among it
 */
export function dotnetSources(folder: string): string {
  generate([{ language: 'dotnet', codeOnly: true }], folder);
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.basename(file));
  const { types } = JSON.parse(fs.readFileSync(path.join(ROOT, '.jsii'), 'utf8')) as {
    types: { readonly [fqn: string]: { readonly name: string } };
  };
  const names = Object.values(types).map(({ name }) => name);
  const missing = names.filter((name) => !files.includes(`${name}.cs`));
  if (missing.length > 0) throw new Error(`C# has no sources of ${missing.join(', ')}`);
  const written = files.filter((file) => file.endsWith('.cs')).length;
  return `C#: sources of ${names.length} types in ${written} files; NOT COMPILED, and not compared`;
}

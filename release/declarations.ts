import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';

/**
 * Removes the declarations that nothing a user can import leads to: the compiler writes one for every source, and three
 * quarters of them describe what is inside. What package.json names (`types`) and all that those files import stays.
 */
const ROOT = path.join(__dirname, '..');
const BUILD = path.join(ROOT, 'build');

interface PackageJson {
  readonly exports: { readonly [subPath: string]: string | { readonly types: string } };
}

function main(): void {
  const manifest = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as PackageJson;
  const entries = Object.values(manifest.exports).flatMap((to) => (typeof to === 'string' ? [] : [to.types]));
  const program = ts.createProgram(
    entries.map((entry) => path.join(ROOT, entry)),
    { module: ts.ModuleKind.Node16, types: ['node'], noEmit: true, skipLibCheck: true },
  );
  const needed = new Set(program.getSourceFiles().map(({ fileName }) => path.resolve(fileName)));
  for (const file of declarations()) if (!needed.has(file)) fs.rmSync(file);
}

function declarations(): string[] {
  return ['lib', 'imports'].flatMap((folder) =>
    fs
      .readdirSync(path.join(BUILD, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.d.ts'))
      .map((file) => path.join(BUILD, folder, file)),
  );
}

main();

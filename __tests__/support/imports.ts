import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';

/** Files, each with those that it imports. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** The files of a folder and what they import of it, types included: imports of types alone are cut away by compilers. */
export function importsOf(folder: string): ImportGraph {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const files = new Set(names.map((name) => name.split(path.sep).join('/')));
  return new Map(
    [...files].sort().map((file) => {
      const { importedFiles } = ts.preProcessFile(fs.readFileSync(path.join(folder, file), 'utf8'));
      const targets = importedFiles
        .filter(({ fileName }) => fileName.startsWith('.'))
        .map(({ fileName }) => `${path.posix.join(path.posix.dirname(file), fileName)}.ts`);
      return [file, targets.filter((target) => files.has(target))];
    }),
  );
}

/** Circles of imports, each from a file to itself; one at least where there is any. */
export function circlesIn(graph: ImportGraph): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (file: string): void => {
    const start = way.indexOf(file);
    if (start >= 0) circles.push([...way.slice(start), file]);
    if (start >= 0 || done.has(file)) return;
    way.push(file);
    for (const target of graph.get(file) ?? []) visit(target);
    way.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return circles;
}

import * as fs from 'node:fs';
import * as path from 'node:path';
import { readmeFor } from './readme';

/**
 * Makes the folder from which the packages of other languages are made. Each of them carries the JavaScript, which a
 * process of Node.js runs beside the program; what only a user of TypeScript reads (declarations, documents) stays out.
 */
const ROOT = path.join(__dirname, '..', '..');
const CARRIED = ['build/bundle', 'LICENSE', 'NOTICE', 'validation'];
/** For the compiler of snippets only: links, which `npm pack` leaves out. */
const DECLARATIONS = ['build/lib', 'build/imports'];

interface PackageJson {
  readonly homepage: string;
  readonly jsii: object;
  readonly scripts: object;
  readonly devDependencies: object;
}

interface Assembly {
  readonly readme: { readonly markdown: string };
}

/** @returns the folder */
export function stagePackage(): string {
  const stage = path.join(ROOT, 'build', 'languages');
  fs.rmSync(stage, { recursive: true, force: true });
  fs.mkdirSync(path.join(stage, 'build'), { recursive: true });
  for (const each of CARRIED) fs.cpSync(path.join(ROOT, each), path.join(stage, each), { recursive: true });
  for (const each of DECLARATIONS) fs.symlinkSync(path.join(ROOT, each), path.join(stage, each));

  const { scripts: _, devDependencies: __, ...manifest } = readJson<PackageJson>('package.json');
  writeJson(stage, 'package.json', { ...manifest, files: [...CARRIED, '.jsii'] });
  const assembly = readJson<Assembly>('.jsii');
  const readme = { markdown: readmeFor(assembly.readme.markdown, manifest.homepage) };
  writeJson(stage, '.jsii', withoutStability({ ...assembly, readme }));
  return stage;
}

/** What is 0.x need not say of itself on every line of the documentation that it is. */
function withoutStability(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutStability);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => key !== 'stability' || item !== 'experimental')
      .map(([key, item]) => [key, withoutStability(item)]),
  );
}

function readJson<T>(file: string): T {
  return JSON.parse(fs.readFileSync(path.join(ROOT, file), 'utf8')) as T;
}

function writeJson(folder: string, file: string, value: unknown): void {
  fs.writeFileSync(path.join(folder, file), JSON.stringify(value));
}

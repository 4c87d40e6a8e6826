import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { isOfSources, withoutMembers } from './assembly';

interface PackageJson {
  readonly version: string;
  readonly repository: { readonly url: string };
  readonly [field: string]: unknown;
}

/** What only whoever works on the library needs of its package.json: an installer runs none of it. */
const OURS = ['scripts', 'devDependencies', 'overrides'];

/**
 * Puts what is published on npm into a folder: the files that `npm pack` names, package.json without what is for
 * contributors, and pages whose links lead to the repository where the package has no such file.
 *
 * @param root the built package
 * @returns the files, in order
 */
export function stageNpmPackage(root: string, folder: string): string[] {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as PackageJson;
  const files = packedFiles(root);
  fs.rmSync(folder, { recursive: true, force: true });
  for (const file of files) {
    const target = path.join(folder, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.copyFileSync(path.join(root, file), target);
  }
  const published = Object.fromEntries(Object.entries(manifest).filter(([field]) => !OURS.includes(field)));
  fs.writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
  const assembly: unknown = JSON.parse(fs.readFileSync(path.join(root, '.jsii'), 'utf8'));
  fs.writeFileSync(path.join(folder, '.jsii'), JSON.stringify(withoutMembers(assembly, isOfSources)));
  for (const page of files.filter((file) => file.endsWith('.md'))) {
    const text = fs.readFileSync(path.join(root, page), 'utf8');
    fs.writeFileSync(path.join(folder, page), withAbsoluteLinks(text, page, new Set(files), sourceOf(manifest)));
  }
  return files;
}

/** Makes the file that `npm publish` takes, and returns its path. */
export function packNpmPackage(folder: string, destination: string): string {
  fs.mkdirSync(destination, { recursive: true });
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', path.resolve(destination)];
  const [{ filename }] = JSON.parse(run(folder, ...args)) as [{ filename: string }];
  return path.join(destination, filename);
}

/** Links of a page to what is not in the package, as addresses of the repository at this version. */
export function withAbsoluteLinks(text: string, page: string, files: ReadonlySet<string>, source: string): string {
  return text.replace(/\]\((?![a-z]+:|#)([^)#\s]+)(#[^)\s]*)?\)/g, (link, to: string, place: string | undefined) => {
    const target = path.posix.join(path.posix.dirname(page), to);
    return files.has(target) ? link : `](${source}/${target}${place ?? ''})`;
  });
}

/** Where the files of a version are to be read. */
function sourceOf({ repository, version }: PackageJson): string {
  return `${repository.url.replace(/^git\+/, '').replace(/\.git$/, '')}/blob/v${version}`;
}

function packedFiles(root: string): string[] {
  const [{ files }] = JSON.parse(run(root, 'pack', '--dry-run', '--json', '--ignore-scripts')) as [
    { files: { path: string }[] },
  ];
  return files.map((file) => file.path).sort();
}

function run(cwd: string, ...args: string[]): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

if (require.main === module) {
  const root = path.join(__dirname, '..');
  const folder = path.join(root, 'build', 'npm');
  stageNpmPackage(root, folder);
  const packed = packNpmPackage(folder, path.join(root, 'build', 'packages', 'js'));
  console.log(`${path.relative('.', packed)}: ${fs.statSync(packed).size} bytes`);
}

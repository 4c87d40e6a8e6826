import * as fs from 'node:fs';
import * as path from 'node:path';
import { isOfSources, withoutMembers } from '../assembly';
import { readmeFor } from './readme';

/**
 * Makes the folder from which the packages of other languages are made. Each of them carries the JavaScript, which a
 * process of Node.js runs beside the program; what only a user of TypeScript reads (declarations, documents) stays out.
 */
const ROOT = path.join(__dirname, '..', '..');
const LEFT_OUT = ['docs', 'CHANGELOG.md', '.jsii'];
/** For the compiler of snippets only: links, which `npm pack` leaves out. */
const DECLARATIONS = ['build/lib', 'build/imports'];

interface PackageJson {
  readonly files: readonly string[];
  readonly homepage: string;
}

/** The README of each; in all others it is that of TypeScript, with its snippets translated. */
const READMES: { readonly [language: string]: string } = {
  go: 'docs/go.md',
  java: 'docs/java.md',
  python: 'docs/python.md',
};

/** @throws when the package is not built */
export function stagePackage(stage: string): void {
  if (!fs.existsSync(path.join(ROOT, '.jsii'))) throw new Error('there is nothing to package; run npm run build first');
  fs.rmSync(stage, { recursive: true, force: true });
  fs.mkdirSync(path.join(stage, 'build'), { recursive: true });
  const manifest = readJson('package.json') as PackageJson;
  const carried = manifest.files.filter((each) => !/[*!]/.test(each) && !LEFT_OUT.includes(each));
  for (const each of ['LICENSE', ...carried])
    fs.cpSync(path.join(ROOT, each), path.join(stage, each), { recursive: true });
  for (const each of DECLARATIONS) fs.symlinkSync(path.join(ROOT, each), path.join(stage, each));

  writeJson(stage, 'package.json', {
    ...manifest,
    files: [...carried, '.jsii'],
    scripts: undefined,
    devDependencies: undefined,
  });
  stageReadme(stage);
}

/** Puts the README of a language into a folder that is made; without one, that of TypeScript. */
export function stageReadme(stage: string, language = ''): void {
  const { homepage } = readJson('package.json') as PackageJson;
  const file = READMES[language] ?? 'README.md';
  const markdown = readmeFor(fs.readFileSync(path.join(ROOT, file), 'utf8'), homepage, path.dirname(file));
  writeJson(stage, '.jsii', withoutMembers({ ...readJson('.jsii'), readme: { markdown } }, isUntold));
}

/** What is 0.x need not say of itself on every line of the documentation that it is. */
function isUntold(key: string, item: unknown): boolean {
  return isOfSources(key) || (key === 'stability' && item === 'experimental');
}

function readJson(file: string): object {
  return JSON.parse(fs.readFileSync(path.join(ROOT, file), 'utf8')) as object;
}

function writeJson(folder: string, file: string, value: unknown): void {
  fs.writeFileSync(path.join(folder, file), JSON.stringify(value));
}

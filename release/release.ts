import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { nameVersion } from './named-versions';
import { recordOutput } from './record';

/** What is released, and how far. */
export interface ReleaseOptions {
  readonly version: string;
  /** Whether the release is committed and tagged `v<version>`. Otherwise it is left in the work tree, to be looked at. */
  readonly commit: boolean;
}

const UNRELEASED = '## Unreleased';
/** https://semver.org/ without build metadata, which registries drop. */
const VERSION = /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})(?:-[0-9a-z][0-9a-z.-]{0,30})?$/;

/**
 * Prepares a release: the version in package.json and its lock, the section of it in CHANGELOG.md, and the output that
 * later versions are held against.
 *
 * @returns what was done, a line each
 * @throws before anything is written, when the work tree has changes, the version is none or no later one, or
 * CHANGELOG.md says nothing of it
 */
export function release(root: string, { version, commit }: ReleaseOptions): string[] {
  const file = path.join(root, 'package.json');
  const { version: current } = JSON.parse(fs.readFileSync(file, 'utf8')) as { version: string };
  const changelog = fs.readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8');
  if (!VERSION.test(version)) throw new Error(`the version must be one such as 0.2.0, got '${version}'`);
  if (!isLater(version, current)) throw new Error(`the version must be later than ${current}, got '${version}'`);
  const dirty = git(root, 'status', '--porcelain');
  if (dirty !== '') throw new Error(`the work tree must have no changes, got:\n${dirty}commit or stash them`);
  if (git(root, 'tag', '--list', `v${version}`) !== '') throw new Error(`the tag v${version} exists already`);
  const released = sectionNamed(changelog, version);

  nameVersion(root, current, version);
  fs.writeFileSync(path.join(root, 'CHANGELOG.md'), released);
  for (const name of ['package.json', 'package-lock.json']) setVersion(path.join(root, name), version);
  const done = [
    `package.json, package-lock.json, CHANGELOG.md, the examples and docs/java.md say ${version}, which was ${current}`,
    `the output is recorded in ${path.relative(root, recordOutput(root))}`,
  ];
  if (!commit) return [...done, `look at it with 'git diff', run .ci/run, commit, and tag it v${version}`];
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message', `Release ${version}`);
  git(root, 'tag', '--annotate', `v${version}`, '--message', version);
  return [...done, `committed and tagged: 'git push --follow-tags' starts the workflow that publishes it`];
}

/** CHANGELOG.md with the unreleased section under the name of the version, and an empty one above it. */
function sectionNamed(changelog: string, version: string): string {
  const [head, rest] = changelog.split(`${UNRELEASED}\n`);
  if ((rest as string | undefined) === undefined) throw new Error(`CHANGELOG.md has no section '${UNRELEASED}'`);
  const [section] = rest.split(/^## /m);
  if (section.trim() === '') throw new Error(`CHANGELOG.md says nothing under '${UNRELEASED}'`);
  return `${head}${UNRELEASED}\n\n## ${version}\n${rest}`;
}

/** Where the version stands first, and in a lock file where that of its root package stands. */
function setVersion(file: string, version: string): void {
  const json = JSON.parse(fs.readFileSync(file, 'utf8')) as {
    version: string;
    packages?: { readonly [folder: string]: { version: string } };
  };
  json.version = version;
  if (json.packages) json.packages[''].version = version;
  fs.writeFileSync(file, `${JSON.stringify(json, null, 2)}\n`);
}

/** By the numbers; a prerelease comes before its release, and prereleases in the order of their text. */
function isLater(version: string, than: string): boolean {
  const [[numbers, label], [others, otherLabel]] = [partsOf(version), partsOf(than)];
  const at = numbers.findIndex((number, index) => number !== others[index]);
  if (at >= 0) return numbers[at] > others[at];
  if (label === undefined || otherLabel === undefined) return label === undefined && otherLabel !== undefined;
  return label > otherLabel;
}

function partsOf(version: string): [numbers: number[], label: string | undefined] {
  const [numbers, ...label] = version.split('-');
  return [numbers.split('.').map(Number), label.length === 0 ? undefined : label.join('-')];
}

function git(root: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

if (require.main === module) {
  const args = process.argv.slice(2);
  const [version = '', ...others] = args.filter((arg) => arg !== '--commit');
  try {
    if (version === '' || others.length > 0) throw new Error('write npm run release -- <version> [--commit]');
    const done = release(path.join(__dirname, '..'), { version, commit: args.includes('--commit') });
    for (const line of done) console.log(line);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

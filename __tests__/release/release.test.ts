import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { release, type ReleaseOptions } from '../../release/release';

const ROOT = path.join(__dirname, '../..');
const { version: OWN } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
const NAMING = [
  'examples/python/requirements.txt',
  'examples/go/go.mod',
  'examples/java/pom.xml',
  'examples/platform/package.json',
  'docs/java.md',
];
let root: string;
const write = (file: string, text: string) => {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), text);
};
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' });
const run = (version: string, options: Partial<ReleaseOptions> = {}) =>
  release(root, { version, commit: false, ...options });
/** A package with a lock file, as npm writes them. */
const versioned = (more: object) => `${JSON.stringify({ name: 'it', version: '0.1.0', ...more }, null, 2)}\n`;

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'release-'));
  write('package.json', versioned({ scripts: { test: 'jest' } }));
  write(
    'package-lock.json',
    versioned({ packages: { '': { version: '0.1.0' }, 'node_modules/a': { version: '0.1.0' } } }),
  );
  write('CHANGELOG.md', '# Changelog\n\n## Unreleased\n\n- Add a thing.\n\n## 0.1.0\n\n- Begin.\n');
  // The files of this repository that name its version.
  for (const file of NAMING) write(file, fs.readFileSync(path.join(ROOT, file), 'utf8').replaceAll(OWN, '0.1.0'));
  write('dist/vision.k8s.yaml', 'of the platform\n');
  write('__tests__/golden/seldon.k8s.yaml', 'of one system\n');
  git('init', '--quiet', '--initial-branch', 'main');
  git('config', 'user.email', 'test@example.com');
  git('config', 'user.name', 'test');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Begin');
});

afterEach(() => {
  fs.rmSync(root, { recursive: true });
});

test('the version, the section of the changelog and the recorded output are those of the release', () => {
  expect(run('0.2.0')).toHaveLength(3);
  expect(JSON.parse(read('package.json'))).toEqual({ name: 'it', version: '0.2.0', scripts: { test: 'jest' } });
  expect(JSON.parse(read('package-lock.json'))).toMatchObject({
    version: '0.2.0',
    packages: { '': { version: '0.2.0' }, 'node_modules/a': { version: '0.1.0' } },
  });
  expect(read('CHANGELOG.md')).toBe(
    '# Changelog\n\n## Unreleased\n\n## 0.2.0\n\n- Add a thing.\n\n## 0.1.0\n\n- Begin.\n',
  );
  expect(read('__tests__/released/0.2.0/dist/vision.k8s.yaml')).toBe('of the platform\n');
  expect(read('__tests__/released/0.2.0/golden/seldon.k8s.yaml')).toBe('of one system\n');
});

test('examples and pages name the version of the release', () => {
  run('0.2.0');
  for (const file of NAMING) expect([file, read(file)]).toEqual([file, expect.stringMatching(/\b0\.2\.0\b|v0\.2\.0/)]);
  expect(read('examples/platform/package.json')).toContain('"cdk8s-model-serving": "0.2.0"');
});

test('where one names no version, nothing is written', () => {
  write('docs/java.md', 'nothing');
  git('commit', '--quiet', '--all', '--message', 'Change');
  expect(() => run('0.2.0')).toThrow('docs/java.md must name 0.1.0 after');
  expect(git('status', '--porcelain')).toBe('');
});

test('nothing is committed unless it is asked for', () => {
  run('0.2.0');
  expect(git('log', '--format=%s')).toBe('Begin\n');
  expect(git('tag')).toBe('');
});

test('with the flag it is committed whole and tagged', () => {
  run('0.2.0', { commit: true });
  expect(git('status', '--porcelain')).toBe('');
  expect(git('log', '-1', '--format=%s %D')).toBe('Release 0.2.0 HEAD -> main, tag: v0.2.0\n');
  write('CHANGELOG.md', read('CHANGELOG.md').replace('## Unreleased\n', '## Unreleased\n\n- More.\n'));
  git('commit', '--quiet', '--all', '--message', 'More');
  run('0.3.0', { commit: true });
  expect(git('tag')).toBe('v0.2.0\nv0.3.0\n');
});

test.each([
  ['0.2', "the version must be one such as 0.2.0, got '0.2'"],
  ['v0.2.0', "the version must be one such as 0.2.0, got 'v0.2.0'"],
  ['0.1.0', "the version must be later than 0.1.0, got '0.1.0'"],
  ['0.0.9', 'the version must be later than 0.1.0'],
  ['0.1.0-rc.1', 'the version must be later than 0.1.0'],
])('%s is refused, and nothing is written', (version, message) => {
  expect(() => run(version)).toThrow(message);
  expect(git('status', '--porcelain')).toBe('');
});

test.each(['0.1.1', '0.2.0-rc.1', '0.10.0', '1.0.0'])('%s comes after 0.1.0', (version) => {
  expect(() => run(version)).not.toThrow();
});

test('a release comes after its prereleases, which come in order', () => {
  run('0.2.0-rc.2', { commit: true });
  write('CHANGELOG.md', read('CHANGELOG.md').replace('## Unreleased\n', '## Unreleased\n\n- More.\n'));
  git('commit', '--quiet', '--all', '--message', 'More');
  expect(() => run('0.2.0-rc.1')).toThrow('later than 0.2.0-rc.2');
  expect(() => run('0.2.0')).not.toThrow();
});

test.each([
  [
    'changes in the work tree',
    () => {
      write('new.txt', '');
    },
    'the work tree must have no changes, got:\n?? new.txt',
  ],
  ['a tag of the version', () => git('tag', 'v0.2.0'), 'the tag v0.2.0 exists already'],
  [
    'nothing to tell of it',
    () => {
      write('CHANGELOG.md', '# Changelog\n\n## Unreleased\n\n## 0.1.0\n\n- Begin.\n');
      git('commit', '--quiet', '--all', '--message', 'Forget');
    },
    "CHANGELOG.md says nothing under '## Unreleased'",
  ],
  [
    'no section for it',
    () => {
      write('CHANGELOG.md', '# Changelog\n\n## 0.1.0\n');
      git('commit', '--quiet', '--all', '--message', 'Forget');
    },
    "CHANGELOG.md has no section '## Unreleased'",
  ],
])('%s keep it from being made', (_what, prepare, message) => {
  prepare();
  const before = git('status', '--porcelain');
  expect(() => run('0.2.0')).toThrow(message);
  expect(git('status', '--porcelain')).toBe(before);
});

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ran } from './support/command-run';

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'init-'));
});

afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

const files = () =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
const PROJECT = [
  '.gitignore',
  'README.md',
  '__tests__/__snapshots__/platform.test.ts.snap',
  '__tests__/platform.test.ts',
  'cdk8s.yaml',
  'images.json',
  'jest.config.js',
  'main.ts',
  'package.json',
  'platform.ts',
  'tsconfig.json',
];

test.each([
  [
    'github',
    [
      '.ci/post-review.mjs',
      '.ci/review.sh',
      '.github/workflows/review-comment.yml',
      '.github/workflows/review.yml',
      '.github/workflows/synth.yml',
    ],
  ],
  ['gitlab', ['.ci/post-review.mjs', '.ci/review.sh', '.gitlab-ci.yml']],
  ['none', []],
])('a project with pipelines of %s', async (ci, pipelines) => {
  const { exitCode, output, errors } = await ran(['init', folder, '--name', 'shop', '--ci', ci]);
  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
  expect(output).toContain('npm install\n  npm run synth\n  npm test\n');
  expect(files()).toEqual([...pipelines, ...PROJECT].sort());
  expect(fs.readFileSync(path.join(folder, 'README.md'), 'utf8')).toMatch(/^# shop\n/);
});

test('the versions are those that this library is tested with', async () => {
  await ran(['init', folder, '--name', 'shop']);
  const versionsOf = (file: string) =>
    JSON.parse(fs.readFileSync(file, 'utf8')) as { version: string; dependencies: object; devDependencies: object };
  const own = versionsOf(path.join(__dirname, '../../package.json'));
  const { dependencies, devDependencies } = versionsOf(path.join(folder, 'package.json'));
  expect({ ...own.devDependencies, 'cdk8s-model-serving': own.version }).toMatchObject({
    ...dependencies,
    ...devDependencies,
  });
});

test('what a repository has from the start stays as it is', async () => {
  fs.writeFileSync(path.join(folder, 'README.md'), 'mine');
  expect((await ran(['init', folder, '--name', 'shop'])).output).toContain('README.md stayed as it was');
  expect(fs.readFileSync(path.join(folder, 'README.md'), 'utf8')).toBe('mine');
});

test('a file that is there is never written over, and nothing is written beside it', async () => {
  fs.writeFileSync(path.join(folder, 'main.ts'), 'mine');
  const { exitCode, errors } = await ran(['init', folder, '--name', 'shop']);
  expect({ exitCode, files: files() }).toEqual({ exitCode: 2, files: ['main.ts'] });
  expect(errors).toContain(`'${folder}' has 'main.ts' already; name an empty folder`);
});

test.each([
  [
    ['--name', 'My Shop'],
    "the name of the project must be lower-case letters, digits, '-', '.' and '_', got 'My Shop'",
  ],
  [['--name', '$(id)'], "got '$(id)'"],
  [['--ci', 'jenkins'], "--ci must be github, gitlab or none, got 'jenkins'"],
  [['other'], 'name one folder, got 2'],
])('%j is refused', async (args, problem) => {
  const { exitCode, errors } = await ran(['init', folder, ...args]);
  expect({ exitCode, files: files() }).toEqual({ exitCode: 2, files: [] });
  expect(errors).toContain(problem);
});

test('what is not written says why, as whoever gave it wrote it', async () => {
  const file = path.join(folder, 'a');
  fs.writeFileSync(file, 'mine');
  for (const given of [file, path.join(file, 'b')]) {
    expect((await ran(['init', given, '--name', 'shop'])).errors).toContain(
      `error: '${given}' cannot be written: a file is where a folder should be; nothing was left there\n`,
    );
  }
  expect((await ran(['init', path.join(folder, 'My Models')])).errors).toContain("got 'My Models'; --name gives it");
  expect((await ran(['init', '', '--name', 'shop'])).errors).toContain('error: DIR is empty; name a folder');
  expect(files()).toEqual(['a']);
});

import { existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Review } from '../../lib/review/data/review';
import { deployment, TestRepository } from './support/repository';

let repository: TestRepository;
let first: string;

beforeEach(() => {
  repository = new TestRepository();
  first = repository.commit({ 'dist/iris.yaml': deployment('iris', 'iris:1'), 'README.md': 'words' });
});

afterEach(() => {
  repository.remove();
});

const restarted = (output: string) => (JSON.parse(output) as Review).restarts.map(({ object }) => object.name);
const reviewedNames = (output: string) => (JSON.parse(output) as Review).changes.map(({ object }) => object.name);

describe('a side that is a commit', () => {
  test('is named by any reference, with a path from the root or from the current folder', async () => {
    repository.write({ 'dist/iris.yaml': deployment('iris', 'iris:2') });
    for (const side of [
      'git:main:dist',
      'git:HEAD',
      `git:${first}:dist/iris.yaml`,
      'git:main:./dist',
      'git:main:dist/',
    ]) {
      const { exitCode, output } = await repository.ran(`review ${side} dist --format json`);
      expect({ side, exitCode, restarted: restarted(output) }).toEqual({ side, exitCode: 0, restarted: ['iris'] });
    }
    const below = await repository.ran('review git:main:./iris.yaml iris.yaml --format json', { below: 'dist' });
    expect(restarted(below.output)).toEqual(['iris']);
  });

  test('can be either side, or both', async () => {
    repository.commit({ 'dist/iris.yaml': deployment('iris', 'iris:2') });
    const { exitCode, output, errors } = await repository.ran('review git:HEAD~1:dist git:HEAD:dist --format json');
    expect({ exitCode, errors, restarted: restarted(output) }).toEqual({
      exitCode: 0,
      errors: '',
      restarted: ['iris'],
    });
  });

  test('is read as it was committed: no filter, no text conversion and no hook of the configuration is run', async () => {
    const trace = join(repository.folder, 'trace');
    repository.commit({ '.gitattributes': '*.yaml filter=spy diff=spy\n' });
    for (const [key, value] of [
      ['filter.spy.smudge', `touch ${trace}; cat`],
      ['filter.spy.clean', `touch ${trace}; cat`],
      ['diff.spy.textconv', `touch ${trace}; cat`],
      ['core.fsmonitor', `touch ${trace}; false`],
    ]) {
      repository.git('config', key, value);
    }
    repository.write({ 'dist/iris.yaml': deployment('iris', 'iris:3') });
    const { exitCode, output, errors } = await repository.ran('review git:HEAD:dist dist --format json');
    expect({ exitCode, restarted: restarted(output) }).toEqual({ exitCode: 0, restarted: ['iris'] });
    expect(errors).toBe(
      "note: 1 file in 'dist' of the work tree is not committed: folders are reviewed as they are, commits without them\n",
    );
    expect(existsSync(trace)).toBe(false);
  });

  test('follows no link and goes into no submodule, and says so', async () => {
    symlinkSync('/etc', join(repository.folder, 'dist/etc'));
    repository.git('update-index', '--add', '--cacheinfo', `160000,${first},dist/other`);
    repository.git('add', 'dist/etc');
    repository.git('commit', '--quiet', '--message=links');
    const { exitCode, errors } = await repository.ran('review git:HEAD:dist git:HEAD~1:dist --format json');
    expect({ exitCode, errors }).toEqual({
      exitCode: 0,
      errors: expect.stringContaining(
        'note: dist/etc is a link in HEAD and is passed over\nnote: dist/other is a submodule in HEAD and is passed over\n',
      ),
    });
  });

  test('cannot have a manifest that is a link: what it leads to would be missing from the side', async () => {
    symlinkSync('/etc/passwd', join(repository.folder, 'dist/more.yaml'));
    repository.commit();
    const { exitCode, output, errors } = await repository.ran('review git:HEAD:dist dist/iris.yaml --format json');
    expect({ exitCode, output }).toEqual({ exitCode: 2, output: '' });
    expect(errors).toContain(
      'error: git:HEAD:dist/more.yaml cannot be read: it is a link, and links in a commit are not followed\n',
    );
  });

  test('is not rendered: a chart in it has to be checked out', async () => {
    repository.commit({ 'charts/shop/Chart.yaml': 'name: shop\n' });
    const { exitCode, output, errors } = await repository.ran('review git:main:charts dist');
    expect({ exitCode, output, errors }).toEqual({
      exitCode: 2,
      output: '',
      errors:
        'error: git:main:charts/shop is a Helm chart: its templates are no manifests yet\n' +
        "  fix: in a work tree of main (git worktree add), run: helm template 'charts/shop' > rendered.yaml, for each side, and review the rendered files\n",
    });
  });

  test('is not what the environment of a hook points to', async () => {
    const other = new TestRepository();
    const { GIT_DIR: before } = process.env;
    process.env.GIT_DIR = join(other.folder, '.git');
    try {
      expect(await repository.ran('review git:main:dist dist --format json')).toMatchObject({
        exitCode: 0,
        errors: '',
      });
    } finally {
      if (before === undefined) delete process.env.GIT_DIR;
      else process.env.GIT_DIR = before;
      other.remove();
    }
  });

  test('may be a folder whose name is the beginning of another, or looks like an option or a pattern', async () => {
    repository.commit({
      'dist2/other.yaml': deployment('other', 'other:1'),
      '--all/a.yaml': deployment('a', 'a:1'),
      '*/b.yaml': deployment('b', 'b:1'),
    });
    for (const [path, name] of [
      ['dist', 'iris'],
      ['--all', 'a'],
      ['*', 'b'],
    ]) {
      const { output } = await repository.ran(['review', '/dev/null', `git:HEAD:${path}`, '--format', 'json']);
      expect(reviewedNames(output)).toEqual([name]);
    }
  });

  test('may have names of any characters', async () => {
    const name = "dist/a b\t'ü\n-:.yaml";
    repository.commit({ [name]: deployment('odd', 'odd:1') });
    const { exitCode, output } = await repository.ran([
      'review',
      'git:HEAD:dist',
      'git:HEAD~1:dist',
      '--format',
      'json',
    ]);
    expect(exitCode).toBe(0);
    expect((JSON.parse(output) as Review).removals.map(({ object }) => object.name)).toEqual(['odd']);
  });

  test('may have more than one batch of files', async () => {
    const padding = `# ${'x'.repeat(20 * 1024 * 1024)}\n`;
    repository.commit(
      Object.fromEntries([1, 2, 3].map((n) => [`dist/big-${n}.yaml`, padding + deployment(`big-${n}`, `big:${n}`)])),
    );
    const { exitCode, output } = await repository.ran('review git:HEAD~1:dist git:HEAD:dist --format json');
    expect({ exitCode, objects: (JSON.parse(output) as Review).objects }).toEqual({
      exitCode: 0,
      objects: { before: 1, after: 4 },
    });
  });
});

describe('--base-of', () => {
  beforeEach(() => {
    repository.git('checkout', '--quiet', '-b', 'feature');
    repository.commit({ 'dist/iris.yaml': deployment('iris', 'iris:2') });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'dist/ranker.yaml': deployment('ranker', 'ranker:1') });
    repository.git('checkout', '--quiet', 'feature');
  });

  test('reviews a path against what it was where the branches went apart', async () => {
    const { exitCode, output } = await repository.ran('review --base-of main dist --format json');
    const { removals } = JSON.parse(output) as Review;
    expect({ exitCode, restarted: restarted(output), removals }).toEqual({
      exitCode: 0,
      restarted: ['iris'],
      removals: [],
    });
  });

  test('takes what is after from elsewhere where it is named', async () => {
    const { output } = await repository.ran('review --base-of main dist git:main:dist --format json');
    expect((JSON.parse(output) as Review).changes.map(({ object, kind }) => `${kind} ${object.name}`)).toEqual([
      'added ranker',
    ]);
  });

  test('starts from the folder in which it is run', async () => {
    const { exitCode, output } = await repository.ran('review --base-of main . --format json', { below: 'dist' });
    expect({ exitCode, restarted: restarted(output) }).toEqual({ exitCode: 0, restarted: ['iris'] });
  });
});

describe('what cannot be reviewed is told, and nothing is written', () => {
  test.each([
    [
      'git:nowhere:dist',
      "error: git: 'nowhere' names no commit here; name a branch, a tag or a commit, and run git fetch when it is new",
    ],
    ['git:origin/main:dist', "error: git: 'origin/main' names no commit here; run: git fetch origin"],
    [
      'git:main:elsewhere',
      /^error: 'elsewhere' does not exist in commit [0-9a-f]{12} \(main\); where there is nothing yet, name \/dev\/null instead$/,
    ],
    ['git:main:../..', "error: 'git:main:../..' lies outside of the repository"],
    ['git:main:/dist', "error: BEFORE must have a path that starts from the root of the repository, got '/dist'"],
    ['git::dist', "error: BEFORE must name a commit, as git:REF or git:REF:PATH, got 'git::dist'"],
    ['nowhere', 'error: nowhere does not exist'],
  ])('%s', async (side, message) => {
    const { exitCode, output, errors } = await repository.ran(['review', side, 'dist']);
    expect({ exitCode, output, first: errors.split('\n')[0] }).toEqual({
      exitCode: 2,
      output: '',
      first: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });

  test('a reference that looks like an option of git is a reference that does not resolve, and nothing is written', async () => {
    const file = join(repository.folder, 'written');
    for (const ref of [
      `--output=${file}`,
      '--help',
      '-h',
      '--git-dir=/',
      `$(touch ${file})`,
      `; touch ${file}`,
      '--all',
      '@{-9}',
    ]) {
      for (const args of [
        [`git:${ref}:dist`, 'dist'],
        [`--base-of=${ref}`, 'dist'],
      ]) {
        const { exitCode, output, errors } = await repository.ran(['review', ...args]);
        expect({ args, exitCode, output, isTold: errors.includes('names no commit here') }).toEqual({
          args,
          exitCode: 2,
          output: '',
          isTold: true,
        });
      }
    }
    expect(existsSync(file)).toBe(false);
  });

  test('whatever a reference is made of, nothing changes in the repository', async () => {
    const state = () => [repository.git('status', '--porcelain', '--ignored'), repository.git('for-each-ref')];
    const before = state();
    const pieces = fc.constantFrom(
      '--',
      '-',
      'output=',
      'x',
      '..',
      '^',
      '{',
      '}',
      '@',
      '~1',
      ' ',
      ';',
      '$(touch y)',
      '`',
      '\n',
      '*',
      'é',
      '\\',
      'main',
      '/',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { minLength: 1, maxLength: 5 }), async (parts) => {
        const { exitCode, errors } = await repository.ran([
          'review',
          `git:${parts.join('')}:dist`,
          'dist',
          '--format=json',
        ]);
        // Some of these are commits.
        expect(exitCode === 0 || /^error: .*names no commit here/.test(errors)).toBe(true);
        expect(errors).not.toMatch(/^ {4}at /m);
      }),
      { numRuns: 12 },
    );
    expect(state()).toEqual(before);
  });

  test('a folder that is in no repository', async () => {
    const elsewhere = new TestRepository();
    elsewhere.write({ 'dist/iris.yaml': deployment('iris', 'iris:1') });
    rmSync(join(elsewhere.folder, '.git'), { recursive: true });
    const { exitCode, errors } = await elsewhere.ran('review git:main:dist dist');
    expect({ exitCode, errors }).toEqual({
      exitCode: 2,
      errors: `error: '${elsewhere.folder}' is in no git repository; run this inside of one, or review folders\nsee: cdk8s-model-serving --help\n`,
    });
    expect(await elsewhere.ran('review dist dist --format json')).toMatchObject({ exitCode: 0, errors: '' });
    elsewhere.remove();
  });

  test('a shallow clone that does not reach back to the base, with the command that deepens it', async () => {
    repository.git('checkout', '--quiet', '-b', 'feature');
    repository.commit({ 'dist/iris.yaml': deployment('iris', 'iris:2') });
    repository.commit({ 'dist/iris.yaml': deployment('iris', 'iris:3') });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'dist/ranker.yaml': deployment('ranker', 'ranker:1') });
    const clone = new TestRepository();
    clone.git(
      'fetch',
      '--quiet',
      '--depth=1',
      `file://${repository.folder}`,
      'main:refs/remotes/origin/main',
      'feature:feature',
    );
    clone.git('checkout', '--quiet', 'feature');
    const { exitCode, output, errors } = await clone.ran('review --base-of origin/main dist');
    expect({ exitCode, output, errors }).toEqual({
      exitCode: 2,
      output: '',
      errors: expect.stringContaining(
        "error: git: this clone is shallow and does not reach back to where 'origin/main' and HEAD went apart; run: git fetch --unshallow",
      ),
    });
    const missing = await clone.ran(`review git:${first}:dist dist`);
    expect(missing.errors).toContain('names no commit here; this clone is shallow; run: git fetch --unshallow');
    clone.remove();
  });

  test('branches without a commit in common', async () => {
    repository.git('checkout', '--quiet', '--orphan', 'alone');
    repository.commit({ 'dist/ranker.yaml': deployment('ranker', 'ranker:1') });
    expect((await repository.ran('review --base-of main dist')).errors).toContain(
      "error: git: 'main' and HEAD have no commit in common; name what to compare with as git:REF",
    );
  });
});

test('files that are not committed are noted where a commit is reviewed, those elsewhere are not', async () => {
  repository.write({ 'dist/ranker.yaml': deployment('ranker', 'ranker:1') });
  const { errors } = await repository.ran('review git:HEAD:dist git:HEAD:dist --format json');
  expect(errors).toBe("note: 1 file in 'dist' of the work tree is not committed: commits are reviewed without them\n");
  writeFileSync(join(repository.folder, 'README.md'), 'other words');
  repository.commit();
  repository.write({ 'README.md': 'still others' });
  expect((await repository.ran('review git:HEAD:dist dist --format json')).errors).toBe('');
});

import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployment, TestRepository } from '../command/support/repository';
import { bundleCommand } from './support/command-bundle';
import { spawned } from './support/spawned';

const ROOT = join(__dirname, '../..');
const BUNDLE = mkdtempSync(join(tmpdir(), 'command-'));
const REVIEW = `${process.execPath} ${join(BUNDLE, 'main.js')} review`;
const SCRIPTS = join(ROOT, 'examples/scripts');

beforeAll(() => {
  bundleCommand(join(BUNDLE, 'main.js'));
});

afterAll(() => {
  rmSync(BUNDLE, { recursive: true });
});

describe('review.sh', () => {
  let repository: TestRepository;
  const out = () => join(repository.folder, '..', `${repository.folder.split('/').pop()}-out`);
  const environment = { REVIEW, SYNTH: 'rm -rf dist && cp -r k8s dist' };

  beforeEach(() => {
    repository = new TestRepository();
    repository.commit({ '.gitignore': 'dist\n', 'k8s/iris.yaml': deployment('iris', 'iris:1') });
    repository.git('checkout', '--quiet', '-b', 'feature');
    repository.commit({ 'k8s/iris.yaml': deployment('iris', 'iris:2') });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'k8s/later.yaml': deployment('later', 'later:1') });
    repository.git('checkout', '--quiet', 'feature');
  });

  afterEach(() => {
    repository.remove();
    rmSync(out(), { recursive: true, force: true });
  });

  const run = (base: string, env: { readonly [name: string]: string } = {}) => {
    const { status, stderr } = spawnSync('sh', [join(SCRIPTS, 'review.sh'), base, out()], {
      cwd: repository.folder,
      encoding: 'utf8',
      env: { ...process.env, ...environment, ...env },
    });
    return { status, stderr };
  };
  const made = (file: string) => readFileSync(join(out(), file), 'utf8');

  test('synthesizes both sides, and reviews what the branch changed since it began', () => {
    expect(run('main')).toEqual({ status: 0, stderr: '' });
    expect(made('before.yaml')).toContain('iris:1');
    expect(made('after.yaml')).toContain('iris:2');
    expect(made('review.md')).toContain('`Deployment vision/iris`');
    expect(made('review.md')).not.toContain('later');
    expect(made('review.html')).toMatch(/^<!doctype html>/i);
    expect(repository.git('worktree', 'list').trim().split('\n')).toHaveLength(1);
  });

  test('fails with what --fail-on names, with the review written all the same', () => {
    expect(run('main', { REVIEW_OPTIONS: '--fail-on any' }).status).toBe(1);
    expect(existsSync(join(out(), 'review.html'))).toBe(true);
  });

  test('reviews everything as new where there was nothing', () => {
    expect(
      run('main', {
        SYNTH: 'mkdir -p other && cp k8s/*.yaml other && ! grep -q iris:1 -r other || rm -r other',
        MANIFESTS: 'other',
      }),
    ).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(made('before.yaml'))).toEqual({ apiVersion: 'v1', kind: 'List', items: [] });
    expect(made('after.yaml')).toContain('iris:2');
  });

  test.each([
    ['nowhere', {}, /^review.sh: 'nowhere' names no commit here; fetch it\n$/],
    ['--output=written', {}, /^review.sh: '--output=written' names no commit here; fetch it\n$/],
    ['main', { SYNTH: 'false' }, /^review.sh: cannot synthesize commit [0-9a-f]{40}\n$/],
    ['main', { MANIFESTS: 'elsewhere' }, /^review.sh: SYNTH wrote no folder 'elsewhere'; name it in MANIFESTS\n$/],
    ['main', { REVIEW_OPTIONS: '--delivery nobody' }, /--delivery must be kubectl, argocd or flux/],
  ])('stops with 2 for %s with %j', (base, env, message) => {
    expect(run(base, env as { [name: string]: string })).toEqual({ status: 2, stderr: expect.stringMatching(message) });
    expect(existsSync(join(repository.folder, 'written'))).toBe(false);
  });
});

describe('post-review.mjs', () => {
  const HEAD = 'a'.repeat(40);
  let folder: string;
  let server: Server;
  let requests: { method?: string; url?: string; token?: string; body?: string }[];
  let comments: object[];
  let head: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'artifact-'));
    writeFileSync(join(folder, 'before.yaml'), deployment('iris', 'iris:1'));
    writeFileSync(join(folder, 'after.yaml'), deployment('iris', '@everyone/<img src=x>:2'));
    writeFileSync(join(folder, 'pull-request'), '7\n');
    [requests, comments, head] = [[], [], HEAD];
    server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const { method, url = '', headers } = request;
        const token = String(headers.authorization ?? headers['private-token']);
        const { body } = pieces.length === 0 ? {} : (JSON.parse(Buffer.concat(pieces).toString()) as { body?: string });
        requests.push({ method, url, token, ...(body !== undefined && { body }) });
        response.end(JSON.stringify(answer(method, url)));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await new Promise((resolve) => server.close(resolve));
  });

  function answer(method: string | undefined, url: string): unknown {
    if (method !== 'GET') return {};
    if (/\/pulls\/7$/.test(url)) return { head: { sha: head }, base: { repo: { full_name: 'me/models' } } };
    if (/\/merge_requests\/7$/.test(url)) return { sha: head };
    if (url === '/user') return { id: 5 };
    const page = Number(/page=(\d+)$/.exec(url)?.[1]);
    return comments.slice(100 * (page - 1), 100 * page);
  }

  const run = (host: string, env: { readonly [name: string]: string } = {}) => {
    const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return spawned(process.execPath, [join(SCRIPTS, 'post-review.mjs'), host, folder], {
      ...process.env,
      REVIEW,
      HEAD_SHA: HEAD,
      ...(host === 'github'
        ? { GITHUB_API_URL: api, GITHUB_REPOSITORY: 'me/models', GITHUB_TOKEN: 'secret' }
        : { CI_API_V4_URL: api, CI_PROJECT_ID: '3', CI_MERGE_REQUEST_IID: '7', REVIEW_TOKEN: 'secret' }),
      ...env,
    });
  };
  const written = () => requests.filter(({ method }) => method !== 'GET');
  const other = { id: 1, body: 'looks good', user: { type: 'User', login: 'ana' }, author: { id: 1 } };
  const mark = '<!-- cdk8s-model-serving review -->\nold';
  const foreign = { ...other, id: 2, body: mark };
  const ours = { id: 3, body: mark, user: { type: 'Bot', login: 'github-actions[bot]' }, author: { id: 5 } };

  test.each([
    ['github', 'POST', '/repos/me/models/issues/7/comments', 'Bearer secret'],
    ['gitlab', 'POST', '/projects/3/merge_requests/7/notes', 'secret'],
  ])('comments on %s where nothing of its own is there yet', async (host, method, url, token) => {
    comments = [other, foreign];
    expect(await run(host)).toEqual({ status: 0, output: 'the comment was added\n', errors: '' });
    expect(written()).toEqual([{ method, url, token, body: expect.stringContaining(`_Of commit ${HEAD}._`) }]);
  });

  test.each([
    ['github', 'PATCH', '/repos/me/models/issues/comments/3'],
    ['gitlab', 'PUT', '/projects/3/merge_requests/7/notes/3'],
  ])('brings its own comment on %s up to date, wherever it stands', async (host, method, url) => {
    comments = [...Array<object>(130).fill(other), foreign, ours];
    expect(await run(host)).toEqual({ status: 0, output: 'the comment was changed\n', errors: '' });
    expect(written()).toEqual([expect.objectContaining({ method, url })]);
  });

  test('writes a review of its own making, in which nothing of the manifests is active', async () => {
    writeFileSync(join(folder, 'review.md'), '@everyone look: ![x](https://example.com/x.png)');
    await run('github');
    const [{ body = '' }] = written();
    expect(body).not.toContain('example.com');
    expect(body.replace(/`[^`]*`/g, '')).not.toMatch(/@everyone|<img/);
  });

  test.each([
    [
      'a commit that is not the head of the request',
      () => (head = 'b'.repeat(40)),
      'is not the head of pull request 7',
    ],
    [
      'a number that is none',
      () => {
        file('pull-request', '7/../8');
      },
      'pull-request holds no number',
    ],
    [
      'a number that is too long',
      () => {
        file('pull-request', '7'.repeat(17));
      },
      'pull-request has 17 bytes, more than 16',
    ],
    [
      'a link',
      () => {
        link('after.yaml');
      },
      'after.yaml is not a file of the artifact',
    ],
    [
      'a folder',
      () => {
        rmSync(join(folder, 'after.yaml'));
        mkdirSync(join(folder, 'after.yaml'));
      },
      'after.yaml is not a file of the artifact',
    ],
    [
      'a missing side',
      () => {
        rmSync(join(folder, 'before.yaml'));
      },
      'before.yaml is not a file of the artifact',
    ],
    [
      'a side that is too large',
      () => {
        truncateSync(join(folder, 'after.yaml'), 2 ** 26 + 1);
      },
      'after.yaml has 67108865 bytes',
    ],
    [
      'what is no YAML',
      () => {
        file('after.yaml', 'a: [\n');
      },
      'the manifests cannot be reviewed',
    ],
  ])('posts nothing for %s', async (_what, spoil, message) => {
    spoil();
    const { status, errors } = await run('github');
    expect({ status, errors, written: written() }).toEqual({
      status: 1,
      errors: expect.stringMatching(`^not posted: .*${message}`),
      written: [],
    });
  });

  test('posts nothing on GitLab for a commit that the request has moved on from', async () => {
    head = 'b'.repeat(40);
    expect(await run('gitlab')).toMatchObject({
      status: 1,
      errors: expect.stringContaining('has moved on from commit'),
    });
    expect(written()).toEqual([]);
  });

  test('does not show its token to the program that reads the manifests', async () => {
    const seen = join(folder, 'seen');
    const program = join(folder, 'review.js');
    writeFileSync(program, `require('fs').writeFileSync(${JSON.stringify(seen)}, JSON.stringify(process.env))`);
    expect((await run('github', { REVIEW: `${process.execPath} ${program}` })).status).toBe(0);
    expect(readFileSync(seen, 'utf8')).not.toContain('secret');
  });

  function file(name: string, text: string): void {
    writeFileSync(join(folder, name), text);
  }

  function link(name: string): void {
    rmSync(join(folder, name));
    symlinkSync('/etc/passwd', join(folder, name));
  }
});

describe('the workflows', () => {
  const text = (file: string) => readFileSync(join(ROOT, 'examples', file), 'utf8').replace(/^ *#.*\n/gm, '');

  test('give what runs code of a pull request no secret and nothing to write', () => {
    expect(text('github/review.yml')).toMatch(/\non: pull_request\n\npermissions:\n {2}contents: read\n/);
    expect(text('github/review.yml')).not.toMatch(/secrets\.|github\.token|write/i);
    expect(text('github/review-comment.yml')).not.toMatch(/ref:|head_ref|pull_request_target/);
  });

  test('put nothing of an event into a script: it goes through the environment', () => {
    for (const file of ['github/review.yml', 'github/review-comment.yml']) {
      for (const [, script] of text(file).matchAll(/run: (\|\n(?: {10}.*\n)+|.*\n)/g))
        expect(script).not.toContain('${{');
    }
  });
});

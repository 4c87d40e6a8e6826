import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');
const LATE = /require\('(\.[^']+)'\) as typeof import/g;

/** Modules that some file of lib/ loads when it first needs them. */
const late = fs
  .readdirSync(path.join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .flatMap((name) => {
    const file = path.join(ROOT, 'lib', name);
    const requests = [...fs.readFileSync(file, 'utf8').matchAll(LATE)].map(([, request]) => request);
    return requests.map((request) => path.relative(ROOT, path.join(path.dirname(file), `${request}.ts`)));
  });

/** What comes with the library, in a process of its own: the test runner keeps modules its own way. */
function loadedWithLibrary(): string[] {
  const program = `require('./lib'); console.log(JSON.stringify(Object.keys(require.cache)))`;
  const text = execFileSync(process.execPath, ['--import', 'tsx', '-e', program], { cwd: ROOT, encoding: 'utf8' });
  return (JSON.parse(text) as string[]).map((file) => path.relative(ROOT, file));
}

const loaded = loadedWithLibrary();

test('what is loaded when it is first needed is not loaded with the library', () => {
  expect(loaded).toContain(path.join('lib', 'server', 'model-server.ts'));
  expect(late.filter((file) => loaded.includes(file))).toEqual([]);
});

test('neither are the parts of it that serve tests, nor cdk8s-plus', () => {
  expect(loaded.filter((file) => /^lib.testing|cdk8s-plus-28/.test(file))).toEqual([]);
});

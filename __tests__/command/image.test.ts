import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { bundleCommand } from '../examples/support/command-bundle';
import { ran } from './support/command-run';

const LIST = '{\n  "vision/iris": "iris:1",\n  "search/ranker":   "ranker:2"\n}\n';
const DIGEST = `sha256:${'ab'.repeat(32)}`;
let folder: string;
let file: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'images-'));
  file = path.join(folder, 'images.json');
  fs.writeFileSync(file, LIST);
});

afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

const content = () => fs.readFileSync(file, 'utf8');
const set = (...args: string[]) => ran(['image', 'set', ...args, '--file', file]);

test('one image is another one, and the file is otherwise as it was', async () => {
  fs.chmodSync(file, 0o640);
  const image = `registry.example/iris:0.3.0@${DIGEST}`;
  expect(await set('vision/iris', image)).toEqual({
    exitCode: 0,
    output: `${file}: vision/iris is ${image}\n`,
    errors: '',
  });
  expect(content()).toBe(LIST.replace('iris:1', image));
  expect(fs.statSync(file).mode & 0o777).toBe(0o640);
  expect(fs.readdirSync(folder)).toEqual(['images.json']);
});

test('a name that is not there is added when asked for', async () => {
  await set('vision/cats', 'cats:1', '--add');
  expect(content()).toBe(LIST.replace('"ranker:2"', '"ranker:2",\n  "vision/cats": "cats:1"'));
});

test('a file that is not there is made when asked for', async () => {
  fs.rmSync(file);
  expect((await set('a', 'a:1')).errors).toContain(`'${file}' does not exist; --add makes it`);
  await set('a', 'a:1', '--add');
  expect(content()).toBe('{\n  "a": "a:1"\n}\n');
});

test('a link stays a link', async () => {
  const link = path.join(folder, 'link.json');
  fs.symlinkSync('images.json', link);
  await ran(['image', 'set', 'vision/iris', 'iris:2', '--file', link]);
  expect(fs.lstatSync(link).isSymbolicLink()).toBe(true);
  expect(content()).toBe(LIST.replace('iris:1', 'iris:2'));
});

test.each([
  [['vision/iris', 'iris'], "IMAGE must have a tag or a digest, got 'iris'"],
  [['vision/iris', 'iris:'], "got 'iris:', whose tag is empty"],
  [['vision/iris', 'iris:undefined'], "IMAGE has the tag 'undefined'"],
  [['vision/irs', 'iris:2'], "did you mean 'vision/iris'? --add adds it"],
  [['search/none', 'iris:2'], "it names 'search/ranker', 'vision/iris'; --add adds it"],
  [['', 'iris:2'], 'NAME is empty'],
  [['vision/iris'], 'name what to set, NAME and IMAGE; got 1'],
])('%j is refused, and nothing is written', async (args, problem) => {
  const { exitCode, errors } = await set(...args);
  expect(exitCode).toBe(2);
  expect(errors).toContain(problem);
  expect(content()).toBe(LIST);
  expect(fs.readdirSync(folder)).toEqual(['images.json']);
});

test('a malformed file is refused and left as it is', async () => {
  fs.writeFileSync(file, '{ "a": ');
  expect((await set('a', 'a:1')).errors).toContain(`'${file}' is no JSON`);
  expect(content()).toBe('{ "a": ');
  expect(fs.readdirSync(folder)).toEqual(['images.json']);
});

test('while another process writes, nothing is lost', async () => {
  bundleCommand(path.join(folder, 'main.js'));
  const names = Array.from({ length: 4 }, (_, index) => `team/model-${index}`);
  const exits = names.map(
    (name) =>
      new Promise<number | null>((resolve) => {
        const args = [path.join(folder, 'main.js'), 'image', 'set', name, 'model:1', '--add', '--file', file];
        spawn(process.execPath, args, { stdio: 'ignore' }).on('exit', resolve);
      }),
  );
  expect(await Promise.all(exits)).toEqual(names.map(() => 0));
  expect(Object.keys(JSON.parse(content()) as object).sort()).toEqual(['search/ranker', ...names, 'vision/iris']);
}, 20_000);

test('who does not let go of the file is named', async () => {
  fs.writeFileSync(`${file}.lock`, '');
  const { exitCode, errors } = await set('vision/iris', 'iris:2');
  expect({ exitCode, content: content() }).toEqual({ exitCode: 2, content: LIST });
  expect(errors).toContain(`is being written by another process; remove '${file}.lock' if there is none`);
});

test('after image comes set', async () => {
  expect(await ran('image bump')).toMatchObject({
    exitCode: 2,
    errors: expect.stringContaining("after image comes set, got 'bump'"),
  });
});

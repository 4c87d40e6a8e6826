import * as fs from 'node:fs';
import { ApiObject, Chart, JsonPatch, Lazy, YamlOutputType } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ServingApp } from '../../lib';
import { UsageError } from '../../lib/private/errors';
import { contentOf, newOutdir, object, put, removeOutdir } from './support';

let outdir: string;
let stderr: jest.SpyInstance;
beforeEach(() => {
  outdir = newOutdir();
  stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  removeOutdir();
  stderr.mockRestore();
});

const newApp = (props = {}) => new ServingApp({ outdir, ...props });

function good(text = 'old', folder = outdir): ServingApp {
  const app = newApp({ outdir: folder });
  for (const id of ['a', 'b', 'c']) object(new Chart(app, id), id, 'ConfigMap', { data: { text } });
  return app;
}

/** The message of what a synthesis throws: for people, without a stack. */
function failure(app: ServingApp): string {
  try {
    app.synth();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    expect((error as Error).stack).not.toMatch(/\n\s+at /);
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

/** Fails over a folder that holds an earlier synthesis and files of strangers: all of it is still there. */
function failureLeavingAll(app: ServingApp): string {
  good().synth();
  put(outdir, { 'README.md': 'by hand\n', 'sub/stale.yaml': 'by: hand\n' });
  const before = contentOf(outdir);
  const message = failure(app);
  expect(contentOf(outdir)).toEqual(before);
  return message;
}

describe('where the output goes', () => {
  test.each([
    ['in place of the folder', 'dist', 'dist'],
    ['in place of a folder around it', 'dist', 'dist/deep/er'],
  ])('a file %s', (_where, file, folder) => {
    const parent = join(outdir, '..');
    put(parent, { [file]: 'by hand' });
    const target = join(parent, folder);
    expect(failure(good('new', target))).toBe(
      `outdir '${target}' cannot be written: a file is where a folder should be ('${join(parent, file)}'); what was there before still is`,
    );
    expect(contentOf(parent)).toEqual({ [file]: 'by hand' });
  });

  test('a file in place of the folder of a chart: no other folder is left behind', () => {
    put(outdir, { b: 'by hand' });
    const app = newApp({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
    for (const id of ['a', 'b']) object(new Chart(app, id), id);
    expect(failure(app)).toBe(
      `outdir '${outdir}' cannot be written: a file is where a folder should be ('${join(outdir, 'b', 'ConfigMap.core.b.k8s.yaml')}'); what was there before still is`,
    );
    expect(contentOf(outdir)).toEqual({ b: 'by hand' });
  });

  test('a folder in place of a file', () => {
    good().synth();
    fs.rmSync(join(outdir, 'b.k8s.yaml'));
    put(outdir, { 'b.k8s.yaml/note': 'by hand' });
    const before = contentOf(outdir);
    expect(failure(good('new'))).toMatch(/^output file '.*b\.k8s\.yaml' exists and was not written by/);
    expect(contentOf(outdir)).toEqual(before);
  });

  test('a file name that is too long', () => {
    const app = newApp({ yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
    object(new Chart(app, 'chart'), 'a', 'ConfigMap', { metadata: { name: 'n'.repeat(250) } });
    expect(failure(app)).toMatch(/cannot be written: a file name is too long for the file system \('.*'\); what was/);
    expect(fs.existsSync(outdir)).toBe(false);
  });

  const isRoot = process.getuid?.() === 0;
  (isRoot ? test.skip : test)(
    `a folder without permission${isRoot ? ' (root may write anywhere: skipped)' : ''}`,
    () => {
      good().synth();
      const before = contentOf(outdir);
      fs.chmodSync(outdir, 0o555);
      const message = failure(good('new'));
      fs.chmodSync(outdir, 0o755);
      expect(message).toContain(`outdir '${outdir}' cannot be written: no permission`);
      expect(contentOf(outdir)).toEqual(before);
    },
  );
});

/** A very small disk, where the machine lets one be mounted. */
const disk = fs.mkdtempSync('/tmp/disk-');
function mounts(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const isMounted = mounts();
afterAll(() => {
  if (isMounted) execFileSync('umount', [disk]);
  fs.rmdirSync(disk);
});

const why = isMounted ? '' : ' (this machine lets nobody mount one: skipped)';
(isMounted ? test : test.skip)(`a full disk${why}`, () => {
  const folder = join(disk, 'dist');
  good('old', folder).synth();
  const before = contentOf(folder);
  expect(failure(good('much'.repeat(8000), folder))).toBe(
    `outdir '${folder}' cannot be written: the disk is full; what was there before still is`,
  );
  expect(contentOf(folder)).toEqual(before);
  good('new', folder).synth();
  expect(contentOf(folder)).not.toEqual(before);
});

test.each([
  ['..', "'..'"],
  ['.hidden', "'.hidden'"],
  ['a:b', "'a:b'"],
  ['a\nb', "'a\nb'"],
  ['ends.', "'ends.'"],
  ['x'.repeat(201), `'${'x'.repeat(201)}'`],
])('a chart with the illegal name %j', (id, shown) => {
  const app = newApp();
  new Chart(app, id);
  expect(failureLeavingAll(app)).toBe(
    `chart '${id}' must have an id that can be a file name of 1 to 200 bytes, without control characters and \\ : * ? " < > |, got ${shown}`,
  );
});

test('a chart with an empty name cannot be made at all', () => {
  expect(() => new Chart(newApp(), '')).toThrow('Only root constructs may have an empty ID');
});

const circular: { [key: string]: unknown } = {};
circular.self = { list: [circular] };
const itself: Lazy = Lazy.any({ produce: () => itself }) as Lazy;
class Thing {
  public readonly a = 1;
}

test.each<[string, unknown, string | RegExp]>([
  ['a value that holds itself', circular, /^\/spec\/a\/self\/list\/0\/.*\/\.\.\. goes deeper than 200 levels: does it/],
  ['a token that produces itself', itself, 'goes deeper than any manifest: does a value hold itself?'],
  ['a function', () => 1, '/spec/a is a function, which no manifest can hold'],
  ['a date', new Date(0), /^\/spec\/a is a Date, which no manifest can hold; write it as text, a number, a list or/],
  ['a Map', new Map([['a', 1]]), /^\/spec\/a is a Map, which no manifest can hold/],
  ['a Set', new Set([1]), /^\/spec\/a is a Set, which no manifest can hold/],
  ['an object of a class', new Thing(), /^\/spec\/a is a Thing, which no manifest can hold/],
  ['bytes', Buffer.from('a'), /^\/spec\/a is a Buffer, which no manifest can hold/],
  ['an error', new Error('e'), /^\/spec\/a is a Error, which no manifest can hold/],
  ['a symbol', Symbol('s'), '/spec/a is Symbol(s), which no manifest can hold'],
  ['a bigint', 10n, '/spec/a is 10, which no manifest can hold'],
  [
    'undefined in a list',
    [1, undefined],
    '/spec/a/1 is undefined, and a list has no place for nothing; leave the item out',
  ],
  ['null in a list', [[null]], '/spec/a/0/0 is null, and a list has no place for nothing; leave the item out'],
  ['a hole in a list', Array.from({ length: 1 }), /^\/spec\/a\/0 is undefined, and a list has no place for nothing/],
  ['a token for nothing in a list', [Lazy.any({ produce: () => undefined })], /^\/spec\/a\/0 is undefined, and a list/],
  ['no number', NaN, '/spec/a is NaN, which is no number in JSON'],
  ['infinity', [-Infinity], '/spec/a/0 is -Infinity, which is no number in JSON'],
  ['an integer that readers round', 2 ** 60, /^\/spec\/a is 1152921504606847000, which readers would round; write it/],
  [
    'a key that changes prototypes',
    JSON.parse('{ "__proto__": { "b": 1 } }'),
    "/spec/a has a key '__proto__', which no manifest needs",
  ],
  ['half a character', '\ud83d', '/spec/a holds half a character (a lone surrogate), which no file can hold'],
  ['a key too long', { ['k'.repeat(1001)]: 1 }, '/spec/a has a key of 1001 characters, more than YAML readers take'],
])('%s is an error that names the object and the place in it', (_what, value, message) => {
  const checked = (app: ServingApp) => {
    const [path, ...rest] = failureLeavingAll(app).split(': ');
    expect(path).toBe("'chart/thing'");
    expect(rest.join(': ')).toMatch(message);
  };
  const plain = newApp();
  object(new Chart(plain, 'chart'), 'thing', 'Thing', { spec: { a: value } });
  checked(plain);

  const late = newApp();
  const lazy = Lazy.any({ produce: () => ({ a: value }) });
  object(new Chart(late, 'chart'), 'thing', 'Thing', { spec: lazy });
  checked(late);
});

test('a pollution of prototypes by a key of the input never happens', () => {
  const app = newApp();
  object(new Chart(app, 'chart'), 'thing', 'Thing', { spec: JSON.parse('{ "__proto__": { "polluted": true } }') });
  failure(app);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('no number in a generated class, which would become null, is found', () => {
  const app = newApp();
  const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'a', image: 'a:1' }] } };
  new k8s.KubeDeployment(new Chart(app, 'chart'), 'server', {
    spec: { replicas: Number('three'), selector: { matchLabels: { app: 'a' } }, template },
  });
  expect(failureLeavingAll(app)).toBe("'chart/server': /spec/replicas is NaN, which is no number in JSON");
});

test.each([
  ['kind', JsonPatch.remove('/kind'), '/kind'],
  ['kind, but an empty one', JsonPatch.replace('/kind', ''), '/kind'],
  ['apiVersion', JsonPatch.remove('/apiVersion'), '/apiVersion'],
  ['apiVersion, but a number', JsonPatch.replace('/apiVersion', 1), '/apiVersion'],
])('an object without %s', (_what, patch, place) => {
  const app = newApp();
  object(new Chart(app, 'chart'), 'thing').addJsonPatch(patch);
  expect(failureLeavingAll(app)).toBe(`'chart/thing': ${place} must be a text that is not empty`);
});

const KEY = 'sk-not-to-be-told';

test.each<[string, unknown, string]>([
  [
    'removes below what is not there',
    JsonPatch.remove('/spec/foo/bar'),
    "the JSON patch 'remove' of '/spec/foo/bar' does not fit: there is nothing at '/spec'; add that first, or correct the path",
  ],
  [
    'adds below what is not there, a value that nobody is told',
    JsonPatch.add('/data/a~1b/c', KEY),
    "the JSON patch 'add' of '/data/a~1b/c' does not fit: there is nothing at '/data/a~1b'; add that first, or correct the path",
  ],
  [
    'copies from what is not there',
    JsonPatch.copy('/metadata/none/of/it', '/data/x'),
    "the JSON patch 'copy' of '/data/x' does not fit: there is nothing at '/metadata/none'; add that first, or correct the path",
  ],
  [
    'finds another value',
    JsonPatch.test('/data/text', KEY),
    "the JSON patch 'test' of '/data/text' does not fit: another value is there; look at what the object holds",
  ],
  [
    'has a path that is none',
    JsonPatch.replace('data/text', KEY),
    "the JSON patch 'replace' of 'data/text' does not fit: a path must begin with '/'; write '/data/text'",
  ],
  [
    'is none',
    { op: 'remove', path: '/data' },
    'addJsonPatch was given an object (op, path), which is no patch; make it by JsonPatch.add(...), .replace(...), .remove(...) and the like',
  ],
  ['is nothing', undefined, 'addJsonPatch was given nothing, which is no patch'],
])('a patch that %s is told by its operation and path', (_, patch, message) => {
  const app = newApp();
  const api = object(new Chart(app, 'a'), 'a', 'ConfigMap', { data: { text: 'old' } });
  api.addJsonPatch(patch as JsonPatch);
  const said = failure(app);
  expect(said).toContain(message);
  expect(said).not.toContain(KEY);
});

test('an object whose patch fails, or leaves no object', () => {
  const app = newApp();
  const chart = new Chart(app, 'chart');
  object(chart, 'one').addJsonPatch(JsonPatch.remove('/spec/nothing'));
  object(chart, 'two').addJsonPatch(JsonPatch.replace('', 'text'));
  const message = failureLeavingAll(app);
  expect(message).toMatch(/^2 problems:\n {2}'chart\/one': /);
  expect(message).toMatch(/\n {2}'chart\/two': \/ is no object after its patches$/);
});

test('everything that is wrong is said at once, in charts, values, names, files and dependencies', () => {
  const app = newApp();
  const chart = new Chart(app, 'chart');
  object(chart, 'date', 'Thing', { spec: { at: new Date(0) } });
  object(chart, 'rounded', 'Thing', { spec: { at: 2 ** 60 } });
  const [first, second] = ['first', 'second'].map((id) => object(chart, id, 'Thing', { metadata: { name: 'same' } }));
  first.addDependency(second);
  second.addDependency(first);
  new Chart(app, 'a:b');
  chart.node.addValidation({ validate: () => ['is invalid'] });
  const message = failureLeavingAll(app);
  expect(message).toMatch(/^6 problems:\n/);
  for (const part of [
    "Chart 'chart': is invalid",
    "'chart/date': /spec/at is a Date",
    "'chart/rounded': /spec/at is 1152",
  ])
    expect(message).toContain(part);
  for (const part of ["chart 'a:b' must have an id", "'chart/second': Thing 'same' is made twice", 'in a circle:'])
    expect(message).toContain(part);
});

const big = (bytes: number, character = 'x') => {
  const app = newApp();
  const data = { text: character.repeat(bytes / Buffer.byteLength(character)) };
  new ApiObject(new Chart(app, 'chart'), 'big', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'big' },
    data,
  });
  app.synth();
  return stderr.mock.calls.map(([text]) => String(text));
};

test.each(['x', '\n', '日', '<'])('an object too large for client-side apply is warned of: one of %j', (character) => {
  const warnings = big(character === '<' ? 45_000 : 262_200, character);
  expect(warnings).toEqual([
    expect.stringMatching(
      /^warning: 'chart\/big' takes \d+ bytes, more than the 262144 that client-side apply can note in an annotation; use kubectl apply --server-side\n$/,
    ),
  ]);
});

test('an object that client-side apply can still take is not', () => {
  expect(big(262_000)).toEqual([]);
});

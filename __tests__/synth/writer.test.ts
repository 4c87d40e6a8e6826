import * as fs from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../lib/private/errors';
import { MARKER, writeFiles } from '../../lib/synth/writer';
import { contentOf, newOutdir, put as putInto, removeOutdir } from './support';

let outdir: string;
beforeEach(() => {
  outdir = join(newOutdir(), 'deep');
});
afterEach(removeOutdir);

const ours = (text: string) => `${MARKER}\n${text}\n`;

function write(files: { [name: string]: string }, extension = '.k8s.yaml'): void {
  writeFiles(outdir, new Map(Object.entries(files).map(([name, text]) => [`${name}${extension}`, Buffer.from(text)])));
}

const put = (files: { [path: string]: string }) => {
  putInto(outdir, files);
};
const content = () => contentOf(outdir);

test('the folder is made, with the folders around it', () => {
  write({ a: ours('a'), b: ours('b') });
  expect(content()).toEqual({ 'a.k8s.yaml': ours('a'), 'b.k8s.yaml': ours('b') });
});

test('writing again leaves the same files, and no temporary ones', () => {
  write({ a: ours('a') });
  write({ a: ours('a') });
  expect(content()).toEqual({ 'a.k8s.yaml': ours('a') });
});

test('a file that has its text already is left alone, its neighbours are written', () => {
  write({ same: ours('same'), other: ours('old') });
  const inode = (name: string) => fs.statSync(join(outdir, `${name}.k8s.yaml`)).ino;
  const before = [inode('same'), inode('other')];
  write({ same: ours('same'), other: ours('new') });
  expect(content()).toEqual({ 'other.k8s.yaml': ours('new'), 'same.k8s.yaml': ours('same') });
  expect([inode('same') === before[0], inode('other') === before[1]]).toEqual([true, false]);
});

test('a link to a file with the right text is not taken for the file', () => {
  write({ a: ours('a') });
  put({ 'elsewhere.txt': ours('a') });
  fs.rmSync(join(outdir, 'a.k8s.yaml'));
  fs.symlinkSync(join(outdir, 'elsewhere.txt'), join(outdir, 'a.k8s.yaml'));
  expect(() => {
    write({ a: ours('a') });
  }).toThrow(UsageError);
});

test('files of ours are replaced, and those that are no longer made are removed', () => {
  write({ a: ours('old'), stale: ours('stale') });
  write({ a: ours('new') });
  expect(content()).toEqual({ 'a.k8s.yaml': ours('new') });
});

test('files of ours are known as such after git has changed their line ends', () => {
  put({ 'a.k8s.yaml': ours('old').replaceAll('\n', '\r\n'), 'stale.k8s.yaml': `${MARKER}\r\n` });
  write({ a: ours('new') });
  expect(content()).toEqual({ 'a.k8s.yaml': ours('new') });
});

const strangers = {
  'by-hand.k8s.yaml': 'apiVersion: v1\n',
  'empty.k8s.yaml': '',
  'short.k8s.yaml': '#',
  'late.k8s.yaml': `# a remark\n${MARKER}\n`,
  'cousin.k8s.yaml': `${MARKER}-of-somebody-else\n`,
  'README.md': `${MARKER}\n`,
};

test("strangers' files stay as they are", () => {
  put(strangers);
  write({ a: ours('a') });
  expect(content()).toEqual({ ...strangers, 'a.k8s.yaml': ours('a') });
});

test('folders of another app, and of strangers, stay as they are', () => {
  const below = {
    'prod/stale.k8s.yaml': ours('of an app that writes there'),
    'folder.k8s.yaml/app.k8s.yaml': ours('also'),
    'git/Deployment.apps.iris.k8s.yaml': 'kind: Deployment\n',
    'deep/er/Deployment.apps.iris.k8s.yaml': ours('too deep'),
  };
  put(below);
  write({ a: ours('a') });
  const folders = { 'prod/': '', 'folder.k8s.yaml/': '', 'git/': '', 'deep/': '', 'deep/er/': '' };
  expect(content()).toEqual({ ...below, ...folders, 'a.k8s.yaml': ours('a') });
});

test('a file in a folder is replaced like any other; stale ones go, and the folder with the last of them', () => {
  write({ 'vision/Service.core.iris': ours('1'), 'vision/Secret.core.iris': ours('1'), 'b/Pod.core.a': ours('1') });
  put({ 'vision/README.md': 'by hand' });
  write({ 'vision/Service.core.iris': ours('2') });
  const kept = { 'vision/': '', 'vision/Service.core.iris.k8s.yaml': ours('2'), 'vision/README.md': 'by hand' };
  expect(content()).toEqual(kept);
  write({});
  expect(content()).toEqual({ 'vision/': '', 'vision/README.md': 'by hand' });
});

test("nothing is written or removed when a stranger's file is in the way: all of them are named", () => {
  const before = { 'b.k8s.yaml': 'kind: B\n', 'c.k8s.yaml': 'kind: C\n', 'stale.k8s.yaml': ours('stale') };
  put(before);
  const action = () => {
    write({ a: ours('a'), b: ours('b'), c: ours('c') });
  };
  expect(action).toThrow(UsageError);
  expect(action).toThrow(/^2 problems:\n {2}output file '.*b\.k8s\.yaml' exists and was not written by .*\n.*c\.k8s/);
  expect(content()).toEqual(before);
});

test('nothing is written when a folder is in the place of a file', () => {
  fs.mkdirSync(join(outdir, 'b.k8s.yaml'), { recursive: true });
  expect(() => {
    write({ a: ours('a'), b: ours('b') });
  }).toThrow(/^output file '.*b\.k8s\.yaml' exists and was not written by cdk8s-model-serving/);
  expect(content()).toEqual({ 'b.k8s.yaml/': '' });
});

test.each([['the folder'], ['a folder around it']])(
  'a file where %s should be is an error that names the file',
  (what) => {
    const file = what === 'the folder' ? outdir : join(outdir, '..');
    fs.mkdirSync(join(file, '..'), { recursive: true });
    fs.writeFileSync(file, 'by hand');
    const action = () => {
      write({ a: ours('a') });
    };
    expect(action).toThrow(UsageError);
    expect(action).toThrow(`outdir '${outdir}' cannot be written: a file is where a folder should be ('${file}')`);
    expect(fs.readFileSync(file, 'utf8')).toBe('by hand');
  },
);

test('a link is not ours: in the way it is an error, elsewhere it is left alone', () => {
  put({ 'target.txt': ours('text') });
  for (const name of ['a.k8s.yaml', 'b.k8s.yaml']) fs.symlinkSync('target.txt', join(outdir, name));
  expect(() => {
    write({ a: ours('a') });
  }).toThrow(/^output file '.*a\.k8s\.yaml' exists and was not written by cdk8s-model-serving/);
  write({ c: ours('c') });
  expect(fs.readlinkSync(join(outdir, 'b.k8s.yaml'))).toBe('target.txt');
  expect(fs.readFileSync(join(outdir, 'target.txt'), 'utf8')).toBe(ours('text'));
});

test('with another extension the files of the former one are removed', () => {
  put({ 'a.k8s.yaml': ours('stale'), 'stale.yml': ours('stale'), 'README.md': ours('none of ours') });
  write({ a: ours('a') }, '.yml');
  expect(Object.keys(content()).sort()).toEqual(['README.md', 'a.yml']);
});

test('each file is told of when it is written', () => {
  const written: string[] = [];
  writeFiles(outdir, new Map([['a.yaml', Buffer.from(ours('a'))], ['b/c.yaml', Buffer.from(ours('c'))]]), (name) => written.push(name)); // prettier-ignore
  expect(written).toEqual(['a.yaml', 'b/c.yaml']);
});

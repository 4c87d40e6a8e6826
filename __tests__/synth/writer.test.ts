import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../lib/private/usage-error';
import { MARKER, writeFiles } from '../../lib/synth/writer';

let parent: string;
let outdir: string;
beforeEach(() => {
  parent = fs.mkdtempSync(join(tmpdir(), 'writer-'));
  outdir = join(parent, 'deep', 'dist');
});
afterEach(() => {
  fs.rmSync(parent, { recursive: true });
});

const ours = (text: string) => `${MARKER}\n${text}\n`;

function write(files: { [name: string]: string }, extension = '.k8s.yaml'): void {
  writeFiles(outdir, new Map(Object.entries(files).map(([name, text]) => [`${name}${extension}`, text])), extension);
}

function put(files: { [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) {
    fs.mkdirSync(join(outdir, path, '..'), { recursive: true });
    fs.writeFileSync(join(outdir, path), text);
  }
}

/** Everything in the folder, folders with a slash behind them. */
function content(): { [path: string]: string } {
  const entries = fs.readdirSync(outdir, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .map((entry) => [join(entry.parentPath, entry.name), entry.isDirectory()] as const)
      .map(([path, isFolder]) => [
        path.slice(outdir.length + 1) + (isFolder ? '/' : ''),
        isFolder ? '' : fs.readFileSync(path, 'utf8'),
      ]),
  );
}

test('the folder is made, with the folders around it', () => {
  write({ a: ours('a'), b: ours('b') });
  expect(content()).toEqual({ 'a.k8s.yaml': ours('a'), 'b.k8s.yaml': ours('b') });
});

test('writing again leaves the same files, and no temporary ones', () => {
  write({ a: ours('a') });
  write({ a: ours('a') });
  expect(content()).toEqual({ 'a.k8s.yaml': ours('a') });
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
  'kustomization.yaml': `${MARKER}\n`,
};

test("strangers' files stay as they are", () => {
  put(strangers);
  write({ a: ours('a') });
  expect(content()).toEqual({ ...strangers, 'a.k8s.yaml': ours('a') });
});

test('sub-folders stay as they are, whatever is in them and whatever they are called', () => {
  const below = { 'sub/stale.k8s.yaml': ours('stale'), 'folder.k8s.yaml/stale.k8s.yaml': ours('stale') };
  put(below);
  write({ a: ours('a') });
  expect(content()).toEqual({ ...below, 'sub/': '', 'folder.k8s.yaml/': '', 'a.k8s.yaml': ours('a') });
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
  'a file where %s should be is an error that names the folder',
  (what) => {
    const file = what === 'the folder' ? outdir : join(outdir, '..');
    fs.mkdirSync(join(file, '..'), { recursive: true });
    fs.writeFileSync(file, 'by hand');
    const action = () => {
      write({ a: ours('a') });
    };
    expect(action).toThrow(UsageError);
    expect(action).toThrow(`outdir must be a folder or a place for a new one, got '${outdir}'`);
    expect(fs.readFileSync(file, 'utf8')).toBe('by hand');
  },
);

test('a link that leads nowhere is replaced by the file, and left alone when it is not in the way', () => {
  fs.mkdirSync(outdir, { recursive: true });
  for (const name of ['a.k8s.yaml', 'b.k8s.yaml']) fs.symlinkSync('nowhere', join(outdir, name));
  write({ a: ours('a') });
  expect(fs.readFileSync(join(outdir, 'a.k8s.yaml'), 'utf8')).toBe(ours('a'));
  expect(fs.readlinkSync(join(outdir, 'b.k8s.yaml'))).toBe('nowhere');
});

test('with another extension only files of that extension are looked at', () => {
  put({ 'stale.k8s.yaml': ours('stale'), 'stale.yml': ours('stale') });
  write({ a: ours('a') }, '.yml');
  expect(Object.keys(content()).sort()).toEqual(['a.yml', 'stale.k8s.yaml']);
});

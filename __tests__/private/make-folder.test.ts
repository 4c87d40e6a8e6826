import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '../../lib/private/make-folder';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'make-folder-'))));
afterEach(() => {
  rmSync(root, { recursive: true });
});

test('makes a folder with those that it lies in, and tells the outermost that was missing', () => {
  expect(makeFolder(join(root, 'a', 'b', 'c'))).toBe(join(root, 'a'));
  expect(makeFolder(join(root, 'a', 'd'))).toBe(join(root, 'a', 'd'));
  expect(makeFolder(join(root, 'a', 'b'))).toBeUndefined();
  expect(statSync(join(root, 'a', 'b', 'c')).isDirectory()).toBe(true);
});

test.each([
  ['a file in its place', () => join(root, 'file'), /EEXIST/],
  ['a file on the way', () => join(root, 'file', 'a'), /ENOTDIR|EEXIST/],
  ['a link to nothing in its place', () => join(root, 'link'), /EEXIST/],
  ['a file system without room for folders', () => '/proc/none/of/them', /ENOENT|EACCES|EPERM|EROFS/],
  ['no name', () => '', /ENOENT/],
])('refuses %s and makes nothing', (_what, folder, reason) => {
  writeFileSync(join(root, 'file'), '');
  symlinkSync(join(root, 'nowhere'), join(root, 'link'));
  expect(() => makeFolder(folder())).toThrow(reason);
  expect(existsSync(join(root, 'nowhere'))).toBe(false);
});

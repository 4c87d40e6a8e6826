import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DISK } from '../../../lib/manifests/read';

const PIECE = 1 << 20;
let file: string;
beforeEach(() => (file = join(mkdtempSync(join(tmpdir(), 'file-')), 'a')));
afterEach(() => {
  rmSync(join(file, '..'), { recursive: true });
});

test.each([0, 1, 1000, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])('a file of %i bytes is read as it is', (size) => {
  const bytes = Buffer.alloc(size, 'abc');
  writeFileSync(file, bytes);
  expect(bytes.equals(DISK.read(file, 10 * PIECE))).toBe(true);
});

test('reading stops above the limit', () => {
  writeFileSync(file, Buffer.alloc(5 * PIECE));
  const { length } = DISK.read(file, PIECE + 10);
  expect(length).toBeGreaterThan(PIECE + 10);
  expect(length).toBeLessThan(4 * PIECE);
});

test('what is no file is read to its end', () => {
  expect(DISK.stat('/dev/null')).toMatchObject({ kind: 'stream' });
  expect(DISK.read('/dev/null', PIECE)).toHaveLength(0);
});

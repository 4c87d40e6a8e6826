import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reviewHtml } from '../../../lib/review/format/html';
import { reviewJson } from '../../../lib/review/format/json';
import { reviewMarkdown } from '../../../lib/review/format/markdown';
import { reviewText } from '../../../lib/review/format/text';
import { example } from './example';

const FOLDER = join(__dirname, 'golden');

/** The example in every format, to be read: `UPDATE_GOLDEN=1` writes the files. */
const files: Readonly<Record<string, string>> = {
  'example.txt': reviewText(example, { color: false }),
  'example.md': reviewMarkdown(example),
  'example.html': reviewHtml(example),
  'example.json': reviewJson(example),
};

test.each(Object.entries(files))('%s is what the example reads like', (file, text) => {
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(join(FOLDER, file), text);
  }
  expect(text).toBe(readFileSync(join(FOLDER, file), 'utf8'));
});

test('the folder holds nothing else', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(files).sort());
});

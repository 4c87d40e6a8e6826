import * as fs from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import * as path from 'node:path';
import { text } from 'node:stream/consumers';

/**
 * Says where in the sources a stack of the published package leads: standard input, with each place in `build/bundle`
 * replaced by that in `lib`. A build of the tag that the stack comes from is the same, byte for byte.
 */
const ROOT = path.join(__dirname, '..');
const MAPS = path.join(ROOT, 'build', 'maps');
/** File, line and column, both from 1, as V8 writes them. */
const PLACE = /(?:[^\s()]*[\\/])?build[\\/]bundle[\\/]([\w./\\-]+\.js):(\d+):(\d+)/g;

function sourceOf(place: string, file: string, line: string, column: string): string {
  const map = path.join(MAPS, `${file.split('\\').join('/')}.map`);
  if (!fs.existsSync(map)) return place;
  const payload = JSON.parse(fs.readFileSync(map, 'utf8')) as SourceMapPayload;
  const entry = new SourceMap(payload).findEntry(Number(line) - 1, Number(column) - 1);
  if (!('originalSource' in entry)) return place;
  const source = path.relative(ROOT, path.resolve(path.dirname(map), entry.originalSource));
  return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
}

void text(process.stdin).then((stack) => process.stdout.write(stack.replace(PLACE, sourceOf)));

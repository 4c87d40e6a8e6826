import * as fs from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import * as path from 'node:path';
import { text } from 'node:stream/consumers';

/**
 * Says where in the sources a stack of the published package leads: standard input, with each place in its files replaced
 * by that in `lib`. What was built last has to be the version that the stack comes from: a build of its tag is the same,
 * byte for byte.
 */
const ROOT = path.join(__dirname, '..');
const [BUNDLE, MAPS] = ['bundle', 'maps'].map((folder) => path.join(ROOT, 'build', folder));
const NAME = 'cdk8s-model-serving';
/** File, line and column, both from 1, as V8 writes them: in parentheses or after `at`, the path with spaces or without. */
const PLACE = /(?<=\(|at )([^()\n]*?)([\\/])build\2bundle\2([\w./\\-]+\.js):(\d+):(\d+)/g;

function sourceOf(place: string, parent: string, _: string, name: string, line: string, column: string): string {
  // Others have folders of this name too.
  if (![NAME, path.basename(ROOT)].includes(parent.split(/[\\/]/).at(-1) ?? '')) return place;
  const file = name.split('\\').join('/');
  const [code, map] = [path.join(BUNDLE, file), path.join(MAPS, `${file}.map`)];
  if (!fs.existsSync(code) || fs.readFileSync(code, 'utf8').split('\n').length < Number(line)) return place;
  const entry = new SourceMap(JSON.parse(fs.readFileSync(map, 'utf8')) as SourceMapPayload).findEntry(
    Number(line) - 1,
    Number(column) - 1,
  );
  if (!('originalSource' in entry)) return place;
  const source = path.relative(ROOT, path.resolve(path.dirname(map), entry.originalSource));
  return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
}

async function main(): Promise<void> {
  if (!fs.existsSync(MAPS)) throw new Error('nothing is built: npm run build');
  const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
  process.stderr.write(`as built of version ${version}:\n`);
  process.stdout.write((await text(process.stdin)).replace(PLACE, sourceOf));
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
});

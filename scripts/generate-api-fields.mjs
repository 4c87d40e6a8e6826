// Writes what the API of every supported Kubernetes version looks like, for lib/model/validation: from the releases of
// the maintained client, one development dependency per minor version. Called by npm before whatever needs the table;
// does nothing when the table is there and was made from these releases by these scripts.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mergeReleases } from './api-fields/merge-releases.mjs';
import { quantityFields } from './api-fields/quantities.mjs';
import { readRelease } from './api-fields/read-release.mjs';
import { writeTable } from './api-fields/write-table.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const place = join('lib', 'model', 'validation', 'generated', 'api-fields.json');
/** Beside the sources, for tests and apps run from them; beside the compiled files, for the published package. */
const targets = [join(root, place), join(root, 'build', place)];

const releases = readdirSync(modules)
  .map((name) => ({ name, minor: Number(/^kubernetes-1\.(\d+)$/.exec(name)?.[1]) }))
  .filter(({ minor }) => minor > 0)
  .sort((a, b) => a.minor - b.minor);
if (releases.length === 0) throw new Error('no release of the Kubernetes client is installed: run npm ci');

const sources = Object.fromEntries([
  ...releases.map(({ name, minor }) => [`1.${minor}`, versionOf(name)]),
  ['kubernetes-models', versionOf('kubernetes-models')],
  ['scripts', digestOf(scripts())],
]);
const wanted = `{"sources":${JSON.stringify(sources)},`;
if (!targets.every((target) => existsSync(target) && readFileSync(target, 'utf8').startsWith(wanted))) generate();

function generate() {
  const read = releases.map(({ name, minor }) => ({ minor, ...readRelease(join(modules, name)) }));
  const table = mergeReleases(read, quantityFields(join(modules, 'kubernetes-models')));
  const text = writeTable(
    table,
    sources,
    releases.map(({ minor }) => minor),
  );
  for (const target of targets) {
    mkdirSync(dirname(target), { recursive: true });
    // Renamed into place: a test that runs beside this never reads half a file.
    writeFileSync(`${target}.${process.pid}`, text);
    renameSync(`${target}.${process.pid}`, target);
  }
}

function versionOf(name) {
  return JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')).version;
}

function scripts() {
  const folder = join(root, 'scripts', 'api-fields');
  const parts = readdirSync(folder)
    .sort()
    .map((file) => join(folder, file));
  return [fileURLToPath(import.meta.url), ...parts];
}

function digestOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

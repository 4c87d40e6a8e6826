import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { measurePython } from './python';
import { measureRequire } from './require';

// Prints one JSON line for each case, then tables. Ratios hold within one run; milliseconds are this machine's.
// `npm run bench -- require` is the case of that name alone, which takes seconds; `python` is measured only by its name.
interface Result {
  readonly case: string;
  readonly count: number;
  readonly [figure: string]: number | string;
}

const CASES: readonly [kind: string, counts: readonly number[]][] = [
  ['charts', [100, 500, 1000, 2000]],
  ['servers', [1000, 3000, 10000]],
];

/**
 * Everything is removed when all is measured, never in between: ext4 does not give out the inodes of removed files for
 * up to six minutes and passes over them one by one, so that clearing up after one case slows down the next fivefold.
 */
const folders: string[] = [];
function newFolder(parent: string): string {
  folders.push(fs.mkdtempSync(path.join(parent, 'bench-run-')));
  return folders[folders.length - 1];
}
const DISK = newFolder(process.env.BENCH_DIR ?? os.tmpdir());

/** The same without a disk, whose time for making thousands of files varies more than all the rest. */
const MEMORY = '/dev/shm';

function run(kind: string, count: number, folder = DISK): Result {
  const line = execFileSync(
    process.execPath,
    ['--import', 'tsx', path.join(__dirname, 'case.ts'), kind, String(count)],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, BENCH_DIR: folder },
    },
  );
  const result = JSON.parse(line) as Result;
  const labelled = folder === DISK ? result : { ...result, case: `${kind}-in-memory` };
  console.log(JSON.stringify(labelled));
  return labelled;
}

const hasMemory = fs.existsSync(MEMORY);
const isWhole = !['require', 'python'].includes(process.argv[2]);
const results = isWhole ? CASES.flatMap(([kind, counts]) => counts.map((count) => run(kind, count))) : [];
if (isWhole && hasMemory) results.push(run('charts', 2000, newFolder(MEMORY)));
if (isWhole) results.push(start());
if (process.argv[2] === 'python') results.push(inPython());
else results.push(required());

/** The wheel that `npm run package:python` made. */
function inPython(): Result {
  const result = { case: 'python', count: 500, ...measurePython(500, newFolder(DISK)) };
  console.log(JSON.stringify(result));
  return result;
}

/** Loading the built package. */
function required(): Result {
  const result = { case: 'require', count: 1, ...measureRequire() };
  console.log(JSON.stringify(result));
  return result;
}

/** Starting the demonstration platform against starting the least app there can be: whole processes, by turns. */
function start(): Result {
  const outdir = newFolder(DISK);
  const root = path.join(__dirname, '..');
  const once = (script: string): number => {
    const before = performance.now();
    execFileSync(process.execPath, ['--import', 'tsx', script], {
      cwd: root,
      stdio: 'ignore',
      env: { ...process.env, CDK8S_OUTDIR: path.join(outdir, path.basename(script)) },
    });
    return performance.now() - before;
  };
  const pairs = Array.from({ length: 8 }, () => [once('apps/main.ts'), once('bench/bare.ts')] as const).slice(1);
  const median = (values: readonly number[]): number =>
    [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const rounded = (value: number): number => Math.round(value * 100) / 100;
  const result = {
    case: 'start',
    count: 1,
    platformMs: rounded(median(pairs.map(([platform]) => platform))),
    bareMs: rounded(median(pairs.map(([, bare]) => bare))),
    platformToBare: rounded(median(pairs.map(([platform, bare]) => platform / bare))),
  };
  console.log(JSON.stringify(result));
  return result;
}

/** Slope of time over size on logarithmic axes, by least squares: 1 is linear, 2 is quadratic. */
function growthExponent(points: readonly (readonly [size: number, time: number])[]): number {
  const logs = points.map(([size, time]) => [Math.log(size), Math.log(time)] as const);
  const mean = (index: 0 | 1): number => logs.reduce((sum, point) => sum + point[index], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  return logs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) / logs.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}

function table(kind: string): void {
  const rows = results.filter((result) => result.case === kind);
  const figures = Object.keys(rows[0]).filter((key) => key !== 'case');
  console.log(`\n| ${figures.join(' | ')} |\n|${figures.map(() => ' ---: |').join('')}`);
  for (const row of rows) console.log(`| ${figures.map((figure) => String(row[figure])).join(' | ')} |`);
}

for (const kind of new Set(results.map((result) => result.case))) table(kind);
const servers = results.filter((result) => result.case === 'servers');
for (const figure of isWhole ? ['synthMs', 'constructMs'] : []) {
  const exponent = growthExponent(servers.map((result) => [result.count, Number(result[figure])]));
  console.log(
    `\nGrowth exponent of ${figure} from ${String(servers[0].count)} to ${String(servers[servers.length - 1].count)} servers: ${exponent.toFixed(2)}`,
  );
}
for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
console.log(`\nNode ${process.versions.node}, ${os.cpus().length} processors, ${os.platform()} ${os.arch()}`);

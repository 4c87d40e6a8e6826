import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');
const RUNS = 31;

/** A process of plain Node: the peers, then what the library takes beyond them, by the name that users write. */
const PROGRAM = `
  const start = performance.now();
  require('cdk8s');
  require('cdk8s-plus-28');
  const between = performance.now();
  require('cdk8s-model-serving');
  const end = performance.now();
  console.log(JSON.stringify({ peersMs: between - start, libraryMs: end - between }));`;

interface Times {
  readonly peersMs: number;
  readonly libraryMs: number;
}

/**
 * What `require` of the built package takes, beside what cdk8s and cdk8s-plus take: medians of many processes, the first
 * of which only warms the disk. The ratio is taken within each process.
 */
export function measureRequire(): Times & { readonly libraryToPeers: number } {
  if (!fs.existsSync(path.join(ROOT, 'build', 'bundle'))) throw new Error('nothing is built: npm run build');
  const runs = Array.from({ length: RUNS + 1 }, () => {
    const line = execFileSync(process.execPath, ['-e', PROGRAM], { cwd: ROOT, encoding: 'utf8' });
    return JSON.parse(line) as Times;
  }).slice(1);
  return {
    peersMs: median(runs.map(({ peersMs }) => peersMs)),
    libraryMs: median(runs.map(({ libraryMs }) => libraryMs)),
    libraryToPeers: median(runs.map(({ peersMs, libraryMs }) => libraryMs / peersMs)),
  };
}

function median(values: readonly number[]): number {
  const middle = [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  return Math.round(middle * 1000) / 1000;
}

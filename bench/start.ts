import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

/** What it takes to load the library, beside what cdk8s and cdk8s-plus take, which it is used with. */
export interface StartFigures {
  readonly peersMs: number;
  readonly libraryMs: number;
  readonly libraryToPeers: number;
}

const ROOT = path.join(__dirname, '..');
const RUNS = 31;

/** One process of plain Node: the peers first, then what the library takes beyond them, by the name that users write. */
const PROGRAM = `
  const start = performance.now();
  require('cdk8s');
  require('cdk8s-plus-28');
  const between = performance.now();
  require('cdk8s-model-serving');
  const end = performance.now();
  console.log(JSON.stringify({ peersMs: between - start, libraryMs: end - between }));`;

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Medians of many processes, the first of which only warms the disk; the ratio is taken within each. */
export function measureStart(): StartFigures {
  if (!fs.existsSync(path.join(ROOT, 'build', 'bundle'))) throw new Error('nothing is built: npm run build');
  const runs = Array.from({ length: RUNS + 1 }, () => {
    const line = execFileSync(process.execPath, ['-e', PROGRAM], { cwd: ROOT, encoding: 'utf8' });
    return JSON.parse(line) as { readonly peersMs: number; readonly libraryMs: number };
  }).slice(1);
  return {
    peersMs: median(runs.map(({ peersMs }) => peersMs)),
    libraryMs: median(runs.map(({ libraryMs }) => libraryMs)),
    libraryToPeers: median(runs.map(({ peersMs, libraryMs }) => libraryMs / peersMs)),
  };
}

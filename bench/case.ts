import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App } from 'cdk8s';
import { dump } from 'js-yaml';
import { collect } from '../lib/synth/collect';
import { ServingApp } from '../lib/synth/serving-app';
import { emitFiles, type Synthesis, synthesize } from '../lib/synth/synthesize';
import { writeFiles } from '../lib/synth/writer';
import { modelServers, plainCharts } from './platform';

// One case in a process of its own, so that peak memory is the case's: `case.ts charts 1000`, `case.ts servers 1000`.
const [, , kind, size] = process.argv;
const count = Number(size);
// Where files are written: the disk that users have, unless said otherwise. Whoever says so clears up.
const parent = process.env.BENCH_DIR ?? os.tmpdir();
const folder = fs.mkdtempSync(path.join(parent, 'bench-'));

/** Milliseconds that something takes, and what it gives. */
function timed<T>(action: () => T): [number, T] {
  const start = performance.now();
  const result = action();
  return [performance.now() - start, result];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor((values.length - 1) / 2)] + sorted[Math.ceil((values.length - 1) / 2)]) / 2;
}

/** The median of several times, in folders of their own. */
function medianOf(times: number, action: (outdir: string) => void): number {
  return median(
    Array.from({ length: times }, (_, index) => {
      const outdir = path.join(folder, `${kind}-${action.name}-${index}`);
      fs.mkdirSync(outdir);
      return timed(() => {
        action(outdir);
      })[0];
    }),
  );
}

/**
 * `synth()` of the same charts, stock and ours by turns; the tree is made before. Who goes first changes from round to
 * round: making new files costs the first most.
 */
function charts(): object {
  const synthMs = (app: App): number => {
    plainCharts(app, count);
    return timed(() => {
      app.synth();
    })[0];
  };
  const rounds = Array.from({ length: 4 }, (_, round) => {
    const ours = (): number => synthMs(new ServingApp({ outdir: path.join(folder, `ours-${round}`) }));
    const stock = (): number => synthMs(new App({ outdir: path.join(folder, `stock-${round}`) }));
    if (round % 2 === 0) return { ours: ours(), stock: stock() };
    const stockFirst = stock();
    return { ours: ours(), stock: stockFirst };
  });
  const stock = median(rounds.map((round) => round.stock));
  const ours = median(rounds.map((round) => round.ours));
  return { stockMs: stock, servingMs: ours, timesFaster: stock / ours };
}

/** What emission alone costs: js-yaml without references and folding, and one file for each file of ours. */
function floorOf(synthesis: Synthesis): number {
  return medianOf(5, function floor(outdir) {
    for (const { name, objects } of synthesis.files) {
      const text = objects.map(({ json }) => dump(json, { noRefs: true, lineWidth: -1 })).join('---\n');
      fs.writeFileSync(path.join(outdir, name), text);
    }
  });
}

function servers(): object {
  const app = new ServingApp({ outdir: path.join(folder, 'first') });
  const [constructMs] = timed(() => {
    modelServers(app, count);
  });
  const [firstSynthMs] = timed(() => {
    app.synth();
  });
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  // Before anything of a synthesis is kept: two hundred megabytes more in memory are no part of synthesizing.
  const synthMs = medianOf(5, function synth(outdir) {
    (app as { outdir: string }).outdir = outdir;
    app.synth();
  });
  const [collectMs, collected] = timed(() => collect(app));
  const [resolveMs, synthesis] = timed(() => synthesize(app, collected));
  const [emitMs, texts] = timed(() => emitFiles(synthesis, () => undefined));
  const [writeMs] = timed(() => {
    writeFiles(path.join(folder, 'phases'), texts);
  });
  const floorMs = floorOf(synthesis);
  const objects = collected.objects.length;
  const bytes = [...texts.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return {
    objects,
    bytes,
    constructMs,
    firstSynthMs,
    synthMs,
    collectMs,
    resolveMs,
    emitMs,
    writeMs,
    floorMs,
    synthToFloor: synthMs / floorMs,
    constructToSynth: constructMs / firstSynthMs,
    peakMiB,
  };
}

const result = kind === 'charts' ? charts() : servers();
if (process.env.BENCH_DIR === undefined) fs.rmSync(folder, { recursive: true });
const rounded = Object.fromEntries(
  Object.entries(result).map(([key, value]) => [key, Math.round((value as number) * 100) / 100]),
);
console.log(JSON.stringify({ case: kind, count, ...rounded }));

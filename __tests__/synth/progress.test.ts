import { Progress, type ProgressOutput } from '../../lib/synth/progress';

let time: number;
let written: string[];
beforeEach(() => {
  time = 5000;
  written = [];
});

const output = (isTTY: boolean): ProgressOutput => ({ isTTY, write: (text) => written.push(text) });
const start = (total: number, { isTTY = true, isCi = false } = {}) =>
  new Progress(total, output(isTTY), () => time, isCi);

/** Does some objects, each in the given time. */
function work(progress: Progress, objects: number, msEach: number): void {
  for (let index = 0; index < objects; index++) {
    time += msEach;
    progress.tick();
  }
}

const summary = { charts: 3, objects: 2000, bytes: 123456 };

test('a synthesis of under a second says nothing', () => {
  const progress = start(2000);
  work(progress, 1999, 0.5);
  progress.finish(summary);
  progress.clear();
  expect(written).toEqual([]);
});

test('after a second a person sees how many objects are done, of how many, and how many a second', () => {
  const progress = start(4000);
  work(progress, 1024, 1);
  expect(written).toEqual(['\r\x1b[Ksynthesizing: 1024 of 4000 objects, 1000 a second']);
});

test('the line is drawn over itself, and no more than ten times a second', () => {
  const progress = start(40_000);
  work(progress, 20_000, 0.1);
  expect(written.length).toBeGreaterThan(5);
  expect(written.length).toBeLessThanOrEqual(10);
  for (const text of written) expect(text).toMatch(/^\r\x1b\[Ksynthesizing: \d+ of 40000 objects, 10000 a second$/);
});

test('the last line says what was made and how long it took', () => {
  const progress = start(2000);
  work(progress, 2000, 1);
  time += 460;
  written = [];
  progress.finish(summary);
  expect(written).toEqual(['\r\x1b[Ksynthesized 3 charts, 2000 objects, 123456 bytes in 2.5 s\n']);
});

test('the last line comes also when only the writing took long', () => {
  const progress = start(10);
  work(progress, 10, 1);
  time += 3000;
  progress.finish(summary);
  expect(written).toEqual(['\r\x1b[Ksynthesized 3 charts, 2000 objects, 123456 bytes in 3.0 s\n']);
});

test('when it fails, the line makes way for the error', () => {
  const progress = start(4000);
  work(progress, 2000, 1);
  written = [];
  progress.clear();
  expect(written).toEqual(['\r\x1b[K']);
});

test.each([
  ['in a pipe', { isTTY: false }],
  ['in continuous integration, though on a terminal', { isCi: true }],
])('%s nothing is said, however long it takes', (_where, how) => {
  const progress = start(4000, how);
  work(progress, 4000, 10);
  progress.finish(summary);
  progress.clear();
  expect(written).toEqual([]);
});

test.each([
  ['true', true],
  ['1', true],
  ['false', false],
  [undefined, false],
])('with CI=%s in the environment it is silent: %s', (value, isSilent) => {
  const before = process.env.CI;
  try {
    if (value === undefined) delete process.env.CI;
    else process.env.CI = value;
    const progress = new Progress(2000, output(true), () => time);
    work(progress, 2000, 1);
    expect(written.length === 0).toBe(isSilent);
  } finally {
    if (before === undefined) delete process.env.CI;
    else process.env.CI = before;
  }
});

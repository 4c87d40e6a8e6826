import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');
const WHEELS = path.join(ROOT, 'build', 'packages', 'python');
const RUNS = 7;

export interface PythonTimes {
  readonly javaScriptMs: number;
  readonly pythonMs: number;
  readonly pythonToJavaScript: number;
}

/**
 * Whole processes that declare and synthesize servers, in JavaScript and from the wheel in Python, by turns; medians. The
 * first pair is left out.
 *
 * @param folder for a virtual environment and the output
 */
export function measurePython(count: number, folder: string): PythonTimes {
  const wheel = fs.existsSync(WHEELS) && fs.readdirSync(WHEELS).find((file) => file.endsWith('.whl'));
  if (!wheel) throw new Error('there is no wheel: npm run package:python');
  const bin = path.join(folder, 'venv', 'bin');
  execFileSync('python3', ['-m', 'venv', path.join(folder, 'venv')]);
  execFileSync(path.join(bin, 'pip'), ['install', '--quiet', path.join(WHEELS, wheel)]);
  const once = (program: string, script: string): number => {
    const before = performance.now();
    execFileSync(program, [path.join(__dirname, 'python', script), String(count)], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...quiet(), CDK8S_OUTDIR: path.join(folder, script) },
    });
    return performance.now() - before;
  };
  const pairs = Array.from({ length: RUNS + 1 }, () => ({
    javaScriptMs: once(process.execPath, 'servers.mjs'),
    pythonMs: once(path.join(bin, 'python'), 'servers.py'),
  })).slice(1);
  return {
    javaScriptMs: median(pairs.map(({ javaScriptMs }) => javaScriptMs)),
    pythonMs: median(pairs.map(({ pythonMs }) => pythonMs)),
    pythonToJavaScript: median(pairs.map(({ javaScriptMs, pythonMs }) => pythonMs / javaScriptMs)),
  };
}

function quiet(): { [name: string]: string } {
  return { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0] };
}

function median(values: readonly number[]): number {
  const middle = [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  return Math.round(middle * 100) / 100;
}

import * as fs from 'node:fs';
import * as path from 'node:path';
import { run } from '../commands';
import { generate } from '../generate';
import { type ComparedLanguage, EXAMPLES, fetched, ROOT, type RunSystem } from './language';
import { versionOf } from './versions';

const WHEEL_LIMIT = 1_000_000;
const SNIPPETS = path.join(__dirname, 'run_snippets.py');

/** From the wheel, in a virtual environment. */
export const python: ComparedLanguage = {
  name: 'Python',
  programs: ['python3'],
  prepare: (folder) => {
    const venv = path.join(folder, 'venv');
    const bin = (program: string): string => path.join(venv, 'bin', program);
    run('python3', ['-m', 'venv', venv]);
    const peers = ['cdk8s', 'cdk8s-plus-28'].map((peer) => `${peer}==${versionOf(peer)}`);
    const others = requirements().filter((line) => !line.startsWith('cdk8s-model-serving'));
    fetched('PyPI', bin('pip'), ['install', '--quiet', ...peers, ...others], folder);

    generate([{ language: 'python', codeOnly: false }], folder);
    const wheel = wheelIn(path.join(folder, 'python'));
    run(bin('pip'), ['install', '--quiet', '--no-deps', wheel]);
    // What runs is a copy: imports of the examples leave files behind.
    const examples = path.join(folder, 'examples-python');
    fs.cpSync(path.join(EXAMPLES, 'python'), examples, { recursive: true });
    runTests(bin, examples);
    return systemOf(bin, examples);
  },
};

function requirements(): string[] {
  const text = fs.readFileSync(path.join(EXAMPLES, 'python', 'requirements.txt'), 'utf8');
  return text.split('\n').filter((line) => /^[\w-]+==/.test(line));
}

function wheelIn(folder: string): string {
  const [wheel] = fs.readdirSync(folder).filter((file) => file.endsWith('.whl'));
  const { size } = fs.statSync(path.join(folder, wheel));
  console.log(`Python: ${wheel} has ${size} bytes`);
  if (size > WHEEL_LIMIT) throw new Error(`the wheel must have at most ${WHEEL_LIMIT} bytes, got ${size}`);
  const carried = run('python3', ['-m', 'zipfile', '--list', path.join(folder, wheel)]);
  if (!/_jsii\/.*\.tgz/.test(carried)) throw new Error('the wheel must carry the package of Node.js');
  return path.join(folder, wheel);
}

function runTests(bin: (program: string) => string, examples: string): void {
  console.log(
    `Python: ${run(bin('python'), ['-m', 'pytest', '--quiet'], { cwd: examples }).trim().split('\n').at(-1)}`,
  );
  const documented = path.join(ROOT, 'docs', 'python.md');
  console.log(`Python: ${run(bin('python'), [SNIPPETS, documented], { cwd: examples }).trim()}`);
}

function systemOf(bin: (program: string) => string, cwd: string): RunSystem {
  return (system, outdir) => {
    run(bin('python'), ['app.py', system], { cwd, env: { CDK8S_OUTDIR: outdir } });
    run(bin('cdk8s-model-serving'), ['check', outdir], { cwd });
  };
}

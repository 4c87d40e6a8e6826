import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { stagePackage } from './stage';

/**
 * Makes the packages of other languages into `build/packages/<language>`, from what `npm run build` made.
 *
 * `node --import tsx release/languages/package.ts [--code-only] [python] [java] [go] [dotnet]`; all of them where none is
 * named. Python is always made whole; with `--code-only` the others are sources, for which no compiler and no registry is needed.
 */
const ROOT = path.join(__dirname, '..', '..');
const LANGUAGES = ['python', 'java', 'go', 'dotnet'];

function main(given: readonly string[]): void {
  const [options, names] = [given.filter((each) => each.startsWith('--')), given.filter((each) => !each.startsWith('--'))];
  const unknown = [...options.filter((each) => each !== '--code-only'), ...names.filter((each) => !LANGUAGES.includes(each))];
  if (unknown.length > 0) throw new Error(`${unknown[0]} must be one of ${LANGUAGES.join(', ')} or --code-only`);

  const stage = stagePackage();
  run(stage, 'jsii-rosetta', 'extract', '--compile', '--strict', '.');
  for (const language of names.length > 0 ? names : LANGUAGES) {
    const outdir = path.join(ROOT, 'build', 'packages');
    fs.rmSync(path.join(outdir, language), { recursive: true, force: true });
    const codeOnly = language !== 'python' && options.includes('--code-only') ? ['--code-only'] : [];
    run(stage, 'jsii-pacmak', '--targets', language, '--outdir', outdir, '--no-npmignore', ...codeOnly, '.');
  }
}

function run(cwd: string, command: string, ...args: string[]): void {
  const bin = path.join(ROOT, 'node_modules', '.bin');
  const { versions } = process;
  // The end of a Node.js release's life is no news for whoever runs this.
  const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: versions.node.split('.')[0] };
  execFileSync(path.join(bin, command), args, { cwd, stdio: 'inherit', env });
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

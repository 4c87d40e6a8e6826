import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { run } from './commands';
import { dotnetSources } from './compare/dotnet';
import { go } from './compare/go';
import { java } from './compare/java';
import { type ComparedLanguage, EXAMPLES, missingOf, ROOT, type RunSystem, Unreachable } from './compare/language';
import { python } from './compare/python';
import { stage } from './generate';

/**
 * Makes the packages of other languages from source, installs them in clean environments, runs the systems of `examples/`
 * in each language, and compares every byte of the manifests with what TypeScript writes.
 *
 * What cannot be compared on this machine, since a program is not there or a registry is out of reach, is said; it is an
 * error with `--all`. `npm run languages -- python` compares one language. The sources of C# are made, and no more.
 */
const SYSTEMS = ['server', 'tenant', 'canary', 'llm'];
const LANGUAGES: readonly ComparedLanguage[] = [python, go, java];

function main(given: readonly string[]): void {
  const names = given.filter((each) => !each.startsWith('--'));
  const chosen = LANGUAGES.filter(({ name }) => names.length === 0 || names.includes(name.toLowerCase()));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'languages-'));
  try {
    const expected = outputsOf(typeScript, path.join(folder, 'typescript'));
    stage();
    const left = chosen.filter((language) => !compare(language, path.join(folder, language.name), expected));
    if (names.length === 0 || names.includes('dotnet')) console.log(dotnetSources(folder));
    if (left.length === 0) return;
    console.log(`not compared: ${left.map(({ name }) => name).join(', ')}`);
    if (given.includes('--all')) process.exitCode = 1;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const typeScript: RunSystem = (system, outdir) => {
  const app = path.join(EXAMPLES, 'typescript', 'app.ts');
  run(process.execPath, ['--import', 'tsx', app, system], { cwd: ROOT, env: { CDK8S_OUTDIR: outdir } });
};

/** @returns whether it could be compared */
function compare(language: ComparedLanguage, folder: string, expected: Outputs): boolean {
  const { name } = language;
  const missing = missingOf(language);
  if (missing !== undefined) {
    console.log(`${name}: NOT COMPARED, since ${missing} is not on this machine`);
    return false;
  }
  const begin = Date.now();
  fs.mkdirSync(folder);
  try {
    const outputs = outputsOf(language.prepare(folder), path.join(folder, 'out'));
    const different = differences(expected, outputs);
    if (different.length > 0)
      throw new Error(`${name} writes other manifests than TypeScript:\n${different.join('\n')}`);
    const bytes = [...outputs.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    const seconds = Math.round((Date.now() - begin) / 1000);
    console.log(
      `${name}: ${SYSTEMS.length} systems, ${outputs.size} files, ${bytes} bytes as TypeScript's, ${seconds} s`,
    );
    return true;
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    console.log(`${name}: NOT COMPARED: ${error.message}`);
    return false;
  }
}

/** The text of every file, by its path. */
type Outputs = ReadonlyMap<string, string>;

function outputsOf(runSystem: RunSystem, outdir: string): Outputs {
  for (const system of SYSTEMS) runSystem(system, path.join(outdir, system));
  const files = fs.readdirSync(outdir, { recursive: true, encoding: 'utf8' }).sort();
  return new Map(
    files
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => [file, fs.readFileSync(path.join(outdir, file), 'utf8')]),
  );
}

function differences(expected: Outputs, outputs: Outputs): string[] {
  const files = [...new Set([...expected.keys(), ...outputs.keys()])];
  return files.flatMap((file) => {
    const [ours, theirs] = [expected, outputs].map((each) => each.get(file)?.split('\n'));
    if (!ours || !theirs) return [`  ${file} is ${ours ? 'missing' : 'one too many'}`];
    const line = ours.findIndex((text, index) => text !== theirs[index]);
    if (line < 0 && ours.length === theirs.length) return [];
    return [`  ${file}, line ${line + 1}: '${theirs[line]}' where TypeScript has '${ours[line]}'`];
  });
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

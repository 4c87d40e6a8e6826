import * as fs from 'node:fs';
import * as path from 'node:path';
import { runAloud } from './commands';
import { stagePackage, stageReadme } from './stage';

const ROOT = path.join(__dirname, '..', '..');

export const LANGUAGES = ['python', 'java', 'go', 'dotnet'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface LanguageOptions {
  readonly language: Language;
  /** Leaves what is generated as sources, for which neither a compiler nor a registry is needed. */
  readonly codeOnly: boolean;
}

const STAGE = path.join(ROOT, 'build', 'languages');

/** Lays out what packages are made from. The examples in docstrings are translated, and must compile. */
export function stage(): void {
  stagePackage(STAGE);
  runTool(STAGE, 'jsii-rosetta', 'extract', '--compile', '--strict', '.');
}

/** Makes packages of this library from what is laid out, each into a folder of its language. */
export function generate(languages: readonly LanguageOptions[], outdir: string): void {
  for (const { language, codeOnly } of languages) {
    stageReadme(STAGE, language);
    fs.rmSync(path.join(outdir, language), { recursive: true, force: true });
    pacmak(STAGE, language, outdir, codeOnly);
  }
}

/** Makes sources of packages that this library needs, from what they publish on npm. */
export function generateOfPeers(peers: readonly string[], language: Language, outdir: string): void {
  for (const peer of peers) {
    const folder = path.join(ROOT, 'build', 'languages-peers', peer);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.cpSync(path.join(ROOT, 'node_modules', peer), folder, { recursive: true });
    const file = path.join(folder, 'package.json');
    // Those of a package that is published would build it.
    const manifest = JSON.parse(fs.readFileSync(file, 'utf8')) as object;
    fs.writeFileSync(file, JSON.stringify({ ...manifest, scripts: undefined }));
    pacmak(folder, language, outdir, true);
  }
}

function pacmak(folder: string, language: Language, outdir: string, codeOnly: boolean): void {
  const options = ['--no-npmignore', '--force', ...(codeOnly ? ['--code-only'] : [])];
  runTool(folder, 'jsii-pacmak', '--targets', language, '--outdir', outdir, ...options, '.');
}

function runTool(cwd: string, command: string, ...args: string[]): void {
  runAloud(path.join(ROOT, 'node_modules', '.bin', command), args, cwd);
}

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as ts from 'typescript';
import * as lib from '../../lib';
import * as review from '../../lib/review';
import * as testing from '../../lib/testing';

const ROOT = path.join(__dirname, '../..');
const MODULES: { readonly [name: string]: unknown } = {
  'cdk8s-model-serving': lib,
  'cdk8s-model-serving/review': review,
  'cdk8s-model-serving/testing': testing,
};

/** A TypeScript block of a page, and the YAML block that it is said to become. */
export interface Snippet {
  readonly page: string;
  readonly code: string;
  readonly yaml?: string;
}

/** What a snippet has done: the files of its `app.synth()`, in order, and what it exports. */
export interface RunSnippet {
  readonly files: readonly string[];
  readonly exported: { readonly [name: string]: unknown };
}

/**
 * Blocks marked `ts`. A YAML block after `<!-- becomes -->` is the output of the TypeScript block before it; a block after
 * `<!-- continues -->` stands in the app of the block before, ahead of its `app.synth()`.
 */
export function snippetsOf(page: string): Snippet[] {
  const text = fs.readFileSync(path.join(ROOT, page), 'utf8');
  const snippets: Snippet[] = [];
  for (const match of text.matchAll(/(<!-- continues -->\s*)?```ts\n(.*?)```/gs)) {
    const rest = text.slice(match.index + match[0].length).split('```ts\n')[0];
    const [, continues, own] = match;
    const before = snippets.at(-1)?.code ?? '';
    const code = continues === undefined ? own : before.replace('app.synth();', () => `${own}\napp.synth();`);
    snippets.push({ page, code, yaml: /<!-- becomes -->\s*```yaml\n(.*?)```/s.exec(rest)?.[1] });
  }
  return snippets;
}

/** Runs a snippet that calls `app.synth()`, in a folder of its own. */
export function runSnippet(code: string): RunSnippet {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'snippet-'));
  const [outdir, before, from] = [path.join(folder, 'dist'), process.env.CDK8S_OUTDIR, process.cwd()];
  fs.mkdirSync(outdir);
  process.env.CDK8S_OUTDIR = outdir;
  process.chdir(folder);
  try {
    const { outputText } = ts.transpileModule(code, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
    });
    const load = (name: string): unknown => MODULES[name] ?? jest.requireActual(name);
    const exported = {};
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    new Function('require', 'exports', outputText)(load, exported);
    const written = fs
      .readdirSync(outdir, { recursive: true, encoding: 'utf8' })
      .map((file) => path.join(outdir, file));
    const files = written.filter((file) => fs.statSync(file).isFile()).sort();
    return { files: files.map((file) => fs.readFileSync(file, 'utf8')), exported };
  } finally {
    if (before === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = before;
    process.chdir(from);
    fs.rmSync(folder, { recursive: true });
  }
}

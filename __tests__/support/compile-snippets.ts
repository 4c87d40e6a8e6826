import * as path from 'node:path';
import * as ts from 'typescript';
import { keptInWorker } from './kept';

const ROOT = path.join(__dirname, '../..');

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  esModuleInterop: true,
  types: ['node', 'jest'],
  paths: {
    'cdk8s-model-serving': ['./lib/index.ts'],
    'cdk8s-model-serving/check': ['./lib/command/index.ts'],
    'cdk8s-model-serving/review': ['./lib/review/index.ts'],
    'cdk8s-model-serving/testing': ['./lib/testing/index.ts'],
  },
};

/** Code as users write it, and where it comes from. */
export interface CompiledSnippet {
  readonly page: string;
  readonly code: string;
}

/**
 * What the compiler says of snippets, each a module of its own in one program. What it says of the library itself is
 * what `npm run typecheck` is for, and takes several times as long.
 */
export function problemsOfSnippets(snippets: readonly CompiledSnippet[]): string[] {
  const virtual = new Map(
    snippets.map(({ code }, index) => [path.join(ROOT, `snippet-${index}.ts`), `${code}\nexport {};\n`]),
  );
  const program = ts.createProgram([...virtual.keys()], OPTIONS, hostOf(virtual));
  const found = [
    ...[...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()],
    ...[...virtual.keys()].flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file))),
  ];
  return ts.sortAndDeduplicateDiagnostics(found).map(({ file, messageText }) => {
    const snippet = snippets.at(Number(/snippet-(\d+)/.exec(file?.fileName ?? '')?.[1] ?? NaN));
    const text = ts.flattenDiagnosticMessageText(messageText, '\n');
    return `${snippet?.page ?? file?.fileName ?? ''}: ${text}\n${snippet?.code ?? ''}`;
  });
}

function hostOf(virtual: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(OPTIONS);
  const [fileExists, readFile] = [host.fileExists.bind(host), host.readFile.bind(host)];
  host.getCurrentDirectory = () => ROOT;
  host.fileExists = (file) => virtual.has(file) || fileExists(file);
  host.readFile = (file) => virtual.get(file) ?? readFile(file);
  const getSourceFile = host.getSourceFile.bind(host);
  const parsed = keptInWorker('sources of snippets', () => new Map<string, ts.SourceFile | undefined>());
  host.getSourceFile = (file, version) => {
    const text = virtual.get(file);
    if (text !== undefined) return ts.createSourceFile(file, text, version);
    if (!parsed.has(file)) parsed.set(file, getSourceFile(file, version));
    return parsed.get(file);
  };
  return host;
}

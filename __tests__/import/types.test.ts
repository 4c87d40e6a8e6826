import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';
import { importManifests } from '../../lib/import/import-manifests';
import { read } from './support/round-trip';

const ROOT = path.join(__dirname, '../..');
const FOLDER = path.join(__dirname, 'manifests');

it('every imported file is TypeScript without a fault', () => {
  const virtual = new Map(
    fs.readdirSync(FOLDER).flatMap((file) =>
      [false, true].map((safeDefaults): [string, string] => {
        const { source } = importManifests(read(fs.readFileSync(path.join(FOLDER, file), 'utf8')), {
          from: file,
          safeDefaults,
        });
        return [path.join(ROOT, `imported-${file}-${safeDefaults}.ts`), source];
      }),
    ),
  );
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
    paths: { 'cdk8s-model-serving': ['./lib/index.ts'] },
  };
  const host = ts.createCompilerHost(options);
  const [fileExists, readFile] = [host.fileExists.bind(host), host.readFile.bind(host)];
  const getSourceFile = host.getSourceFile.bind(host);
  host.getCurrentDirectory = () => ROOT;
  host.fileExists = (file) => virtual.has(file) || fileExists(file);
  host.readFile = (file) => virtual.get(file) ?? readFile(file);
  host.getSourceFile = (file, version) => {
    const text = virtual.get(file);
    return text === undefined ? getSourceFile(file, version) : ts.createSourceFile(file, text, version);
  };
  const found = ts.getPreEmitDiagnostics(ts.createProgram([...virtual.keys()], options, host));
  expect(
    found.map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`),
  ).toEqual([]);
}, 120_000);

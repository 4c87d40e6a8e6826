import { resolve, sep } from 'node:path';
import ts from 'typescript';

/** What lib/index.ts exports, as the type checker sees it. */
export interface PublicApi {
  readonly checker: ts.TypeChecker;
  /** Structs by name: interfaces of data. In jsii every interface is one whose name is not `I` and a capital. */
  readonly structs: ReadonlyMap<string, ts.Type>;
  /** Interfaces of behaviour, which users may implement. */
  readonly interfaces: readonly ts.Symbol[];
  readonly classes: readonly ts.Symbol[];
  /** Whether something is declared in lib/, not by another package. */
  readonly isOurs: (symbol: ts.Symbol) => boolean;
}

const ROOT = resolve(__dirname, '../..');

/** Reads the types of the public API. Nothing is checked or compiled: that is what `tsc` and `jsii` are for. */
export function readPublicApi(): PublicApi {
  const program = ts.createProgram([resolve(ROOT, 'lib/index.ts')], { ...compilerOptions(), types: [], noEmit: true });
  const checker = program.getTypeChecker();
  const exported = exportsOf(program, checker);
  const interfaces = exported.filter(({ flags }) => flags & ts.SymbolFlags.Interface);
  const isBehaviour = ({ name }: ts.Symbol): boolean => /^I[A-Z]/.test(name);
  return {
    checker,
    structs: new Map(
      interfaces
        .filter((symbol) => !isBehaviour(symbol))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map((symbol) => [symbol.name, checker.getDeclaredTypeOfSymbol(symbol)]),
    ),
    interfaces: interfaces.filter(isBehaviour),
    classes: exported.filter(({ flags }) => flags & ts.SymbolFlags.Class),
    isOurs: (symbol) =>
      (symbol.declarations ?? []).every((node) =>
        resolve(node.getSourceFile().fileName).startsWith(`${ROOT}${sep}lib${sep}`),
      ),
  };
}

function compilerOptions(): ts.CompilerOptions {
  const file = resolve(ROOT, 'tsconfig.json');
  const { config } = ts.readConfigFile(file, ts.sys.readFile.bind(ts.sys)) as { readonly config: object };
  return ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, ROOT).options;
}

function exportsOf(program: ts.Program, checker: ts.TypeChecker): ts.Symbol[] {
  const index = program.getSourceFile(resolve(ROOT, 'lib/index.ts'));
  const symbol = index && checker.getSymbolAtLocation(index);
  if (!symbol) throw new Error('lib/index.ts exports nothing');
  return checker
    .getExportsOfModule(symbol)
    .map((each) => (each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each));
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { ServingApp } from '../../lib';

const APPS = join(__dirname, '../../apps');
/** Names of the files of the demonstration. */
export const APP_FILES = readdirSync(APPS).map((file) => file.replace(/\.ts$/, ''));

export type Module = Record<string, unknown>;

/** The files of the demonstration as they are written, or refactored by a transformation of their text. */
export class Apps {
  /** The app of `main`, which is not written. */
  public app: ServingApp | undefined;
  private readonly loaded = new Map<string, Module>();

  public constructor(private readonly transformers: readonly ts.TransformerFactory<ts.SourceFile>[] = []) {}

  public load(file: string): Module {
    const known = this.loaded.get(file);
    if (known) return known;
    const exported: Module = {};
    this.loaded.set(file, exported);
    // It is the demonstration's own code, transformed.
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    const run = new Function('require', 'exports', this.code(file)) as (load: unknown, exports: Module) => void;
    run((name: string) => this.required(name), exported);
    return exported;
  }

  private code(file: string): string {
    return ts.transpileModule(readFileSync(join(APPS, `${file}.ts`), 'utf8'), {
      fileName: `${file}.ts`,
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
      transformers: { before: [...this.transformers] },
    }).outputText;
  }

  private required(name: string): unknown {
    if (name.startsWith('./')) return this.load(name.slice(2));
    if (name === '../lib/synth/serving-app') return { ServingApp: this.servingApp() };
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return require(name.startsWith('../') ? join(APPS, name) : name);
  }

  private servingApp(): typeof ServingApp {
    const keep = (app: ServingApp): void => {
      this.app = app;
    };
    return class extends ServingApp {
      public override synth(): void {
        keep(this);
      }
    };
  }
}

/** Declares every construct of a scope under one more, each under another: `new X(scope, id)`. */
export const movingConstructs: ts.TransformerFactory<ts.SourceFile> = (context) => (source) => {
  const { factory } = context;
  const under = (scope: ts.Expression): ts.Expression => {
    const construct = factory.createPropertyAccessExpression(
      factory.createCallExpression(factory.createIdentifier('require'), undefined, [
        factory.createStringLiteral('constructs'),
      ]),
      'Construct',
    );
    // A statement may run for one scope several times.
    const children = ['node', 'children', 'length'].reduce<ts.Expression>(
      (value, name) => factory.createPropertyAccessExpression(value, name),
      scope,
    );
    const id = factory.createAdd(factory.createStringLiteral('Moved'), children);
    return factory.createNewExpression(construct, undefined, [scope, id]);
  };
  const visit = (node: ts.Node): ts.Node => {
    const visited = ts.visitEachChild(node, visit, context);
    if (!ts.isNewExpression(visited) || (visited.arguments?.length ?? 0) < 2) return visited;
    const [scope, ...rest] = visited.arguments!;
    if (!ts.isIdentifier(scope)) return visited;
    return factory.updateNewExpression(visited, visited.expression, visited.typeArguments, [under(scope), ...rest]);
  };
  return ts.visitNode(source, visit, ts.isSourceFile);
};

/** Calls everything that `main` calls in the opposite order. */
export const turningOrder: ts.TransformerFactory<ts.SourceFile> = (context) => (source) => {
  if (!source.fileName.endsWith('main.ts')) return source;
  const isSystem = (statement: ts.Statement): boolean =>
    ts.isExpressionStatement(statement) &&
    ts.isCallExpression(statement.expression) &&
    ts.isIdentifier(statement.expression.expression);
  const turned = source.statements.filter(isSystem).reverse();
  return context.factory.updateSourceFile(
    source,
    source.statements.map((statement) => (isSystem(statement) ? turned.shift()! : statement)),
  );
};

/** Gives every variable, parameter and function that a file keeps to itself another name. */
export const renamingVariables: ts.TransformerFactory<ts.SourceFile> = (context) => (source) => {
  const { factory } = context;
  const own = namesIn(source);
  const renamed = (name: ts.Identifier): ts.Identifier => factory.createIdentifier(`${name.text}Renamed`);
  const isOwn = (node: ts.Node | undefined): node is ts.Identifier =>
    node !== undefined && ts.isIdentifier(node) && own.has(node.text);
  const visit = (node: ts.Node): ts.Node => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isImportDeclaration(node)) return node;
    if (ts.isPropertyAccessExpression(node))
      return factory.updatePropertyAccessExpression(
        node,
        ts.visitNode(node.expression, visit, ts.isExpression),
        node.name,
      );
    if (ts.isPropertyAssignment(node))
      return factory.updatePropertyAssignment(node, node.name, ts.visitNode(node.initializer, visit, ts.isExpression));
    if (ts.isShorthandPropertyAssignment(node) && isOwn(node.name))
      return factory.createPropertyAssignment(node.name, renamed(node.name));
    // Elements of a list have no names of their own to keep.
    if (ts.isArrayBindingPattern(node)) return ts.visitEachChild(node, inList, context);
    if (ts.isBindingElement(node) && !node.propertyName && !node.dotDotDotToken && isOwn(node.name)) {
      const initializer = node.initializer && ts.visitNode(node.initializer, visit, ts.isExpression);
      return factory.updateBindingElement(node, undefined, node.name, renamed(node.name), initializer);
    }
    return isOwn(node) ? renamed(node) : ts.visitEachChild(node, visit, context);
  };
  const inList = (node: ts.Node): ts.Node =>
    ts.isBindingElement(node) && isOwn(node.name)
      ? factory.updateBindingElement(node, node.dotDotDotToken, undefined, renamed(node.name), node.initializer)
      : visit(node);
  return ts.visitNode(source, visit, ts.isSourceFile);
};

function namesIn(source: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  const add = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) names.add(name.text);
    else for (const element of name.elements) if (ts.isBindingElement(element)) add(element.name);
  };
  const visit = (node: ts.Node): void => {
    const isExported =
      ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (ts.isFunctionDeclaration(node) && node.name && !isExported) names.add(node.name.text);
    if (ts.isParameter(node)) add(node.name);
    const isOfExport =
      ts.isVariableDeclaration(node) && ts.isVariableStatement(node.parent.parent) && node.parent.parent.modifiers;
    if (ts.isVariableDeclaration(node) && !isOfExport) add(node.name);
    ts.forEachChild(node, visit);
  };
  const withParents = ts.createSourceFile(source.fileName, source.text, ts.ScriptTarget.ES2022, true);
  visit(withParents);
  return names;
}

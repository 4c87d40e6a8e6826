import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';

const LIB = path.join(__dirname, '../../lib');

/** A class of the public API, and the examples in its docstring. */
export interface ClassExamples {
  readonly name: string;
  readonly file: string;
  readonly examples: readonly string[];
}

/** The classes that lib/index.ts exports. Read from the text alone, since a type checker takes seconds. */
export function examplesOfClasses(): ClassExamples[] {
  return parsed(path.join(LIB, 'index.ts')).statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement)) return [];
    const { exportClause, moduleSpecifier } = statement;
    const file = `${(moduleSpecifier as ts.StringLiteral).text.replace(/^\.\//, '')}.ts`;
    if (!exportClause) return classesIn(file, () => true);
    if (!ts.isNamedExports(exportClause)) return [];
    const names = exportClause.elements.filter(({ isTypeOnly }) => !isTypeOnly).map(({ name }) => name.text);
    return classesIn(file, (name) => names.includes(name));
  });
}

function classesIn(file: string, isExported: (name: string) => boolean): ClassExamples[] {
  return parsed(path.join(LIB, file)).statements.flatMap((statement) => {
    const name = ts.isClassDeclaration(statement) ? statement.name?.text : undefined;
    if (name === undefined || !isExported(name)) return [];
    const tags = ts.getJSDocTags(statement).filter(({ tagName }) => tagName.text === 'example');
    return [{ name, file, examples: tags.map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '') }];
  });
}

function parsed(file: string): ts.SourceFile {
  return ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
}

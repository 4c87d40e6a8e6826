import * as ts from 'typescript';

const parsed = (source: string) => ts.createSourceFile('imported.ts', source, ts.ScriptTarget.ES2022, true);

/** Whether a text is no TypeScript. */
export function hasFault(source: string): boolean {
  const { parseDiagnostics } = parsed(source) as ts.SourceFile & { parseDiagnostics: readonly unknown[] };
  return parseDiagnostics.length > 0;
}

function nodesIn(source: string): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(parsed(source));
  return found;
}

/** The identifiers that are evaluated: all but the keys of object literals. */
export function wordsIn(source: string): string[] {
  return nodesIn(source).flatMap((node) =>
    ts.isIdentifier(node) && !(ts.isPropertyAssignment(node.parent) && node.parent.name === node) ? [node.text] : [],
  );
}

/** The kinds of the literals of texts, regular expressions and templates. */
export function literalsIn(source: string): string[] {
  return nodesIn(source).flatMap((node) =>
    ts.isStringLiteral(node)
      ? ['StringLiteral']
      : ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isRegularExpressionLiteral(node)
        ? ['other']
        : [],
  );
}

/** The value of an expression of literals, as JavaScript has it. */
export function runExpression(text: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  return new Function(`return (${text})`)();
}

import { byCodeUnit } from '../../private/json';
import type { Code } from './code';
import { print } from './print';
import { inComment } from './quoted';

/** A line of a source text. */
export interface Statement {
  /** The identifier that it declares. */
  readonly declares?: string;
  readonly code: Code;
  /** What stands above it as a comment. */
  readonly why?: string;
}

/** Where names of other packages come from; all others are of this library. */
const PACKAGES: { readonly [name: string]: string } = {
  ApiObject: 'cdk8s',
  Chart: 'cdk8s',
  Duration: 'cdk8s',
  JsonPatch: 'cdk8s',
  Secret: 'cdk8s-plus-28',
  ServiceAccount: 'cdk8s-plus-28',
};
const OWN = 'cdk8s-model-serving';

/** A source text: a comment, imports of what is used, and groups of statements. */
export function fileText(comment: readonly string[], groups: readonly (readonly Statement[])[]): string {
  const statements = groups.flat();
  const used = new Set(statements.flatMap(({ code }) => namesIn(code)));
  const body = groups.map((group) => group.map(statementText).join('\n')).filter((text) => text !== '');
  return `${comment.map((line) => `// ${inComment(line)}`.trimEnd()).join('\n')}\n${importsOf(used)}\n${body.join('\n\n')}\n`;
}

function statementText({ declares, code, why }: Statement): string {
  const start = declares === undefined ? '' : `const ${declares} = `;
  const comment = why === undefined ? '' : `// ${inComment(why)}\n`;
  return `${comment}${start}${print(code, '', start.length + 1)};`;
}

function importsOf(used: ReadonlySet<string>): string {
  const byPackage = new Map<string, string[]>();
  for (const name of [...used].sort(byCodeUnit)) {
    const from = Object.hasOwn(PACKAGES, name) ? PACKAGES[name] : OWN;
    byPackage.set(from, [...(byPackage.get(from) ?? []), name]);
  }
  return [...byPackage]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([from, names]) => importText(names, from))
    .join('');
}

function importText(names: readonly string[], from: string): string {
  const flat = `import { ${names.join(', ')} } from '${from}';\n`;
  return flat.length <= 121 ? flat : `import {\n${names.map((name) => `  ${name},\n`).join('')}} from '${from}';\n`;
}

/** The classes that an expression names. Identifiers of the file begin with a small letter. */
function namesIn(code: Code): string[] {
  switch (code.kind) {
    case 'word':
      return classOf(code.text);
    case 'literal':
      return [];
    case 'call':
      return [...classOf(code.callee), ...code.args.flatMap(namesIn)];
    case 'list':
      return code.items.flatMap(namesIn);
    case 'object':
      return code.members.flatMap(({ value }) => namesIn(value));
  }
}

function classOf(text: string): string[] {
  const [, name] = /^(?:new )?([A-Z]\w*)/.exec(text) ?? [];
  return name === undefined ? [] : [name];
}

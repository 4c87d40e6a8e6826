import { parseAst } from 'rollup/parseAst';
import { RULES } from '../lib/rules/registry';

/** What of a rule people read, and no app needs. */
const EXPLAINING: readonly string[] = ['reason', 'sources', 'example'];
const RULE_FILE = /[\\/]lib[\\/]rules[\\/][^\\/]+[\\/][^\\/]+\.ts$/;
const EXPLANATIONS_FILE = /[\\/]lib[\\/]rules[\\/]explanation-of\.ts$/;

/** A node of the syntax tree, as far as it is looked at. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}
interface Property extends Node {
  readonly key?: { readonly name?: string };
}
interface Statement {
  /** What is exported. */
  readonly declaration?: Statement | null;
  readonly declarations?: readonly {
    readonly init?: { readonly type: string; readonly properties?: readonly Property[] } | null;
  }[];
}

/**
 * JavaScript of a source file, with the texts that explain rules in the one file that asks for them: it belongs to commands,
 * and an app that loads the library does not load it. In the sources they stand in the files of the rules. Lines stay
 * where they are.
 */
export function explainedApart(code: string, file: string): string {
  if (EXPLANATIONS_FILE.test(file)) return explanations();
  return RULE_FILE.test(file) ? withoutExplanations(code) : code;
}

function explanations(): string {
  const table = RULES.map(({ id, reason, sources, example }) => [id, { reason, sources, example }] as const);
  return `const EXPLANATIONS = ${JSON.stringify(Object.fromEntries(table))};
export function explanationOf({ id }) { return EXPLANATIONS[id]; }
`;
}

function withoutExplanations(code: string): string {
  const removed = objectsIn(parseAst(code) as unknown).flatMap(explaining);
  let [result, from] = ['', 0];
  for (const { start, end } of removed) {
    result += code.slice(from, start) + code.slice(start, end).replace(/[^\n]/g, '');
    from = end;
  }
  return result + code.slice(from);
}

/** The members of a rule that explain it, each with its comma. */
function explaining(members: readonly Property[]): Node[] {
  const names = members.map(({ key }) => key?.name ?? '');
  if (!['id', 'severity', ...EXPLAINING.slice(0, 2)].every((name) => names.includes(name))) return [];
  return members.flatMap((member, index) =>
    EXPLAINING.includes(names[index])
      ? [{ type: member.type, start: member.start, end: members[index + 1]?.start ?? member.end }]
      : [],
  );
}

/** The members of every object that a variable at the top of a file is made of. */
function objectsIn(program: unknown): (readonly Property[])[] {
  const { body } = program as { readonly body: readonly Statement[] };
  return body.flatMap((statement) =>
    ((statement.declaration ?? statement).declarations ?? []).flatMap(({ init }) =>
      init?.type === 'ObjectExpression' && init.properties ? [init.properties] : [],
    ),
  );
}

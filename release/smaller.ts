import { minify } from 'terser';

/** JavaScript that `rollup` made, and what it exports. */
export interface Published {
  readonly code: string;
  readonly exported: readonly string[];
  /** Whether users name the file. */
  readonly isEntry: boolean;
  /** What to do with what is exported. */
  readonly last: string;
}

/**
 * The same in fewer characters: what loading the library takes hangs on how much there is to read. Comments go, since the
 * declarations have those that users read; names that nobody sees from outside become short, but for those of classes,
 * which stand in messages. All of it is ASCII: a single other character makes it two bytes for each in memory. Lines stay
 * short, so that an editor opens it; CONTRIBUTING.md tells how a stack is read.
 */
export async function smaller({ code, exported, isEntry, last }: Published): Promise<string> {
  const made = await minify(`${exportedAtOnce(code, exported)}${last}`, {
    ecma: 2020,
    compress: { passes: 3, toplevel: true, keep_classnames: true },
    mangle: { toplevel: true, keep_classnames: true },
    format: { ascii_only: true, max_line_len: 120 },
  });
  if (made.code === undefined) throw new Error('terser made nothing');
  return isEntry ? `${made.code}\n${readByImport(exported)}` : made.code;
}

/**
 * One assignment in place of one for each name: `exports` grows into a table as names are added to it, an object that is
 * written as a whole does not.
 */
function exportedAtOnce(code: string, exported: readonly string[]): string {
  const members: string[] = [];
  const others = code.replace(/^exports\.([\w$]+) = ([\w$.]+);\n?/gm, (_, name: string, value: string) => {
    members.push(`${name}: ${value}`);
    return '';
  });
  const isAll = members.length === exported.length && !/^exports\b/m.test(others);
  if (!isAll) throw new Error(`${members.length} of ${exported.length} exports were found in what rollup wrote`);
  return `${others}\nmodule.exports = { ${members.join(', ')} };\n`;
}

/** What never runs: Node.js reads names out of it that `import { ... }` may ask for. https://github.com/nodejs/cjs-module-lexer */
function readByImport(exported: readonly string[]): string {
  return `0 && (module.exports = { ${exported.join(', ')} });\n`;
}

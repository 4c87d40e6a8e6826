import { minify, type SourceMapOptions } from 'terser';

/** JavaScript that `rollup` made, and what it exports. */
export interface Published {
  readonly code: string;
  /** Where it stands in the sources. */
  readonly map: unknown;
  readonly exported: readonly string[];
  /** Whether users name the file. */
  readonly isEntry: boolean;
  /** What an entry does with what it exports. */
  readonly last: string;
}

const NAMES_AT_THE_TOP = { toplevel: true, keep_classnames: true } as const;

/**
 * The same in fewer characters: what loading the library takes hangs on how much there is to read. Comments go, since the
 * declarations have those that users read; names that nobody sees from outside become short, but for those of classes,
 * which stand in messages. All of it is ASCII: a single other character makes it two bytes for each in memory. Lines stay
 * short, so that an editor opens it; `npm run stack` says where in the sources a stack leads.
 */
export async function smaller({
  code,
  map,
  exported,
  isEntry,
  last,
}: Published): Promise<{ code: string; map: string }> {
  const made = await minify(isEntry ? `${code}${last}` : exportedAtOnce(code, exported), {
    ecma: 2020,
    // A function that is used once stays one: inside of another it would be made anew at each call.
    // Nobody calls a member of ours with `new`, which is what methods cannot be.
    compress: { ...NAMES_AT_THE_TOP, passes: 3, reduce_funcs: false, hoist_funs: true, unsafe_methods: true },
    mangle: NAMES_AT_THE_TOP,
    format: { ascii_only: true, max_line_len: 120 },
    sourceMap: { content: map as SourceMapOptions['content'] },
  });
  if (made.code === undefined || typeof made.map !== 'string') throw new Error('terser made nothing');
  return { code: made.code, map: made.map };
}

/**
 * One assignment in place of one for each of some two hundred names, which the files of the package share. What users name
 * keeps one for each, since Node.js reads them for `import { ... }`: https://github.com/nodejs/cjs-module-lexer
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

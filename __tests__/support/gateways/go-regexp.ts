/** What RE2 does not have, and so Go refuses: look-around and back-references. */
const beyondRe2 = /\(\?[=!]|\(\?<[=!]|\\[1-9]/;

/** A Go regular expression; a sentence when Go would refuse it. */
export function goRegExp(source: string): RegExp | string {
  if (beyondRe2.test(source)) return `is no regular expression of Go: ${source}`;
  const flags = /^\(\?([ims]+)\)/.exec(source);
  const body = (flags ? source.slice(flags[0].length) : source).replaceAll('(?P<', '(?<').replaceAll(/\\z/g, '$');
  try {
    return new RegExp(body, `u${flags?.[1] ?? ''}`);
  } catch {
    try {
      // Escapes such as \- are fine in Go and not in the unicode mode of JavaScript.
      return new RegExp(body, flags?.[1] ?? '');
    } catch {
      return `is no regular expression: ${source}`;
    }
  }
}

/** Go's `ReplaceAllString`: `$1x` is the group called `1x`, which is why people write `${1}x`. */
export function goReplaceAll(pattern: RegExp, text: string, template: string): string {
  const global = new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`);
  return text.replace(global, (...args: unknown[]) => {
    const last = args[args.length - 1];
    const named = (typeof last === 'object' && last !== null ? last : {}) as Record<string, string | undefined>;
    const groups = args.slice(0, typeof last === 'object' ? -3 : -2) as (string | undefined)[];
    return expand(template, groups, named);
  });
}

function expand(
  template: string,
  groups: readonly (string | undefined)[],
  named: Readonly<Record<string, string | undefined>>,
): string {
  return template.replace(/\$\$|\$\{(\w+)\}|\$(\w+)/g, (whole: string, braced?: string, bare?: string) => {
    if (whole === '$$') return '$';
    const name = braced ?? bare ?? '';
    return (/^\d+$/.test(name) ? groups[Number(name)] : named[name]) ?? '';
  });
}

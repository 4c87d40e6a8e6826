/** What a rule of Traefik says, taken apart: its hosts, and everything else in one spelling. */
export interface HostAndRest {
  /** The texts in `Host(...)` and `HostRegexp(...)`. */
  readonly hosts: readonly string[];
  /** Those in `HostRegexp(...)` alone. */
  readonly patterns: readonly string[];
  readonly rest: string;
}

const HOST = /Host(Regexp)?\(\s*[`"']([^`"']*)[`"']\s*\)/g;

/** Takes a rule apart. Two rules with a host in common and the same rest take the same requests. */
export function hostAndRest(match: string): HostAndRest {
  let rest = match.replace(HOST, '').replace(/\s+/g, '');
  // What is left of `(Host(...) || Host(...)) &&`.
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest
      .replace(/\((\|\|)*\)/g, '')
      .replace(/^(&&|\|\|)+|(&&|\|\|)+$/g, '')
      .replace(/&&(&&)+/g, '&&');
  }
  const found = [...match.matchAll(HOST)];
  return {
    hosts: found.map(([, , host]) => host),
    patterns: found.filter(([, regexp]) => regexp !== undefined).map(([, , host]) => host),
    rest,
  };
}

/** `(Method(...)||Method(...))` as a part of its own: one method is enough, the others may be another route's. */
const METHODS = /^\(?Method\([^()]*\)(?:\|\|Method\([^()]*\))*\)?$/;

/** The rest of a rule, once for each method that it takes, its parts in one order. */
export function byMethod(rest: string): string[] {
  const parts = partsOf(rest);
  const methods = parts.find((part) => METHODS.test(part));
  const others = parts.filter((part) => part !== methods);
  const alternatives = methods?.match(/Method\([^()]*\)/g) ?? [undefined];
  return alternatives.map((method) => [...others, ...(method === undefined ? [] : [method])].sort().join('&&'));
}

/** What is joined by `&&` outside of parentheses and texts. */
function partsOf(rest: string): string[] {
  const parts: string[] = [];
  let [start, depth, quote] = [0, 0, ''];
  for (let at = 0; at < rest.length; at += 1) {
    const letter = rest[at];
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if ('`"'.includes(letter)) quote = letter;
    else if (letter === '(') depth += 1;
    else if (letter === ')') depth -= 1;
    else if (depth === 0 && rest.startsWith('&&', at)) {
      parts.push(rest.slice(start, at));
      start = at + 2;
    }
  }
  return [...parts, rest.slice(start)];
}

/**
 * What is open or left over in a POSIX extended regular expression, which no program reads: nothing where all brackets,
 * parentheses and backslashes have their other half. A `)` too many is itself; so are a backslash inside brackets, and a
 * `]` that comes first there.
 * https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap09.html#tag_09_03_05
 */
export function patternFault(pattern: string): string | undefined {
  let open = 0;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === '\\') {
      if (++at === pattern.length) return "a '\\' at its end";
    } else if (character === '[') {
      const end = bracketEnd(pattern, at);
      if (end === undefined) return "a '[' without its ']'";
      at = end;
    } else if (character === '(') open++;
    else if (character === ')' && open > 0) open--;
  }
  return open > 0 ? "a '(' without its ')'" : undefined;
}

/** Where the bracket expression that begins at a place ends. */
function bracketEnd(pattern: string, start: number): number | undefined {
  const first = start + (pattern[start + 1] === '^' ? 2 : 1);
  for (let at = first; at < pattern.length; at++) {
    if (pattern[at] === ']' && at > first) return at;
    if (pattern[at] !== '[' || !':.='.includes(pattern[at + 1] ?? ' ')) continue;
    const end = pattern.indexOf(`${pattern[at + 1]}]`, at + 2);
    if (end < 0) return undefined;
    at = end + 1;
  }
  return undefined;
}

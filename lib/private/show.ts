/** Renders a received value for an error message: short, quoted where it is text, never throwing. */
export function show(value: unknown): string {
  return showWithin(value, 2);
}

/** Lists inside lists are shown to a depth only: a list may hold itself. */
function showWithin(value: unknown, depth: number): string {
  if (typeof value === 'string') return `'${value.length > 80 ? `${value.slice(0, 77)}...` : value}'`;
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) {
    if (depth === 0) return '[...]';
    const items = value.slice(0, 5).map((item) => showWithin(item, depth - 1));
    return `[${items.join(', ')}${value.length > 5 ? ', ...' : ''}]`;
  }
  if (typeof value === 'object' && classOf(value) !== 'Object') return withArticle(classOf(value));
  if (typeof value === 'object') return `an object (${Object.keys(value).slice(0, 5).join(', ') || 'empty'})`;
  if (typeof value === 'function') return 'a function';
  return typeof value === 'symbol' ? value.toString() : `${value as number | boolean | bigint}`;
}

/** `Object`, or which of the built-in classes it is of, whose members say nothing: `Array`, `Map`, `Date`. */
export function classOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

/** `a server`, `an app`. */
export function withArticle(word: string): string {
  return `${/^[AEIOU]/i.test(word) ? 'an' : 'a'} ${word}`;
}

/** Joins alternatives for an error message: `a, b or c`. */
export function alternatives(values: readonly unknown[]): string {
  const shown = values.map(show);
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown[shown.length - 1]}`;
}

import { isPlainObject } from '../../../private/json';

/** Deeper than any field that means something; an API server takes 10 000 levels, a call stack fewer. */
const MAX_DEPTH = 100;

/** The value with everything below a depth left out, so that it can be walked; the same value where it is not deep. */
export function withinDepth(value: unknown, depth = MAX_DEPTH): unknown {
  if (Array.isArray(value)) {
    if (depth === 0) return null;
    return sameOr(
      value,
      value.map((item) => withinDepth(item, depth - 1)),
    );
  }
  if (!isPlainObject(value)) return value;
  if (depth === 0) return null;
  let isSame = true;
  const entries = Object.entries(value).map(([field, inner]): [string, unknown] => {
    const kept = withinDepth(inner, depth - 1);
    if (kept !== inner) isSame = false;
    return [field, kept];
  });
  return isSame ? value : Object.fromEntries(entries);
}

function sameOr(list: readonly unknown[], kept: readonly unknown[]): readonly unknown[] {
  return kept.every((item, index) => item === list[index]) ? list : kept;
}

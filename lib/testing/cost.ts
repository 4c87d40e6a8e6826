import { Matcher } from './matcher';
import type { Mismatch } from './mismatch';

const SOMETHING_ELSE = 1000;

/** How many single values an expected value speaks of. */
export function sizeOf(expected: unknown): number {
  if (expected instanceof Matcher) return expected.size;
  if (typeof expected !== 'object' || expected === null) return 1;
  const sizes = Object.values(expected).map(sizeOf);
  return Math.max(
    1,
    sizes.reduce((sum, size) => sum + size, 0),
  );
}

/**
 * How far off an object or a list item is: the number of expected values that were not met. Another name says that it
 * is not the one that is meant, and outweighs the rest. The paths are those inside the object or item.
 */
export function cost(mismatches: readonly Mismatch[]): number {
  return mismatches.reduce((sum, { path, expected }) => {
    return sum + (/^(metadata\.)?name$/.test(path) ? SOMETHING_ELSE : sizeOf(expected));
  }, 0);
}

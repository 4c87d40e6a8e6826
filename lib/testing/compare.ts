import { isPlainObject, type JsonObject } from '../private/json';
import { show } from '../private/show';
import { Matcher } from './matcher';
import { itemPath, keyPath, type Mismatch } from './mismatch';

/**
 * Compares a value with what is expected of it.
 *
 * @param exact whether objects may hold no other keys than the expected ones; matchers inside decide for themselves
 * @returns the places that differ, in the order of the expected value; empty when all is as expected
 */
export function compare(expected: unknown, actual: unknown, path = '', exact = false): Mismatch[] {
  if (expected instanceof Matcher) return expected.compare(actual, path);
  if (Array.isArray(expected)) return compareLists(expected, actual, path, exact);
  if (isPlainObject(expected)) return compareObjects(expected, actual, path, exact);
  return expected === actual ? [] : [{ path, expected, actual }];
}

/**
 * Refuses an expected value that would say less than it seems to: `undefined`, functions, instances of classes.
 *
 * @throws Error that names the place and what to write instead
 */
export function checkExpected(expected: unknown, path = ''): void {
  if (expected instanceof Matcher || expected === null) return;
  if (['string', 'number', 'boolean'].includes(typeof expected)) return;
  if (Array.isArray(expected)) {
    expected.forEach((item, index) => {
      checkExpected(item, itemPath(path, index));
    });
    return;
  }
  if (isPlainObject(expected)) {
    Object.entries(expected).forEach(([key, value]) => {
      checkExpected(value, keyPath(path, key));
    });
    return;
  }
  const place = path === '' ? 'the expected value' : `the expected value at ${path}`;
  throw new Error(
    expected === undefined
      ? `${place} is undefined: leave the key out when it does not matter, use Match.absent() when it must not be there`
      : `${place} must be plain data or made by Match, got ${show(expected)}`,
  );
}

function compareObjects(expected: JsonObject, actual: unknown, path: string, exact: boolean): Mismatch[] {
  const keys = Object.keys(expected);
  if (!isPlainObject(actual)) {
    const wantsNothing = actual === undefined && keys.length > 0 && !exact;
    if (wantsNothing && keys.every((key) => compare(expected[key], undefined).length === 0)) return [];
    return [{ path, expected, actual }];
  }
  const found = keys.flatMap((key) => compare(expected[key], own(actual, key), keyPath(path, key), exact));
  const others = exact ? Object.keys(actual).filter((key) => !Object.hasOwn(expected, key)) : [];
  const note = 'Match.exact allows no other keys';
  return [
    ...found,
    ...others.map((key) => ({ path: keyPath(path, key), expected: undefined, actual: actual[key], note })),
  ];
}

function compareLists(expected: unknown[], actual: unknown, path: string, exact: boolean): Mismatch[] {
  if (!Array.isArray(actual)) return [{ path, expected, actual }];
  const items: unknown[] = actual;
  const found = expected.flatMap((item, index) => compare(item, items[index], itemPath(path, index), exact));
  const note = `the list should have ${expected.length} in all; Match.arrayWith allows more`;
  const more = items.slice(expected.length).map((item, offset) => {
    return { path: itemPath(path, expected.length + offset), expected: undefined, actual: item, note };
  });
  return [...found, ...more];
}

function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

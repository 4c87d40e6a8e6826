import { byCodeUnit, isPlainObject, type JsonObject } from '../../../private/json';
import { byKey, mergeKeysOf, type Place } from '../fields/merge-keys';
import { ownField } from '../fields/fields';
import type { UpdateChange } from '../verdict';
import { deepEqual } from './deep-equal';

/** A difference with its path and what stands on each side. */
export interface Difference {
  readonly path: readonly string[];
  readonly kind: UpdateChange['kind'];
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * The differences of two canonical objects, in the order of their fields. Items of a list that are identified by a key
 * are paired by it; of other lists what begins and ends alike is left aside.
 */
export function differences(
  before: JsonObject,
  after: JsonObject,
  kind: string,
  under: readonly string[] = [],
): Difference[] {
  const [parent = '', field = ''] = under.slice(-2);
  return [...inValue(before, after, under, under.length < 2 ? { field: parent, parent: '' } : { field, parent }, kind)];
}

function* inValue(
  before: unknown,
  after: unknown,
  path: readonly string[],
  place: Place,
  kind: string,
): Generator<Difference> {
  if (deepEqual(before, after)) return;
  if (isPlainObject(before) && isPlainObject(after)) yield* inObject(before, after, path, place, kind);
  else if (Array.isArray(before) && Array.isArray(after)) {
    const keys = mergeKeysOf(kind, place);
    const [old, now] = keys ? [byKey(before, keys), byKey(after, keys)] : [];
    if (old && now) yield* inKeyedList([before, old], [after, now], path, place, kind);
    else yield* inList(before, after, path, place, kind);
  } else if (before === undefined) yield { path, kind: 'added', before, after };
  else yield { path, kind: after === undefined ? 'removed' : 'changed', before, after };
}

function* inObject(
  before: JsonObject,
  after: JsonObject,
  path: readonly string[],
  place: Place,
  kind: string,
): Generator<Difference> {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const field of [...fields].sort(byCodeUnit)) {
    const inner = { field, parent: place.field };
    yield* inValue(ownField(before, field), ownField(after, field), [...path, field], inner, kind);
  }
}

type Keyed = readonly [items: readonly unknown[], indexes: ReadonlyMap<string, number>];

function* inKeyedList(
  [before, old]: Keyed,
  [after, now]: Keyed,
  path: readonly string[],
  place: Place,
  kind: string,
): Generator<Difference> {
  const common = [...old.keys()].filter((key) => now.has(key));
  const order = [...now.keys()].filter((key) => old.has(key));
  if (common.some((key, index) => key !== order[index])) yield { path, kind: 'changed', before, after };
  for (const [key, index] of now) {
    const twin = old.get(key);
    const at = [...path, String(index)];
    if (twin === undefined) yield { path: at, kind: 'added', before: undefined, after: after[index] };
    else yield* inValue(before[twin], after[index], at, place, kind);
  }
  for (const [key, index] of old) {
    if (!now.has(key))
      yield { path: [...path, String(index)], kind: 'removed', before: before[index], after: undefined };
  }
}

function* inList(
  before: readonly unknown[],
  after: readonly unknown[],
  path: readonly string[],
  place: Place,
  kind: string,
): Generator<Difference> {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && deepEqual(before[start], after[start])) start++;
  let end = 0;
  while (end < shorter - start && deepEqual(before.at(-1 - end), after.at(-1 - end))) end++;
  const [gone, come] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  if (gone.length === come.length) {
    for (const [index, item] of come.entries()) {
      yield* inValue(gone[index], item, [...path, String(start + index)], place, kind);
    }
  } else if (gone.length === 0) {
    yield* come.map((item, index) => single('added', [...path, String(start + index)], item));
  } else if (come.length === 0) {
    yield* gone.map((item, index) => single('removed', [...path, String(start + index)], item));
  } else yield { path, kind: 'changed', before, after };
}

function single(kind: 'added' | 'removed', path: readonly string[], item: unknown): Difference {
  return kind === 'added'
    ? { path, kind, before: undefined, after: item }
    : { path, kind, before: item, after: undefined };
}

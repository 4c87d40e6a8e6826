import { isPlainObject, sortedEntries, type JsonObject } from '../../../private/json';
import { pointer } from '../compare/pointer';
import { asObject, ownField } from '../fields/fields';
import { keyOf, mergeKeysOf, type Place } from '../fields/merge-keys';
import type { UpdateRefusal } from '../verdict';

/** Two items of one list that a server-side apply cannot tell apart: it refuses the whole object. */
export function duplicateItems(object: JsonObject, kind: string): UpdateRefusal[] {
  const found: UpdateRefusal[] = [];
  search(object, { field: '', parent: '' }, []);
  return found;

  function search(value: unknown, place: Place, path: readonly string[]): void {
    if (Array.isArray(value)) {
      const keys = mergeKeysOf(kind, place);
      if (keys) found.push(...duplicatesIn(value, keys, path));
      for (const [index, item] of value.entries()) searchFields(item, place, [...path, String(index)]);
    } else searchFields(value, place, path);
  }

  function searchFields(value: unknown, place: Place, path: readonly string[]): void {
    if (!isPlainObject(value)) return;
    for (const [field, inner] of sortedEntries(value)) {
      if (typeof inner === 'object') search(inner, { field, parent: place.field }, [...path, field]);
    }
  }
}

function* duplicatesIn(
  list: readonly unknown[],
  keys: readonly string[],
  path: readonly string[],
): Generator<UpdateRefusal> {
  const first = new Map<string, number>();
  for (const [index, item] of list.entries()) {
    const key = keyOf(item, keys);
    if (key === undefined) continue;
    const twin = first.get(key);
    if (twin === undefined) {
      first.set(key, index);
      continue;
    }
    const names = keys.map((name) => `${name} ${shown(ownField(asObject(item), name))}`).join(' and ');
    yield {
      at: pointer([...path, String(index)]),
      immutable: false,
      message: `${path.join('.')} has two items with ${names}, items ${twin} and ${index}`,
      fix: 'keep one of them',
    };
  }
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'not given';
}

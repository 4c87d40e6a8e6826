import { isPlainObject, type JsonObject } from './json';

/** What identifies an item of a list, by what its items have: mounts share volume names, so the path comes first. */
const LIST_KEYS = ['mountPath', 'name'] as const;

/**
 * Merges changes into a manifest and returns a new one: objects key by key, lists of named things by name (mounts by
 * path), other lists and values replaced, `null` removes a field. Neither argument is changed.
 */
export function deepMerge(base: JsonObject, changes: JsonObject): JsonObject {
  if (Object.keys(changes).length === 0) return { ...base };
  const merged = new Map(Object.entries(base));
  for (const [key, change] of Object.entries(changes)) {
    if (change === null) merged.delete(key);
    else if (change !== undefined) merged.set(key, mergeValue(merged.get(key), change));
  }
  return Object.fromEntries(merged);
}

function mergeValue(base: unknown, change: unknown): unknown {
  if (isPlainObject(change)) return deepMerge(isPlainObject(base) ? base : {}, change);
  if (Array.isArray(base) && Array.isArray(change)) {
    const key = listKeyOf(base, change);
    if (key !== undefined) return mergeList(base as JsonObject[], change as JsonObject[], key);
  }
  return Array.isArray(change) ? change.map((item: unknown) => mergeValue(undefined, item)) : change;
}

/** By what the items of two lists are told apart; nothing where the one list takes the place of the other. */
export function listKeyOf(base: readonly unknown[], change: readonly unknown[]): string | undefined {
  return LIST_KEYS.find((candidate) => isListOf(base, candidate) && isListOf(change, candidate));
}

/** By what the items of a list are told apart, if by anything. */
export function itemKeyOf(list: readonly unknown[]): string | undefined {
  return listKeyOf(list, list);
}

function isListOf(list: readonly unknown[], key: string): boolean {
  return list.length > 0 && list.every((item) => isPlainObject(item) && typeof item[key] === 'string');
}

function mergeList(base: readonly JsonObject[], changes: readonly JsonObject[], key: string): JsonObject[] {
  const merged = [...base];
  for (const change of changes) {
    const index = merged.findIndex((item) => item[key] === change[key]);
    if (index < 0) merged.push(deepMerge({}, change));
    else merged[index] = deepMerge(merged[index], change);
  }
  return merged;
}

import { isPlainObject, type JsonObject } from './json';

/** What identifies an item of a list, by what its items have: mounts share volume names, so the path comes first. */
const LIST_KEYS = ['mountPath', 'name'] as const;

/**
 * The directives of strategic merge patches that changes may hold:
 * https://github.com/kubernetes/community/blob/main/contributors/devel/sig-api-machinery/strategic-merge-patch.md
 */
const PATCH = '$patch';
const ORDER = '$setElementOrder/';

/**
 * Merges changes into a manifest and returns a new one: objects key by key, lists of named things by name (mounts by
 * path), other lists and values replaced, `null` removes a field. `$patch: delete` in a named thing removes it, `$patch:
 * replace` in an object, or alone in an item of a list, has the changes take the place of what is there, and
 * `$setElementOrder/<list>` says in which order the items of a list stand. Neither argument is changed.
 */
export function deepMerge(base: JsonObject, changes: JsonObject): JsonObject {
  const keys = Object.keys(changes);
  if (keys.length === 0) return { ...base };
  const merged = new Map(changes[PATCH] === 'replace' ? [] : Object.entries(base));
  for (const [key, change] of Object.entries(changes)) {
    if (isDirective(key)) continue;
    if (change === null) merged.delete(key);
    else if (change !== undefined) {
      const value = mergeValue(merged.get(key), change);
      // A list of which everything was removed is none.
      if (isEmptied(value, change)) merged.delete(key);
      else merged.set(key, value);
    }
  }
  for (const key of keys) {
    if (!key.startsWith(ORDER)) continue;
    const list = merged.get(key.slice(ORDER.length));
    if (Array.isArray(list)) merged.set(key.slice(ORDER.length), ordered(list, changes[key]));
  }
  return Object.fromEntries(merged);
}

/** Whether a key of changes is no field, but says how to merge. */
export function isDirective(key: string): boolean {
  return key === PATCH || key.startsWith(ORDER);
}

/** What is wrong with the directives of changes, at every depth. */
export function directiveProblems(property: string, changes: unknown): string[] {
  if (Array.isArray(changes)) return changes.flatMap((item, index) => directiveProblems(`${property}[${index}]`, item));
  if (!isPlainObject(changes)) return [];
  return Object.entries(changes).flatMap(([key, value]) => {
    const at = `${property}.${key}`;
    if (key === PATCH)
      return value === 'delete' || value === 'replace'
        ? []
        : [`${at} must be 'delete' or 'replace', got ${JSON.stringify(value) ?? 'nothing'}`];
    if (!key.startsWith(ORDER)) return directiveProblems(at, value);
    const names = Array.isArray(value) && value.every((item) => typeof item === 'string' || nameOf(item) !== undefined);
    return names ? [] : [`${at} must be a list of names, each as { name: ... }`];
  });
}

/** Whether it removes what has its name. */
export function isRemoval(item: unknown): boolean {
  return isPlainObject(item) && item[PATCH] === 'delete';
}

function isEmptied(value: unknown, change: unknown): boolean {
  return Array.isArray(value) && value.length === 0 && Array.isArray(change) && change.some(isRemoval);
}

/** Whether an item of a list says of the others that they are all that there is. */
function isReplacement(item: unknown): boolean {
  return isPlainObject(item) && item[PATCH] === 'replace' && Object.keys(item).length === 1;
}

function mergeValue(base: unknown, change: unknown): unknown {
  if (isPlainObject(change)) return deepMerge(isPlainObject(base) ? base : {}, change);
  if (!Array.isArray(change)) return change;
  const items = change.filter((item) => !isReplacement(item)) as unknown[];
  if (Array.isArray(base) && items.length === change.length) {
    const key = listKeyOf(base, change);
    if (key !== undefined) return mergeList(base as JsonObject[], change as JsonObject[], key);
  }
  return items.filter((item) => !isRemoval(item)).map((item) => mergeValue(undefined, item));
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
    if (isRemoval(change)) {
      if (index >= 0) merged.splice(index, 1);
    } else if (index < 0) merged.push(deepMerge({}, change));
    else merged[index] = deepMerge(merged[index], change);
  }
  return merged;
}

/** The items in the order of their names; what is not named comes after, as it stood. */
function ordered(list: readonly unknown[], order: unknown): unknown[] {
  const names = Array.isArray(order) ? order.map((item) => (typeof item === 'string' ? item : nameOf(item))) : [];
  const rank = (item: unknown): number => {
    const at = names.indexOf(nameOf(item));
    return at < 0 ? names.length : at;
  };
  return list
    .map((item, index) => ({ item, index }))
    .sort((a, b) => rank(a.item) - rank(b.item) || a.index - b.index)
    .map(({ item }) => item);
}

function nameOf(item: unknown): string | undefined {
  if (!isPlainObject(item)) return undefined;
  const key = LIST_KEYS.find((candidate) => typeof item[candidate] === 'string');
  return key === undefined ? undefined : (item[key] as string);
}

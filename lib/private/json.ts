/** Plain JSON-like data: what manifests are made of. */
export type JsonObject = { [key: string]: unknown };

/** Whether a value is a plain object (not a list, not a class instance such as a token). */
export function isPlainObject(value: unknown): value is JsonObject {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || isForeignRoot(prototype);
}

/** Whether it is an `Object.prototype` that is not ours: test runners keep several copies of the built-in classes. */
function isForeignRoot(prototype: unknown): boolean {
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'isPrototypeOf');
}

/** The value, or `undefined` in place of an empty list or object, so that no empty field reaches a manifest. */
export function unlessEmpty<T extends object>(value: T | undefined): T | undefined {
  return value === undefined || Object.keys(value).length === 0 ? undefined : value;
}

/** Orders text by UTF-16 code unit: the same on every machine, whatever the locale. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Entries in the order of their keys, so that the order of writing never shows in the output. */
export function sortedEntries<T>(map: { readonly [key: string]: T } | undefined): [string, T][] {
  const given = map ?? {};
  return Object.keys(given)
    .sort(byCodeUnit)
    .map((key) => [key, given[key]]);
}

/** The map with its keys in order; `undefined` when there is nothing in it. */
export function sortedMap<T>(map: { readonly [key: string]: T } | undefined): { [key: string]: T } | undefined {
  return unlessEmpty(Object.fromEntries(sortedEntries(map)));
}

/** A copy of plain objects and lists, at every depth; whatever else is in them is shared. */
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  return isPlainObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item)]))
    : value;
}

/** The object at a path of keys; an empty one where there is none. */
export function objectAt(object: JsonObject, ...path: readonly string[]): JsonObject {
  let value: unknown = object;
  for (const key of path) {
    value = (value as JsonObject)[key];
    if (!isPlainObject(value)) return {};
  }
  return value as JsonObject;
}

const NONE: readonly JsonObject[] = Object.freeze([]);

/** The plain objects of a list, nearly always the list itself; none where there is no list. */
export function objectsIn(value: unknown): readonly JsonObject[] {
  if (!Array.isArray(value)) return NONE;
  // Unlike `every` this sees what a list leaves out: programs may give such lists, and the hole is no object.
  for (const item of value as readonly unknown[]) if (!isPlainObject(item)) return value.filter(isPlainObject);
  return value as readonly JsonObject[];
}

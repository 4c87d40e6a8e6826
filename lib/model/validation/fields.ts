import { isPlainObject, type JsonObject } from '../../private/json';

/**
 * Reading of objects whose types are right already. Null is the same as absent (that is how the API server reads
 * JSON), and whatever else is not of the type asked for is taken as absent too: nothing here throws.
 */
const EMPTY: JsonObject = Object.freeze({});
const NONE: readonly never[] = Object.freeze([]);

/** The text of a field; empty when there is none: the server does not tell the two apart in most places. */
export function text(object: JsonObject, key: string): string {
  const value = object[key];
  return typeof value === 'string' ? value : '';
}

export function optionalText(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === 'string' ? value : undefined;
}

export function number(object: JsonObject, key: string): number | undefined {
  const value = object[key];
  return typeof value === 'number' ? value : undefined;
}

export function isTrue(object: JsonObject, key: string): boolean {
  return object[key] === true;
}

/** Whether something is written there. */
export function has(object: JsonObject, key: string): boolean {
  return object[key] !== undefined && object[key] !== null && Object.hasOwn(object, key);
}

export function child(object: JsonObject, key: string): JsonObject | undefined {
  const value = object[key];
  return isPlainObject(value) && Object.hasOwn(object, key) ? value : undefined;
}

/** The object in a field; an empty one when there is none. */
export function childOrEmpty(object: JsonObject, key: string): JsonObject {
  return child(object, key) ?? EMPTY;
}

/** The objects of a list; null in it is an object without fields. */
export function children(object: JsonObject, key: string): readonly JsonObject[] {
  const value = object[key];
  if (!Array.isArray(value)) return NONE;
  return value.every(isPlainObject) ? value : value.map((item: unknown) => (isPlainObject(item) ? item : EMPTY));
}

/** The texts of a list; null in it is the empty text. */
export function texts(object: JsonObject, key: string): readonly string[] {
  const value = object[key];
  if (!Array.isArray(value)) return NONE;
  return value.every(isText) ? value : value.map((item: unknown) => (isText(item) ? item : ''));
}

/** The keys of a map. */
export function keys(object: JsonObject | undefined): readonly string[] {
  return object === undefined ? NONE : Object.keys(object);
}

/** The first texts that stand in a list a second time, with their places. */
export function repeated(items: readonly string[]): readonly (readonly [index: number, item: string])[] {
  if (items.length < 2) return NONE;
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    if (seen.has(item)) return [[index, item] as const];
    seen.add(item);
    return [];
  });
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

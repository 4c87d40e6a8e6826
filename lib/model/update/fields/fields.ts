import { isPlainObject, type JsonObject } from '../../../private/json';

/** Changes one object into another; never in place. */
export type Change = (object: JsonObject) => JsonObject;

/** Whether a field is not given: `null` means the same as leaving it out. */
export function isUnset(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

/** The field of an object itself, not what every object inherits; `undefined` in what is no object. */
export function ownField(object: unknown, field: string): unknown {
  return isPlainObject(object) && Object.hasOwn(object, field) ? object[field] : undefined;
}

/** The value at a path of fields. */
export function fieldAt(object: unknown, ...path: readonly string[]): unknown {
  return path.reduce(ownField, object);
}

/** The value where it is an object, else an empty one. */
export function asObject(value: unknown): JsonObject {
  return isPlainObject(value) ? value : {};
}

/** The value where it is a list, else an empty one. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** The object with the fields that it does not give. */
export function fill(object: JsonObject, defaults: JsonObject): JsonObject {
  const missing = Object.entries(defaults).filter(([field]) => isUnset(ownField(object, field)));
  return missing.length === 0 ? object : { ...object, ...Object.fromEntries(missing) };
}

/** Like `fill`, for fields in which nothing, `0` and `''` are one: those that are no pointers in the API's types. */
export function fillZero(object: JsonObject, defaults: JsonObject): JsonObject {
  const missing = Object.entries(defaults).filter(([field]) => isZero(ownField(object, field)));
  return missing.length === 0 ? object : { ...object, ...Object.fromEntries(missing) };
}

function isZero(value: unknown): boolean {
  return isUnset(value) || value === 0 || value === '';
}

/** The object with one of its fields, itself an object, changed; what is no object is left as it is. */
export function within(object: JsonObject, field: string, change: Change): JsonObject {
  const value = ownField(object, field);
  if (!isPlainObject(value)) return object;
  const changed = change(value);
  return changed === value ? object : { ...object, [field]: changed };
}

/** Like `within`, at a path. */
export function at(path: readonly string[], change: Change): Change {
  return path.reduceRight<Change>((inner, field) => (object) => within(object, field, inner), change);
}

/** The object with each item of one of its lists changed; what is no object is left as it is. */
export function each(object: JsonObject, field: string, change: Change): JsonObject {
  const value = ownField(object, field);
  if (!Array.isArray(value)) return object;
  return { ...object, [field]: value.map((item: unknown) => (isPlainObject(item) ? change(item) : item)) };
}

/** The object without some of its fields. */
export function without(object: JsonObject, ...fields: readonly string[]): JsonObject {
  if (!fields.some((field) => Object.hasOwn(object, field))) return object;
  return Object.fromEntries(Object.entries(object).filter(([field]) => !fields.includes(field)));
}

/** Changes one after the other. */
export function chain(...changes: readonly Change[]): Change {
  return (object) => changes.reduce((value, change) => change(value), object);
}

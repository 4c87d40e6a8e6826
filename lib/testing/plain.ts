/** An object as JSON knows it. */
export type PlainObject = { [key: string]: unknown };

/**
 * Whether a value is a plain object: not a list, not an instance of a class. Test runners keep several copies of the
 * built-in classes, so this looks at the shape of the prototype and not at its identity.
 */
export function isPlainObject(value: unknown): value is PlainObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

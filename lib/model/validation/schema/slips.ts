import { isPlainObject, type JsonObject } from '../../../private/json';

/** What cannot be read in an object, and with what in its place the rest is judged. */
export interface Slip {
  /** JSON pointer. */
  readonly at: string;
  /** The value that is meant beyond doubt; where there is none, the field is left out. */
  readonly meant?: string | number | boolean;
  /** What a field is called that is likely meant. */
  readonly field?: string;
  /** What may hang on the value that is meant: nothing is said of it. */
  readonly clouds?: Cloud;
}

/** A part of an object: a pointer with everything below; or all but the metadata. */
type Cloud = { readonly below: string } | 'all but metadata';

/** A value whose meaning is plain, such as a number in quotes. */
export function meantValue(at: string, meant: string | number | boolean): Slip {
  return { at, meant };
}

/** A field that there is not. */
export function unknownField(at: string, near: string | undefined): Slip {
  if (near === undefined) return { at };
  return { at, field: near, clouds: { below: `${parentOf(at)}/${near}` } };
}

/** A value that could be anything, on which anything may hang; that of an amount matters around it alone. */
export function unreadableValue(at: string, isAmount: boolean): Slip {
  if (isWithin(at, '/metadata')) return { at, clouds: { below: '/metadata' } };
  if (!isAmount) return { at, clouds: 'all but metadata' };
  return { at, clouds: { below: parentOf(parentOf(at)) || parentOf(at) } };
}

/** Tells of a place whether what is there may be other than it looks, for what could not be read. */
export function cloudsOf(slips: readonly Slip[]): (at: string) => boolean {
  const isAllButMetadata = slips.some(({ clouds }) => clouds === 'all but metadata');
  const below = new Set<string>();
  const above = new Set<string>();
  for (const { at, clouds } of slips) {
    if (clouds === undefined || clouds === 'all but metadata') continue;
    below.add(clouds.below);
    for (const each of upwards(at)) above.add(each);
  }
  return (at) =>
    (isAllButMetadata && !isWithin(at, '/metadata')) || above.has(at) || upwards(at).some((each) => below.has(each));
}

/** A pointer and all that it is in, the object itself left out. */
function upwards(at: string): string[] {
  const found: string[] = [];
  for (let each = at; each !== ''; each = parentOf(each)) found.push(each);
  return found;
}

/** An object with what is meant in the place of what cannot be read, or without it. The object stays as it is. */
export function soundPart(object: JsonObject, slips: readonly Slip[]): JsonObject {
  const own = new Set<unknown>();
  const result = copied(object, own);
  for (const slip of slips) mend(result, slip, own);
  return result;
}

function mend(object: JsonObject, { at, meant, field }: Slip, own: Set<unknown>): void {
  const steps = at.split('/').slice(1).map(unescaped);
  const last = steps.pop();
  if (last === undefined) return;
  let holder: unknown = object;
  for (const each of steps) holder = ownMember(holder, each, own);
  if (Array.isArray(holder)) {
    // The others keep their places.
    holder[Number(last)] = meant ?? null;
  } else if (isPlainObject(holder)) {
    const value = meant ?? holder[last];
    // A key that is left out first stands where the new one does.
    Reflect.deleteProperty(holder, last);
    if (meant !== undefined) define(holder, last, value);
    else if (field !== undefined && !Object.hasOwn(holder, field)) define(holder, field, value);
  }
}

/** A member as a copy that may be changed. */
function ownMember(holder: unknown, key: string, own: Set<unknown>): unknown {
  if (Array.isArray(holder)) {
    const items: unknown[] = holder;
    return (items[Number(key)] = copied(items[Number(key)], own));
  }
  if (!isPlainObject(holder) || !Object.hasOwn(holder, key)) return undefined;
  const copy = copied(holder[key], own);
  define(holder, key, copy);
  return copy;
}

function copied<T>(value: T, own: Set<unknown>): T {
  if (typeof value !== 'object' || value === null || own.has(value)) return value;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as T;
  own.add(copy);
  return copy;
}

/** Sets a key of an object's own, also one that JavaScript gives a meaning. */
function define(object: JsonObject, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

function isWithin(at: string, pointer: string): boolean {
  return at === pointer || at.startsWith(`${pointer}/`);
}

function parentOf(pointer: string): string {
  return pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));
}

function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

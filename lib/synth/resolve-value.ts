import {
  ApiObject,
  ImplicitTokenResolver,
  type IResolver,
  Lazy,
  LazyResolver,
  NumberStringUnionResolver,
  ResolutionContext,
} from 'cdk8s';
import { inReadingOrder } from '../manifests/yaml/key-order';
import { applyPatches } from './apply-patches';
import { UnwritableError } from '../private/errors';
import { isPlainObject, type JsonObject } from '../private/json';
import { show } from '../private/show';
import { metadataOf } from './metadata';

/** Deeper than any manifest; what goes on and on holds itself. */
const MAX_DEPTH = 200;

/** How the values of one object are resolved. */
interface Resolution {
  readonly object: ApiObject;
  /** The resolvers of the app that are its own; those that every app has are built in here. */
  readonly custom: readonly IResolver[];
  /** Whether `null` stays: a patch that sets it means it, cdk8s writes it, and `kubectl apply` removes such a field. */
  readonly keepsNull?: boolean;
}

/** The resolvers that every app ends its list with, and what they do to a value: built in below, without a call each. */
const BUILT_IN: readonly unknown[] = [LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver];

/** The resolvers of an app that are not built in. */
export function customResolvers(resolvers: readonly IResolver[]): readonly IResolver[] {
  const own = resolvers.slice(0, -BUILT_IN.length);
  const last = resolvers.slice(-BUILT_IN.length);
  return last.length === BUILT_IN.length && last.every((resolver, index) => resolver.constructor === BUILT_IN[index])
    ? own
    : resolvers;
}

/**
 * Resolves tokens and drops what is `undefined` or `null`, as cdk8s does, in one pass and with the keys in the order of
 * reading.
 *
 * @param path keys from the top of the manifest, for custom resolvers and messages
 * @throws UnwritableError on what no manifest can hold, and on what cdk8s would turn into `null` in silence
 */
export function resolveValue(value: unknown, resolution: Resolution, path: string[]): unknown {
  if (value === undefined || value === null) return undefined;
  if (resolution.custom.length > 0) {
    const context = new ResolutionContext(resolution.object, [...path], value);
    for (const resolver of resolution.custom) {
      resolver.resolve(context);
      if (context.replaced) return resolveValue(context.replacedValue, resolution, path);
    }
  }
  switch (typeof value) {
    case 'number':
      // Now, not when it is written: a patch would turn it into `null`.
      if (!Number.isFinite(value)) throw notFinite(value, path);
      return value;
    case 'string':
    case 'boolean':
      return value;
    case 'object':
      return resolveObject(value, resolution, path);
    default:
      throw new UnwritableError(`${at(path)} is ${show(value)}, which no manifest can hold`);
  }
}

function resolveObject(value: object, resolution: Resolution, path: string[]): unknown {
  if (path.length > MAX_DEPTH)
    throw new UnwritableError(`${at(path.slice(0, 8))}/... goes deeper than ${MAX_DEPTH} levels: does it hold itself?`);
  if (value instanceof Lazy) return resolveValue(value.produce(), resolution, path);
  const token = value as { readonly resolve?: unknown; readonly value?: unknown };
  if (typeof token.resolve === 'function')
    return resolveValue((token as { resolve(): unknown }).resolve(), resolution, path);
  if (Array.isArray(value)) return value.map((item, index) => resolveItem(item, resolution, path, index));
  if (isDictionary(value)) return resolveDictionary(value, resolution, path);
  // Unions that the cdk8s CLI generates (IntOrString, Quantity) hold their value in a member; so does cdk8s leave them.
  if (typeof token.value === 'number' || typeof token.value === 'string') return { value: token.value };
  throw new UnwritableError(
    `${at(path)} is ${value.constructor.name === '' ? 'an object of a class' : `a ${value.constructor.name}`}, which no manifest can hold; write it as text, a number, a list or a plain object`,
  );
}

function resolveItem(item: unknown, resolution: Resolution, path: string[], index: number): unknown {
  path.push(String(index));
  const resolved = resolveValue(item, resolution, path);
  if (resolved === undefined)
    throw new UnwritableError(
      `${at(path)} is ${item === null ? 'null' : 'undefined'}, and a list has no place for nothing; leave the item out`,
    );
  path.pop();
  return resolved;
}

function resolveDictionary(value: JsonObject, resolution: Resolution, path: string[]): JsonObject {
  const resolved: JsonObject = {};
  for (const key of inReadingOrder(Object.keys(value))) {
    path.push(key);
    const item = resolution.keepsNull && value[key] === null ? null : resolveValue(value[key], resolution, path);
    path.pop();
    if (item === undefined) continue;
    if (key === '__proto__') throw new UnwritableError(`${at(path)} has a key '__proto__', which no manifest needs`);
    resolved[key] = item;
  }
  return resolved;
}

function isDictionary(value: object): value is JsonObject {
  const prototype: unknown = Object.getPrototypeOf(value);
  // By name as well: values may come from another realm, such as the sandbox of a test runner.
  return (
    prototype === Object.prototype ||
    prototype === null ||
    (prototype as { constructor?: { name?: string } }).constructor?.name === 'Object'
  );
}

/** About a number that JSON does not know. */
function notFinite(value: number, path: readonly string[]): UnwritableError {
  return new UnwritableError(`${at(path)} is ${value}, which is no number in JSON`);
}

function at(path: readonly string[]): string {
  return `/${path.join('/')}`;
}

/** What a plain `ApiObject` is made of inside, in every release of cdk8s 2. */
interface Insides {
  readonly props?: unknown;
  readonly patches?: unknown;
}

/**
 * The manifest of an object: the same as its `toJson()`, in one pass.
 *
 * Classes with a `toJson` of their own (every generated one) are asked for it, and what they give is cleaned up.
 */
export function resolveManifest(resolution: Resolution): JsonObject {
  const { object } = resolution;
  const { props, patches } = object as unknown as Insides;
  if (object.toJson === ApiObject.prototype.toJson && isPlainObject(props) && Array.isArray(patches))
    return resolvePlain(resolution, props, patches);
  refuseLostNumbers(props, []);
  return asDictionary(resolveValue(object.toJson(), { object, custom: [], keepsNull: true }, []));
}

/** Generated classes turn what is no number, such as the number of an empty text, into `null`. */
function refuseLostNumbers(value: unknown, path: readonly string[]): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw notFinite(value, path);
  if (typeof value !== 'object' || value === null || value instanceof Lazy || path.length > MAX_DEPTH) return;
  if (!Array.isArray(value) && !isPlainObject(value)) return;
  for (const [key, item] of Object.entries(value)) refuseLostNumbers(item, [...path, key]);
}

function resolvePlain(resolution: Resolution, props: JsonObject, patches: readonly unknown[]): JsonObject {
  const { object, custom } = resolution;
  // Resolvers of the app's own see the parts of the metadata one by one.
  const metadata = custom.length === 0 ? metadataOf(object) : (object.metadata.toJson() as unknown);
  const manifest = asDictionary(resolveValue({ ...props, metadata }, resolution, []));
  if (patches.length === 0) return manifest;
  const patched = applyPatches(manifest, patches);
  // What patches bring in has not been looked at, and stands where they put it.
  return asDictionary(resolveValue(patched, { object, custom: [], keepsNull: true }, []));
}

function asDictionary(value: unknown): JsonObject {
  if (isPlainObject(value)) return value;
  throw new UnwritableError('/ is no object after its patches');
}

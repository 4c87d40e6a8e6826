import { ApiObject, JsonPatch, Lazy } from 'cdk8s';
import { isPlainObject, type JsonObject } from '../private/json';
import { MAX_DEPTH, notFinite, type Resolution, resolveValue } from './resolve-value';
import { UnwritableError } from '../private/errors';

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
    return resolvePlain(resolution, props, patches as JsonPatch[]);
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

function resolvePlain(resolution: Resolution, props: JsonObject, patches: readonly JsonPatch[]): JsonObject {
  const metadata = resolution.object.metadata.toJson() as unknown;
  const manifest = asDictionary(resolveValue({ ...props, metadata }, resolution, []));
  if (patches.length === 0) return manifest;
  const patched: unknown = JsonPatch.apply(manifest, ...patches);
  // What patches bring in has not been looked at, and stands where they put it.
  return asDictionary(resolveValue(patched, { object: resolution.object, custom: [], keepsNull: true }, []));
}

function asDictionary(value: unknown): JsonObject {
  if (isPlainObject(value)) return value;
  throw new UnwritableError('/ is no object after its patches');
}

import { JsonPatch } from 'cdk8s';
import { UnwritableError } from '../private/errors';
import type { JsonObject } from '../private/json';
import { show } from '../private/show';

/** What a patch does, as RFC 6902 writes it. Its value is not told: it may be a secret. */
interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
}

/**
 * A manifest with its JSON patches, one after the other.
 *
 * @throws UnwritableError for one that does not fit, by its operation and path
 */
export function applyPatches(manifest: JsonObject, patches: readonly unknown[]): unknown {
  let patched: unknown = manifest;
  for (const patch of patches) {
    const operation = operationOf(patch);
    if ([operation.path, operation.from].some(isNoPointer)) throw new UnwritableError(noPointer(operation));
    try {
      patched = JsonPatch.apply(patched, patch as JsonPatch);
    } catch {
      throw new UnwritableError(misfit(patched, operation));
    }
  }
  return patched;
}

/** Patches of another copy of cdk8s are ones too. */
function operationOf(patch: unknown): Operation {
  const read = (patch as { _toJson?: () => Operation } | null | undefined)?._toJson;
  if (typeof read === 'function') return read.call(patch);
  throw new UnwritableError(
    `addJsonPatch was given ${show(patch)}, which is no patch; make it by JsonPatch.add(...), .replace(...), .remove(...) and the like`,
  );
}

/** What begins otherwise loses its first part without a word. */
function isNoPointer(path: unknown): boolean {
  return typeof path === 'string' && path !== '' && !path.startsWith('/');
}

function noPointer({ op, path, from = '' }: Operation): string {
  const wrong = isNoPointer(path) ? path : from;
  return `the JSON patch ${show(op)} of ${show(wrong)} does not fit: a path must begin with '/'; write ${show(`/${wrong}`)}`;
}

function misfit(document: unknown, { op, path, from }: Operation): string {
  const what = `the JSON patch ${show(op)} of ${show(path)} does not fit`;
  const missing = [from, path].map((pointer) => firstMissing(document, pointer)).find((one) => one !== undefined);
  if (op === 'test' && missing === undefined) return `${what}: another value is there; look at what the object holds`;
  return missing === undefined
    ? `${what} what is there; look at what the object holds`
    : `${what}: there is nothing at ${show(missing)}; add that first, or correct the path`;
}

/** The first part of a pointer's parents that is not there. */
function firstMissing(document: unknown, pointer: unknown): string | undefined {
  if (typeof pointer !== 'string') return undefined;
  const steps = pointer.split('/').slice(1);
  let at = document;
  for (const [index, step] of steps.slice(0, -1).entries()) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    at = typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as JsonObject)[key] : undefined;
    if (at === undefined) return `/${steps.slice(0, index + 1).join('/')}`;
  }
  return undefined;
}

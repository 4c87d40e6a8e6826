import type { JsonObject } from '../../../private/json';
import { differences, type Difference } from '../compare/differences';
import { pointer } from '../compare/pointer';
import { tell } from '../compare/summary';
import { fieldAt } from '../fields/fields';
import type { ObjectKind } from '../fields/kind';
import type { UpdateRefusal } from '../verdict';

/** Both versions in canonical form, equal amounts spelled alike. */
export interface Versions {
  readonly kind: ObjectKind;
  readonly before: JsonObject;
  readonly after: JsonObject;
  /** The old version as it was given: without what the API server fills in. */
  readonly given: JsonObject;
}

/** Yields what of a change is refused because it cannot change. */
export type ImmutableRule = (versions: Versions) => Iterable<UpdateRefusal>;

/** The differences at one path of fields. */
export function differencesAt({ kind, before, after }: Versions, path: readonly string[]): Difference[] {
  const [old, now] = [fieldAt(before, ...path), fieldAt(after, ...path)];
  const [at, field] = [path.slice(0, -1), path[path.length - 1]];
  const [left, right] = [old, now].map((value) => (value === undefined ? {} : { [field]: value }));
  return differences(left, right, kind.qualified, at);
}

/** A refusal of differences at or below a path. */
export function cannotChange(
  { kind }: Versions,
  path: readonly string[],
  found: readonly Difference[],
  fix: string,
): UpdateRefusal {
  return {
    at: pointer(path),
    immutable: true,
    message: `${path.join('.')} of a live ${kind.kind} cannot change: ${tell(found, path, kind.qualified)}`,
    fix,
  };
}

/** Refuses every difference at a path. */
export function fixed(path: readonly string[], fix: string): ImmutableRule {
  return function* (versions) {
    const found = differencesAt(versions, path);
    if (found.length > 0) yield cannotChange(versions, path, found, fix);
  };
}

/** Like `fixed`, but what was not there may be set once. */
export function fixedOnceSet(path: readonly string[], fix: string): ImmutableRule {
  const rule = fixed(path, fix);
  return (versions) => (fieldAt(versions.before, ...path) === undefined ? [] : rule(versions));
}

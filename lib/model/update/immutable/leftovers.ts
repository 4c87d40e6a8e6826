import type { JsonObject } from '../../../private/json';
import { pathOf, pointer } from '../compare/pointer';
import { fieldAt, isUnset } from '../fields/fields';
import type { ObjectKind } from '../fields/kind';
import type { StoredVersions } from '../live';
import type { UpdateRefusal } from '../verdict';

/** Strategies whose counts are filled in where none are given, and must be gone where the type is another. */
const STRATEGIES: ReadonlyMap<string, string> = new Map([
  ['Deployment.apps', 'strategy'],
  ['StatefulSet.apps', 'updateStrategy'],
]);

/**
 * What was filled in when the object was made, belongs to nobody, and stays although the new version, which does not
 * mention it, cannot have it: https://github.com/kubernetes/kubernetes/issues/24198
 */
export function leftovers({ kind, qualified }: ObjectKind, stored: JsonObject, after: JsonObject): UpdateRefusal[] {
  const field = STRATEGIES.get(qualified);
  if (field === undefined) return [];
  const type = fieldAt(stored, 'spec', field, 'type');
  const path = ['spec', field, 'rollingUpdate'];
  if (type === 'RollingUpdate' || isUnset(fieldAt(stored, ...path)) || !isUnset(fieldAt(after, ...path))) return [];
  return [
    {
      at: pointer(['spec', field, 'type']),
      immutable: false,
      message: `${path.join('.')} was filled in when the ${kind} was made and stays, which the type ${String(type)} cannot have`,
      fix: `apply the live version once more with ${path.join('.')} spelled out, then this one: what is given can be taken away`,
    },
  ];
}

/** What to do about a field that is refused, live, and not in the new version. */
export function leftoverFix(at: string, { before, after }: StoredVersions, given: JsonObject): string | undefined {
  const path = pathOf(at);
  if (path.length === 0 || reaches(given, path) || !reaches(before, path) || !reaches(after, path)) return undefined;
  return (
    'the new version does not have this: it was filled in when the object was made, ' +
    'and stays until it is spelled out once and then taken away'
  );
}

function reaches(value: unknown, path: readonly string[]): boolean {
  const found = path.reduce<unknown>(
    (inner, step) => (Array.isArray(inner) ? (inner[Number(step)] as unknown) : fieldAt(inner, step)),
    value,
  );
  return !isUnset(found);
}

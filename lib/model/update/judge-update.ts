import { isPlainObject, type JsonObject } from '../../private/json';
import { duplicateItems } from './apply/duplicates';
import { canonical } from './canonical/canonical';
import { deepEqual } from './compare/deep-equal';
import { differences, type Difference } from './compare/differences';
import { pointer } from './compare/pointer';
import { withinDepth } from './compare/within-depth';
import { fieldAt } from './fields/fields';
import { kindOf, type ObjectKind } from './fields/kind';
import { immutableRefusals } from './immutable/refusals';
import { storedVersions, type StoredVersions } from './live';
import { restartCauses, type Forms } from './template/restarts';
import type { UpdateChange, UpdateOptions, UpdateRefusal, UpdateVerdict } from './verdict';

const NO_CHANGE: UpdateVerdict = Object.freeze({
  refused: [],
  changed: false,
  restarts: false,
  restartCauses: [],
  changes: [],
});

/**
 * What an API server answers when a live object is changed by whoever made it, and what follows: nothing is refused, no
 * pod restarts and nothing changes where both versions mean the same. Neither version is changed, and no value of a
 * Secret, of an environment variable or of kubectl's copy of an object is in the answer.
 *
 * @param before - the live object, as it was applied
 * @param after - the same object in its new version
 */
export function judgeUpdate(before: JsonObject, after: JsonObject, options: UpdateOptions = {}): UpdateVerdict {
  if (deepEqual(before, after)) return NO_CHANGE;
  const [old, now] = [before, after].map(readable);
  const kind = kindOf(now);
  const isClientSide = options.apply === 'client-side';
  const another = otherObject(old, now);
  if (another) return { ...NO_CHANGE, refused: [another], changed: true };
  const versions = storedVersions(old, now, kind, isClientSide);
  const forms = formsOf(versions);
  const found = differences(...forms.stored, kind.qualified);
  const isCut = old !== before || now !== after;
  const refused = [
    ...(isClientSide || !kind.isBuiltIn ? [] : duplicateItems(now, kind.qualified)),
    ...immutableRefusals({ kind, before: forms.amount[0], after: forms.amount[1], given: old }),
    ...invalid(versions.after, options),
  ];
  const causes = refused.length > 0 ? [] : restartCauses(forms, kind.qualified);
  return {
    refused,
    changed: found.length > 0 || isCut,
    restarts: causes.length > 0,
    restartCauses: causes,
    changes: found.map((difference) => changeOf(difference, now)),
  };
}

function readable(object: unknown): JsonObject {
  const known = withinDepth(object);
  return isPlainObject(known) ? known : {};
}

function formsOf({ before, after }: StoredVersions): Forms {
  return {
    stored: [canonical(before, 'stored'), canonical(after, 'stored')],
    amount: [canonical(before, 'amount'), canonical(after, 'amount')],
  };
}

/** A name makes an object: under another one nothing live is changed. */
function otherObject(before: JsonObject, after: JsonObject): UpdateRefusal | undefined {
  const paths = [['kind'], ['metadata', 'name'], ['metadata', 'namespace']];
  const path = paths.find((fields) => !deepEqual(fieldAt(before, ...fields), fieldAt(after, ...fields)));
  const isSameGroup = kindOf(before).group === kindOf(after).group;
  if (path === undefined && isSameGroup) return undefined;
  return {
    at: pointer(path ?? ['apiVersion']),
    immutable: true,
    message: `${(path ?? ['apiVersion']).join('.')} differs: this is another object, and the live one is not changed`,
    fix: 'compare it with what has the same kind, namespace and name',
  };
}

function invalid(object: JsonObject, { validate }: UpdateOptions): UpdateRefusal[] {
  return (validate?.(object) ?? []).map(({ at, message }) => ({ at, immutable: false, message }));
}

/** What is stored of a Secret's texts stands among its data: told where it was given. */
function changeOf({ path, kind }: Difference, after: JsonObject): UpdateChange {
  const isText =
    kindIsSecret(after) &&
    path[0] === 'data' &&
    path.length === 2 &&
    fieldAt(after, 'stringData', path[1]) !== undefined;
  return { at: pointer(isText ? ['stringData', path[1]] : path), kind };
}

function kindIsSecret(object: JsonObject): boolean {
  const { qualified }: ObjectKind = kindOf(object);
  return qualified === 'Secret';
}

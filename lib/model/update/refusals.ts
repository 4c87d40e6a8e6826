import type { JsonObject } from '../../private/json';
import { duplicateItems } from './apply/duplicates';
import { deepEqual } from './compare/deep-equal';
import { pointer } from './compare/pointer';
import { fieldAt, isUnset } from './fields/fields';
import { kindOf, type ObjectKind } from './fields/kind';
import { leftoverFix, leftovers } from './immutable/leftovers';
import { immutableRefusals } from './immutable/refusals';
import type { StoredVersions } from './live';
import type { Forms } from './template/restarts';
import type { UpdateOptions, UpdateRefusal } from './verdict';

/** A change in every form that its refusals are found by. */
interface JudgedChange {
  readonly kind: ObjectKind;
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly stored: StoredVersions;
  readonly forms: Forms;
  /** Whether anything differs at all: what is live already is valid. */
  readonly isChanged: boolean;
}

/** What is refused of a change: what cannot be told apart, what cannot change, what is left over, what is wrong by itself. */
export function refusals(change: JudgedChange, options: UpdateOptions): UpdateRefusal[] {
  const { kind, before, after, stored, forms, isChanged } = change;
  const isTyped = options.apply !== 'client-side' && kind.isBuiltIn;
  const left = leftovers(kind, stored.after, after);
  return [
    ...(isTyped ? duplicateItems(after, kind.qualified) : []),
    ...immutableRefusals({ kind, before: forms.amount[0], after: forms.amount[1], given: before }),
    ...left,
    ...(isChanged ? invalid(change, options, left) : []),
  ];
}

function invalid(
  { stored, after }: JudgedChange,
  { validate }: UpdateOptions,
  left: readonly UpdateRefusal[],
): UpdateRefusal[] {
  const found = (validate?.(stored.judged) ?? []).filter(
    ({ at }) => !left.some((known) => isSameStrategy(known.at, at)),
  );
  return found.map(({ at, message, fix: given }) => {
    const fix = leftoverFix(at, stored, after) ?? given;
    return { at, immutable: false, message, ...(fix === undefined ? {} : { fix }) };
  });
}

function isSameStrategy(known: string, at: string): boolean {
  return at.startsWith(known.slice(0, known.lastIndexOf('/')));
}

const IDENTITY = [['kind'], ['metadata', 'name'], ['metadata', 'namespace']] as const;

/** A name makes an object: under another one nothing live is changed. What a version leaves out may be the same. */
export function otherObject(before: JsonObject, after: JsonObject): UpdateRefusal | undefined {
  const path = IDENTITY.find((fields) => {
    const [old, now] = [fieldAt(before, ...fields), fieldAt(after, ...fields)];
    return !isUnset(old) && !isUnset(now) && !deepEqual(old, now);
  });
  if (path === undefined && kindOf(before).group === kindOf(after).group) return undefined;
  const differing = path ?? ['apiVersion'];
  return {
    at: pointer(differing),
    immutable: true,
    message: `${differing.join('.')} differs: this is another object, and the live one is not changed`,
    fix: 'compare it with what has the same kind, namespace and name',
  };
}

import { isPlainObject, type JsonObject } from '../../private/json';
import { canonical } from './canonical/canonical';
import { deepEqual } from './compare/deep-equal';
import { differences, type Difference } from './compare/differences';
import { pointer } from './compare/pointer';
import { summary } from './compare/summary';
import { withinDepth } from './compare/within-depth';
import { fieldAt } from './fields/fields';
import { kindOf } from './fields/kind';
import { storedVersions, type StoredVersions } from './live';
import { otherObject, refusals } from './refusals';
import { restartCauses, type Forms } from './template/restarts';
import type { UpdateChange, UpdateOptions, UpdateVerdict } from './verdict';

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
 * The answers are those of Kubernetes 1.36. What is not in a manifest is not known: a claim is taken to be bound and its
 * class to let it grow, a suspended Job never to have started, an address that is not given to be another one than any
 * that is.
 *
 * @param before - the live object, as it was applied
 * @param after - the same object in its new version
 */
export function judgeUpdate(before: JsonObject, after: JsonObject, options: UpdateOptions = {}): UpdateVerdict {
  if (deepEqual(before, after)) return NO_CHANGE;
  const [old, now] = [before, after].map(readable);
  const kind = kindOf(now);
  const another = otherObject(old, now);
  if (another) return { ...NO_CHANGE, refused: [another], changed: true };
  const versions = storedVersions(old, now, kind, options.apply === 'client-side');
  const forms = formsOf(versions);
  const found = differences(...forms.stored, kind.qualified);
  const isCut = old !== before || now !== after;
  const isChanged = found.length > 0 || isCut;
  const refused = refusals({ kind, before: old, after: now, stored: versions, forms, isChanged }, options);
  const causes = refused.length > 0 ? [] : restartCauses(forms, kind.qualified);
  return {
    refused,
    changed: isChanged,
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

/** What is stored of a Secret's texts stands among its data: told where it was given. */
function changeOf({ path, kind, before, after: now }: Difference, after: JsonObject): UpdateChange {
  const isText =
    kindOf(after).qualified === 'Secret' &&
    path[0] === 'data' &&
    path.length === 2 &&
    fieldAt(after, 'stringData', path[1]) !== undefined;
  const { qualified } = kindOf(after);
  return {
    at: pointer(isText ? ['stringData', path[1]] : path),
    kind,
    ...(kind !== 'added' && { before: summary(before, path, qualified) }),
    ...(kind !== 'removed' && { after: summary(now, path, qualified) }),
  };
}

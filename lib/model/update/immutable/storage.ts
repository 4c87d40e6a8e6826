import { byCodeUnit } from '../../../private/json';
import { Quantity } from '../../../private/quantity';
import { asObject, at, fieldAt, ownField, without, type Change } from '../fields/fields';
import { cannotChange, differencesAt, fixed, fixedOnceSet, type ImmutableRule } from './rule';

const CLAIM_FIX =
  'make a new claim under another name and copy the data over; deleting the live one deletes the data where the class says so';
const STORAGE = ['spec', 'resources', 'requests', 'storage'] as const;

/**
 * A claim may ask for more and for another attributes class, and get what it did not name; nothing else. That it is bound,
 * and that its class lets it grow, is not known here and taken to be so.
 *
 * Source: `ValidatePersistentVolumeClaimUpdate` of
 * https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/apis/core/validation/validation.go
 */
export const claimRule: ImmutableRule = function* (versions) {
  const set = ['volumeName', 'storageClassName'].filter(
    (field) => fieldAt(versions.before, 'spec', field) === undefined,
  );
  const strip: Change = at(['spec'], (spec) =>
    at(['resources', 'requests'], (requests) => without(requests, 'storage'))(
      without(spec, 'volumeAttributesClassName', ...set),
    ),
  );
  const isGone = fieldAt(versions.after, ...STORAGE) === undefined;
  const [before, after] = isGone ? [versions.before, versions.after] : [versions.before, versions.after].map(strip);
  yield* fixed(['spec'], CLAIM_FIX)({ ...versions, before, after });
  const [old, now] = [versions.before, versions.after].map((version) => Quantity.read(fieldAt(version, ...STORAGE)));
  if (old && now && old.exceeds(now)) {
    yield cannotChange(
      versions,
      STORAGE,
      differencesAt(versions, STORAGE),
      'keep the size: a claim can only grow; for a smaller one make a new claim and copy the data over',
    );
  }
};

/** What of a volume's spec is not where it is stored. */
const VOLUME_MUTABLE = new Set([
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
]);

const VOLUME_FIX = 'make a new PersistentVolume under another name';

/** `ValidatePersistentVolumeUpdate`: where a volume is stored, and from where it can be reached. */
export const volumeRule: ImmutableRule = function* (versions) {
  const fields = [versions.before, versions.after].flatMap((version) =>
    Object.keys(asObject(ownField(version, 'spec'))),
  );
  for (const field of [...new Set(fields)].sort(byCodeUnit)) {
    if (!VOLUME_MUTABLE.has(field)) yield* fixed(['spec', field], VOLUME_FIX)(versions);
  }
  yield* fixedOnceSet(['spec', 'nodeAffinity'], VOLUME_FIX)(versions);
};

const DATA_FIX = 'give the new content another name and refer to that, or delete the live object first';

/** What says of itself that it is immutable stays so. */
export const dataRule: ImmutableRule = function* (versions) {
  if (ownField(versions.before, 'immutable') !== true) return;
  for (const field of ['immutable', 'data', 'binaryData']) yield* fixed([field], DATA_FIX)(versions);
};

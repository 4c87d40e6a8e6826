import type { JsonObject } from '../../private/json';
import { mergeApplied, type Merge } from './apply/merge';
import { carryOver } from './defaults/carry-over';
import { withGenerated } from './defaults/generated';
import { withDefaults } from './defaults/with-defaults';
import { asObject, ownField, within } from './fields/fields';
import type { ObjectKind } from './fields/kind';

/** Both versions as the API server has them: the old one live, the new one as it would be stored in its place. */
export interface StoredVersions {
  readonly before: JsonObject;
  readonly after: JsonObject;
  /** The new one as it could be given: without what the API server makes up when the object is created. */
  readonly judged: JsonObject;
}

/** What is live, and what takes its place, with all that the API server fills in. */
export function storedVersions(
  before: JsonObject,
  after: JsonObject,
  kind: ObjectKind,
  isClientSide: boolean,
): StoredVersions {
  const { qualified } = kind;
  const created = withDefaults(before, qualified);
  const judged = inPlaceOf(created, before, after, { kind, isClientSide });
  if (qualified !== 'Job.batch') return { before: created, after: judged, judged };
  // Filled in whenever it is read: what was generated for its pods is on the Job as well.
  const live = withDefaults(withGenerated(created), qualified);
  return { before: live, after: inPlaceOf(live, before, after, { kind, isClientSide }), judged };
}

function inPlaceOf(live: JsonObject, before: JsonObject, after: JsonObject, merge: Merge): JsonObject {
  const { qualified } = merge.kind;
  const merged = mergeApplied(live, before, after, merge);
  if (qualified !== 'Service') return withDefaults(merged, qualified);
  const carried = within(merged, 'spec', (spec) => carryOver(asObject(ownField(live, 'spec')), spec));
  return withDefaults(carried, qualified);
}

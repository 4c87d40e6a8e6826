import type { JsonObject } from '../../private/json';
import { mergeApplied } from './apply/merge';
import { withGenerated } from './defaults/generated';
import { carryOver } from './defaults/service';
import { withDefaults } from './defaults/with-defaults';
import { asObject, ownField, within } from './fields/fields';
import type { ObjectKind } from './fields/kind';

/** Both versions as the API server has them: the old one live, the new one as it would be stored in its place. */
export interface StoredVersions {
  readonly before: JsonObject;
  readonly after: JsonObject;
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
  // Filled in whenever it is read: what was generated for its pods is on the Job as well.
  const live = qualified === 'Job.batch' ? withDefaults(withGenerated(created), qualified) : created;
  const merged = mergeApplied(live, before, after, { kind, isClientSide });
  const carried =
    qualified === 'Service'
      ? within(merged, 'spec', (spec) => carryOver(asObject(ownField(live, 'spec')), spec))
      : merged;
  return { before: live, after: withDefaults(carried, qualified) };
}

import { reviewManifests, type ReviewManifestsOptions } from '../../review/review-manifests';
import type { Review } from '../../review/data/review';
import { isChange, objectsOf, type Reviewable } from './reviewable';

/** How a matcher reviews. */
export interface ChangeOptions extends ReviewManifestsOptions {
  /**
   * Manifests that are in the cluster already.
   *
   * @default - those of `expect({ before, after })`
   */
  readonly after?: Reviewable;
}

/**
 * What a change will do, given as `expect({ before, after })` or as `expect(manifests)` with `{ after: live }`.
 *
 * @throws Error when it is not said what was there before
 */
export function reviewed(matcher: string, received: unknown, { after: live, ...options }: ChangeOptions): Review {
  if (isChange(received)) {
    if (live !== undefined) throw new Error(`${matcher}: give what was before once: { before, after } has it already`);
    return reviewManifests(objectsOf('before', received.before), objectsOf('after', received.after), options);
  }
  if (live === undefined) {
    throw new Error(
      `${matcher}: say what is there already: expect({ before, after }), or the option { after: manifests }`,
    );
  }
  return reviewManifests(objectsOf("the option 'after'", live), objectsOf('what is expected of', received), options);
}

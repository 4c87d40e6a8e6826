import type { Manifest } from '../manifests/manifest';
import { ManifestSet } from '../manifests/manifest-set';
import { keyOf, titleOf } from '../manifests/object-ref';
import { placeOf } from '../manifests/origin';
import { setWithMade } from '../model/operators/made-objects';
import { UsageError } from '../private/errors';

/** One side of a change: everything that is applied together, and what operators make of it. */
export interface Side {
  readonly set: ManifestSet;
  /** What is applied, without what operators make of it. */
  readonly applied: ManifestSet;
  /** By what identifies an object in a cluster. */
  readonly byKey: ReadonlyMap<string, Manifest>;
}

/**
 * Takes manifests as one side of a change.
 *
 * @param name what messages call the side
 * @throws UsageError when two manifests describe one object: what is applied would hang on their order
 */
export function sideOf(name: string, manifests: readonly Manifest[]): Side {
  const byKey = new Map<string, Manifest>();
  const problems: string[] = [];
  for (const manifest of manifests) {
    // What has no name yet is another object each time it is applied.
    if (manifest.name === '') continue;
    const key = keyOf(manifest);
    const other = byKey.get(key);
    if (other)
      problems.push(
        `${name}: ${titleOf(manifest)} is there twice, in ${placeOf(other.origin)} and ${placeOf(manifest.origin)}; take one of them out`,
      );
    else byKey.set(key, manifest);
  }
  if (problems.length > 0) throw new UsageError(problems);
  const applied = new ManifestSet(manifests);
  const set = setWithMade(applied);
  // What an operator makes of one object and another is written beside it: that one is as it is written.
  for (const made of set.manifests) if (made.madeBy && !byKey.has(keyOf(made))) byKey.set(keyOf(made), made);
  // A Rollout that takes its template from another object changes with that one.
  for (const rollout of set.ofKind('Rollout')) if (rollout.name !== '') byKey.set(keyOf(rollout), rollout);
  return { set, applied, byKey };
}

import type { Manifest } from '../manifests/manifest';
import { keyOf } from '../manifests/object-ref';
import type { Delivery } from './data/review';
import type { Pairs } from './pairs';
import { type Side, sideOf } from './side';

/** What is in the cluster when a change was applied, as far as it was. */
export interface Outcome {
  /** What is applied: what is refused stays as it was. */
  readonly applied: Side;
  /** The same with what the manifests hold no more, where nobody deletes that. */
  readonly inCluster: Side;
}

/** What becomes of a change. Flux applies nothing where anything is refused, so that all of it is still to come. */
export function outcomeOf(pairs: Pairs, before: Side, after: Side, delivery: Delivery): Outcome {
  const former = new Map(before.applied.manifests.map((manifest) => [keyOf(manifest), manifest]));
  const refused = new Set(
    delivery === 'flux'
      ? []
      : pairs.changed.filter(({ verdict }) => verdict.refused.length > 0).map((pair) => keyOf(pair.after)),
  );
  const stays = (manifest: Manifest): Manifest =>
    (refused.has(keyOf(manifest)) ? former.get(keyOf(manifest)) : undefined) ?? manifest;
  const applied = refused.size === 0 ? after : sideOf('after', after.applied.manifests.map(stays));
  const left =
    delivery === 'kubectl'
      ? before.applied.manifests.filter((manifest) => manifest.name !== '' && !after.byKey.has(keyOf(manifest)))
      : [];
  return {
    applied,
    inCluster: left.length === 0 ? applied : sideOf('after', [...applied.applied.manifests, ...left]),
  };
}

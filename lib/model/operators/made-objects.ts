import type { Manifest } from '../../manifests/manifest';
import { ManifestSet } from '../../manifests/manifest-set';
import { oncePerSet } from '../once-per-set';
import { withReferencedTemplates } from './argo/referenced-workload';
import { madeOfInferenceService } from './kserve/inference-service';
import { madeOfSeldonDeployment } from './seldon/seldon-deployment';

/** What an operator makes of an object of its kind. */
type Operator = (owner: Manifest) => readonly Manifest[];

/** Custom resources of which an operator makes workloads and Services whose names, labels and numbers are known beforehand. */
const OPERATORS = new Map<string, Operator>([
  ['serving.kserve.io/InferenceService', madeOfInferenceService],
  ['machinelearning.seldon.io/SeldonDeployment', madeOfSeldonDeployment],
]);

const NONE: readonly Manifest[] = Object.freeze([]);
const known = new WeakMap<Manifest, readonly Manifest[]>();

/** The objects that an operator makes of one: the same each time. */
export function madeOf(owner: Manifest): readonly Manifest[] {
  const make = OPERATORS.get(`${owner.group}/${owner.kind}`);
  if (!make) return NONE;
  let made = known.get(owner);
  if (!made) known.set(owner, (made = make(owner)));
  return made;
}

/**
 * Objects with those that operators make of them, each after its owner, and Rollouts with the templates that they take from
 * others; the list itself where there are none, or where they are in it.
 */
export function withMade(objects: readonly Manifest[]): readonly Manifest[] {
  if (objects.some(({ madeBy }) => madeBy !== undefined)) return objects;
  const complete = withReferencedTemplates(objects);
  return complete.some((each) => madeOf(each).length > 0)
    ? complete.flatMap((each) => [each, ...madeOf(each)])
    : complete;
}

/** A set as it is in the cluster when operators have done their work; the set itself where they have none. */
export const setWithMade = oncePerSet((set: ManifestSet): ManifestSet => {
  const all = withMade(set.manifests);
  return all === set.manifests ? set : new ManifestSet(all);
});

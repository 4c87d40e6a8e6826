import type { Manifest } from '../../manifests/manifest';
import { ManifestSet } from '../../manifests/manifest-set';
import { oncePerSet } from '../once-per-set';
import { ARGO } from '../rollout/argo/strategy';
import { askedTemplates, isAnalysisTemplate, isAsked, madeOfAnalysisTemplate } from './argo/analysis-jobs';
import { withReferencedTemplates } from './argo/referenced-workload';
import { madeOfInferenceService } from './kserve/inference-service';
import { madeOfSeldonDeployment } from './seldon/seldon-deployment';

/** What an operator makes of an object of its kind. */
type Operator = (owner: Manifest) => readonly Manifest[];

/** Custom resources of which an operator makes workloads and Services whose names, labels and numbers are known beforehand. */
const OPERATORS: readonly { readonly group: string; readonly kind: string; readonly make: Operator }[] = [
  { group: ARGO, kind: 'AnalysisTemplate', make: madeOfAnalysisTemplate },
  { group: 'serving.kserve.io', kind: 'InferenceService', make: madeOfInferenceService },
  { group: 'machinelearning.seldon.io', kind: 'SeldonDeployment', make: madeOfSeldonDeployment },
];

const NONE: readonly Manifest[] = Object.freeze([]);
const known = new WeakMap<Manifest, readonly Manifest[]>();

/** The objects that an operator makes of one: the same each time. */
export function madeOf(owner: Manifest): readonly Manifest[] {
  const operator = OPERATORS.find(({ group, kind }) => kind === owner.kind && group === owner.group);
  if (!operator) return NONE;
  let made = known.get(owner);
  if (!made) known.set(owner, (made = operator.make(owner)));
  return made;
}

/**
 * Objects with those that operators make of them, each after its owner, and Rollouts with the templates that they take from
 * others; the list itself where there are none, or where they are in it.
 */
export function withMade(objects: readonly Manifest[]): readonly Manifest[] {
  if (objects.some(({ madeBy }) => madeBy !== undefined)) return objects;
  const complete = withReferencedTemplates(objects);
  if (!complete.some((each) => madeOf(each).length > 0)) return complete;
  const asked = complete.some(isAnalysisTemplate) ? askedTemplates(complete) : undefined;
  return complete.flatMap((each) => {
    // A template that nobody names measures nothing.
    const isIdle = asked && isAnalysisTemplate(each) && !isAsked(asked, each);
    return isIdle ? [each] : [each, ...madeOf(each)];
  });
}

/** A set as it is in the cluster when operators have done their work; the set itself where they have none. */
export const setWithMade = oncePerSet((set: ManifestSet): ManifestSet => {
  const isPlain = OPERATORS.every(({ group, kind }) => set.ofKind(kind, group).length === 0);
  if (isPlain && set.ofKind('Rollout', ARGO).length === 0) return set;
  const all = withMade(set.manifests);
  return all === set.manifests ? set : new ManifestSet(all);
});

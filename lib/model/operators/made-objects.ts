import type { Manifest } from '../../manifests/manifest';
import { ManifestSet } from '../../manifests/manifest-set';
import { oncePerSet } from '../once-per-set';
import { ARGO } from '../rollout/argo/strategy';
import { askingNamespaces, isAnalysisTemplate, jobsOfAnalysis } from './argo/analysis-jobs';
import { withReferencedTemplates } from './argo/referenced-workload';
import { madeOfInferenceService } from './kserve/inference-service';
import { madeOfSeldonDeployment } from './seldon/seldon-deployment';

/** What an operator makes of an object of its kind. */
type Operator = (owner: Manifest) => readonly Manifest[];

/** Custom resources of which an operator makes workloads and Services whose names, labels and numbers are known beforehand. */
const OPERATORS: readonly { readonly group: string; readonly kind: string; readonly make: Operator }[] = [
  { group: 'serving.kserve.io', kind: 'InferenceService', make: madeOfInferenceService },
  { group: 'machinelearning.seldon.io', kind: 'SeldonDeployment', make: madeOfSeldonDeployment },
];

const NONE: readonly Manifest[] = Object.freeze([]);
const known = new WeakMap<Manifest, Map<string | undefined, readonly Manifest[]>>();

/** What is made of an object for a namespace: the same objects each time. */
function madeOnce(
  owner: Manifest,
  namespaceName: string | undefined,
  make: () => readonly Manifest[],
): readonly Manifest[] {
  const ofOwner = known.get(owner) ?? new Map<string | undefined, readonly Manifest[]>();
  known.set(owner, ofOwner);
  const made = ofOwner.get(namespaceName) ?? make();
  ofOwner.set(namespaceName, made);
  return made;
}

/** The objects that an operator makes of one. */
export function madeOf(owner: Manifest): readonly Manifest[] {
  const operator = OPERATORS.find(({ group, kind }) => kind === owner.kind && group === owner.group);
  return operator ? madeOnce(owner, owner.namespaceName, () => operator.make(owner)) : NONE;
}

/** A template that nobody names measures nothing. */
function madeByAnalyses(objects: readonly Manifest[]): (template: Manifest) => readonly Manifest[] {
  const asking = askingNamespaces(objects);
  return (template) =>
    [...(asking.get(template) ?? [])].flatMap((namespaceName) =>
      madeOnce(template, namespaceName, () => jobsOfAnalysis(template, namespaceName)),
    );
}

/**
 * Objects with those that operators make of them, each after its owner, and Rollouts with the templates that they take from
 * others; the list itself where there are none, or where they are in it.
 */
export function withMade(objects: readonly Manifest[]): readonly Manifest[] {
  if (objects.some(({ madeBy }) => madeBy !== undefined)) return objects;
  const complete = withReferencedTemplates(objects);
  const ofAnalyses = complete.some(isAnalysisTemplate) ? madeByAnalyses(complete) : undefined;
  if (!ofAnalyses && complete.every((each) => madeOf(each).length === 0)) return complete;
  const all = complete.flatMap((each) => [each, ...(ofAnalyses?.(each) ?? NONE), ...madeOf(each)]);
  return all.length === complete.length ? complete : all;
}

/** Kinds without which nothing is made: analyses are asked for by Rollouts and by experiments. */
const CONCERNED = [...OPERATORS, { group: ARGO, kind: 'Rollout' }, { group: ARGO, kind: 'Experiment' }];

/** A set as it is in the cluster when operators have done their work; the set itself where they have none. */
export const setWithMade = oncePerSet((set: ManifestSet): ManifestSet => {
  if (CONCERNED.every(({ group, kind }) => set.ofKind(kind, group).length === 0)) return set;
  const all = withMade(set.manifests);
  return all === set.manifests ? set : new ManifestSet(all);
});

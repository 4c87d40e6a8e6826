import { type Manifest, refOf } from '../../../manifests/manifest';
import { groupOf } from '../../../manifests/object-ref';
import { isPlainObject, type JsonObject, objectAt } from '../../../private/json';
import { isArgoRollout } from '../../rollout/argo/strategy';

/** Kinds whose template a Rollout may take (`workloadRef`; utils/templateref of argoproj/argo-rollouts, v1.9). */
const REFERENCED = new Map([
  ['apps/Deployment', ['spec', 'template']],
  ['apps/ReplicaSet', ['spec', 'template']],
  ['/PodTemplate', ['template']],
]);

/** With what pods a Rollout that names a workload is complete. */
interface Completed {
  readonly workload: Manifest;
  readonly rollout: Manifest;
}

const completed = new WeakMap<Manifest, Completed>();
const leaving = new WeakMap<Manifest, Manifest>();

/**
 * Objects with the templates and selectors that Rollouts take from others, and the marks of Deployments that lose their
 * pods by it; the list itself where there are none. What is named and not among them stays as it is.
 */
export function withReferencedTemplates(objects: readonly Manifest[]): readonly Manifest[] {
  if (!objects.some((each) => referenceOf(each) !== undefined)) return objects;
  const byKey = new Map(objects.map((each) => [keyOf(each.group, each.kind, each.namespaceName, each.name), each]));
  const replaced = new Map<Manifest, Manifest>();
  for (const rollout of objects) {
    const reference = referenceOf(rollout);
    if (!reference) continue;
    const { apiVersion, kind, name, scaleDown } = reference;
    const workload = byKey.get(keyOf(groupOf(String(apiVersion)), String(kind), rollout.namespaceName, String(name)));
    if (!workload || !REFERENCED.has(`${workload.group}/${workload.kind}`)) continue;
    replaced.set(rollout, complete(rollout, workload));
    if (scaleDown === 'onsuccess' || scaleDown === 'progressively')
      replaced.set(workload, scaledDown(workload, rollout));
  }
  return replaced.size === 0 ? objects : objects.map((each) => replaced.get(each) ?? each);
}

/** Whether a Rollout names a workload as the one whose template it takes. */
export function takesTemplateOf(rollout: Manifest, workload: Manifest): boolean {
  if (!isArgoRollout(rollout)) return false;
  const { apiVersion, kind, name } = objectAt(rollout.json, 'spec', 'workloadRef');
  const isNamed = name === workload.name && kind === workload.kind && groupOf(String(apiVersion)) === workload.group;
  return isNamed && rollout.namespaceName === workload.namespaceName;
}

/** What a Rollout without pods of its own names in their place. */
function referenceOf(object: Manifest): JsonObject | undefined {
  if (!isArgoRollout(object)) return undefined;
  const { workloadRef, template } = objectAt(object.json, 'spec');
  return isPlainObject(workloadRef) && !isPlainObject(template) ? workloadRef : undefined;
}

/** The workload whose template a Rollout takes, where it is among others. */
function complete(rollout: Manifest, workload: Manifest): Manifest {
  const known = completed.get(rollout);
  if (known?.workload === workload) return known.rollout;
  const path = REFERENCED.get(`${workload.group}/${workload.kind}`) ?? [];
  const template = objectAt(workload.json, ...path);
  const { selector = { matchLabels: objectAt(template, 'metadata', 'labels') } } = objectAt(workload.json, 'spec');
  const spec = objectAt(rollout.json, 'spec');
  const made = { ...rollout, json: { ...rollout.json, spec: { selector, ...spec, template } } };
  completed.set(rollout, { workload, rollout: made });
  return made;
}

function scaledDown(workload: Manifest, rollout: Manifest): Manifest {
  const known = leaving.get(workload);
  if (known) return known;
  const marked = { ...workload, scaledDownFor: refOf(rollout) };
  leaving.set(workload, marked);
  return marked;
}

function keyOf(group: string, kind: string, namespaceName = '', name: string): string {
  return [group, kind, namespaceName, name].join('\n');
}

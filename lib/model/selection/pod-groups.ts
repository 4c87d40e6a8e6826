import type { Manifest } from '../../manifests/manifest';
import { keyOf } from '../../manifests/object-ref';
import { type PodTemplate, podTemplatesOf } from '../../manifests/pod-spec';
import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import { oncePerSet } from '../once-per-set';
import { setWithMade } from '../operators/made-objects';
import { LabelIndex } from './label-index';

/** Pods that one object of the set makes of one template, all of them alike. */
export interface PodGroup {
  readonly manifest: Manifest;
  readonly namespaceName: string | undefined;
  readonly labels: JsonObject;
  /** The Pod, or the template that pods are made of: `metadata` and `spec`. */
  readonly pod: JsonObject;
  readonly podSpec: JsonObject;
  /** JSON pointer to the pod spec. */
  readonly at: string;
  /** How many of them each replica of the object has. */
  readonly perReplica: number;
  /** Whether they are workers of a group, which the leader serves for. */
  readonly isWorker: boolean;
}

/** The pods of a set, those that operators make included, found by their labels, worked out once. */
export const podGroupsOf = oncePerSet((set) => {
  const groups: PodGroup[] = [];
  for (const manifest of setWithMade(set).manifests)
    for (const template of podTemplatesOf(manifest))
      if (Array.isArray(template.podSpec.containers)) groups.push(podGroupOf(manifest, template));
  return new LabelIndex(groups);
});

/** The pods that an object makes of a template. */
function podGroupOf(manifest: Manifest, template: PodTemplate): PodGroup {
  const { path, podSpec, perReplica, isWorker, addedLabels } = template;
  const pod = objectAt(manifest.json, ...path.slice(0, -1));
  const own = objectAt(pod, 'metadata', 'labels');
  const labels = Object.keys(addedLabels).length === 0 ? own : { ...own, ...addedLabels };
  const { namespaceName } = manifest;
  return { manifest, namespaceName, labels, pod, podSpec, at: `/${path.join('/')}`, perReplica, isWorker };
}

/** Tells pods from those of other objects, and leaders from the workers of their groups. */
export function groupKeyOf({ manifest, isWorker }: PodGroup): string {
  return isWorker ? `${keyOf(manifest)}\nworkers` : keyOf(manifest);
}

/** The containers of pods that stay: those of the app, and sidecars among the init containers. */
export function lastingContainers({ initContainers, containers }: JsonObject): JsonObject[] {
  return [
    ...objectsIn(initContainers).filter(({ restartPolicy }) => restartPolicy === 'Always'),
    ...objectsIn(containers),
  ];
}

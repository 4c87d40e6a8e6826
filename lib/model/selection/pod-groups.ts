import { podSpecPath } from '../../manifests/kinds';
import type { Manifest } from '../../manifests/manifest';
import { podSpecOf } from '../../manifests/pod-spec';
import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import { oncePerSet } from '../once-per-set';
import { withMade } from '../operators/made-objects';
import { LabelIndex } from './label-index';

/** Pods that one object of the set makes, all of them alike. */
export interface PodGroup {
  readonly manifest: Manifest;
  readonly namespaceName: string | undefined;
  readonly labels: JsonObject;
  /** The Pod, or the template that pods are made of: `metadata` and `spec`. */
  readonly pod: JsonObject;
  readonly podSpec: JsonObject;
  /** JSON pointer to the pod spec. */
  readonly at: string;
}

/** The pods of a set, those that operators make included, found by their labels, worked out once. */
export const podGroupsOf = oncePerSet((set) => new LabelIndex<PodGroup>(withMade(set.manifests).flatMap(podGroupOf)));

/** The pods that an object makes, when it makes some. */
function podGroupOf(manifest: Manifest): PodGroup[] {
  const path = podSpecPath(manifest.group, manifest.kind);
  const podSpec = podSpecOf(manifest);
  if (!path || !podSpec || !Array.isArray(podSpec.containers)) return [];
  const pod = path.slice(0, -1).reduce<JsonObject>((value, key) => objectAt(value, key), manifest.json);
  const labels = objectAt(pod, 'metadata', 'labels');
  return [{ manifest, namespaceName: manifest.namespaceName, labels, pod, podSpec, at: `/${path.join('/')}` }];
}

/** The containers of pods that stay: those of the app, and sidecars among the init containers. */
export function lastingContainers({ initContainers, containers }: JsonObject): JsonObject[] {
  return [
    ...objectsIn(initContainers).filter(({ restartPolicy }) => restartPolicy === 'Always'),
    ...objectsIn(containers),
  ];
}

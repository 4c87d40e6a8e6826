import { podSpecPath } from '../../manifests/kinds';
import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { podSpecOf } from '../../manifests/pod-spec';
import { append } from '../../private/append';
import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import { oncePerSet } from '../once-per-set';
import { selects } from './label-selector';

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

/** All pods of a set, found by their labels without looking at all of them. */
export class PodGroups {
  public readonly all: readonly PodGroup[];
  private readonly byLabel = new Map<string, PodGroup[]>();
  private readonly byNamespace = new Map<string, PodGroup[]>();

  public constructor(set: ManifestSet) {
    this.all = set.manifests.flatMap(podGroupOf);
    for (const group of this.all) {
      append(this.byNamespace, group.namespaceName ?? '', group);
      for (const [key, value] of Object.entries(group.labels))
        append(this.byLabel, labelKey(group.namespaceName, key, value), group);
    }
  }

  /** The pods of a namespace. */
  public inNamespace(namespaceName: string | undefined): readonly PodGroup[] {
    return this.byNamespace.get(namespaceName ?? '') ?? [];
  }

  /** The pods of a namespace that a label selector selects; an empty one selects all. */
  public select(namespaceName: string | undefined, selector: JsonObject): readonly PodGroup[] {
    let fewest = this.inNamespace(namespaceName);
    for (const [key, value] of Object.entries(objectAt(selector, 'matchLabels'))) {
      const carriers = this.byLabel.get(labelKey(namespaceName, key, value)) ?? [];
      if (carriers.length < fewest.length) fewest = carriers;
    }
    return fewest.filter(({ labels }) => selects(selector, labels));
  }
}

/** The pods of a set, worked out once. */
export const podGroupsOf = oncePerSet((set) => new PodGroups(set));

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

function labelKey(namespaceName: string | undefined, key: string, value: unknown): string {
  return [namespaceName ?? '', key, String(value)].join('\n');
}

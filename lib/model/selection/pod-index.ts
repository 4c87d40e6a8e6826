import { kindsOfGroup, knownKind } from '../../manifests/kinds';
import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { oncePerSet } from '../once-per-set';
import { setWithMade } from '../operators/made-objects';
import { ARGO } from '../rollout/argo/strategy';
import { atFirstUse } from '../../private/first-use';
import { type JsonObject, objectAt } from '../../private/json';
import { LabelIndex } from './label-index';
import { podGroupsOf } from './pod-groups';

/** Labels that a workload selects pods by, and the labels of the pods it makes. */
export interface Workload {
  readonly manifest: Manifest;
  readonly namespaceName: string | undefined;
  readonly selector: JsonObject;
  readonly labels: JsonObject;
}

const NONE: readonly never[] = Object.freeze([]);

/** What keeps pods running, and finds them by their labels. */
const controllers = atFirstUse(() => kindsOfGroup('apps').filter(({ podSpec }) => podSpec !== undefined));

/** The controllers of a set. */
function controllersIn(set: ManifestSet): Workload[] {
  return [
    ...controllers()
      .flatMap(({ group, kind }) => set.ofKind(kind, group))
      .map(workloadOf),
    ...setWithMade(set).ofKind('Rollout', ARGO).map(workloadOf),
    // Controllers of groups of pods find them by labels of their own.
    ...podGroupsOf(set)
      .all.filter(({ manifest: { group, kind } }) => knownKind(group, kind)?.podGroup)
      .map(({ manifest, namespaceName, labels }) => ({ manifest, namespaceName, selector: {}, labels })),
  ];
}

/** A manifest with a selector and a pod template. */
export function workloadOf(manifest: Manifest): Workload {
  const spec = objectAt(manifest.json, 'spec');
  return {
    manifest,
    namespaceName: manifest.namespaceName,
    selector: objectAt(spec, 'selector', 'matchLabels'),
    labels: objectAt(spec, 'template', 'metadata', 'labels'),
  };
}

/** Finds pods by labels without looking at all of them. */
export class PodIndex {
  private readonly index: LabelIndex<Workload>;

  public constructor(workloads: readonly Workload[]) {
    this.index = new LabelIndex(workloads);
  }

  /** The workloads whose pods carry all labels; none for no labels. */
  public select(namespaceName: string | undefined, matchLabels: JsonObject): readonly Workload[] {
    return Object.keys(matchLabels).length === 0 ? NONE : this.index.select(namespaceName, { matchLabels });
  }
}

/** Labels as messages show them: `app=iris,tier=api`. */
export function labelsText(labels: JsonObject): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(',');
}

/** What keeps pods running, with their labels to be found by; worked out once for each set. */
export const controllersOf = oncePerSet((set) => {
  const all = controllersIn(set);
  return { all, index: new PodIndex(all) };
});

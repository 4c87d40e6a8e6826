import { kindsOfGroup, knownKind } from '../../manifests/kinds';
import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { oncePerSet } from '../once-per-set';
import { setWithMade } from '../operators/made-objects';
import { ARGO } from '../rollout/argo/strategy';
import { type JsonObject, objectAt } from '../../private/json';
import { ByLabel } from './by-label';
import { podGroupsOf } from './pod-groups';

/** Labels that a workload selects pods by, and the labels of the pods it makes. */
export interface Workload {
  readonly manifest: Manifest;
  readonly selector: JsonObject;
  readonly labels: JsonObject;
}

/** What keeps pods running, and finds them by their labels. */
const CONTROLLERS = kindsOfGroup('apps').filter(({ podSpec }) => podSpec !== undefined);

/** The controllers of a set. */
function controllersIn(set: ManifestSet): Workload[] {
  return [
    ...CONTROLLERS.flatMap(({ group, kind }) => set.ofKind(kind, group)).map(workloadOf),
    ...setWithMade(set).ofKind('Rollout', ARGO).map(workloadOf),
    // Controllers of groups of pods find them by labels of their own.
    ...podGroupsOf(set)
      .all.filter(({ manifest: { group, kind } }) => knownKind(group, kind)?.podGroup)
      .map(({ manifest, labels }) => ({ manifest, selector: {}, labels })),
  ];
}

/** A manifest with a selector and a pod template. */
export function workloadOf(manifest: Manifest): Workload {
  const spec = objectAt(manifest.json, 'spec');
  return {
    manifest,
    selector: objectAt(spec, 'selector', 'matchLabels'),
    labels: objectAt(spec, 'template', 'metadata', 'labels'),
  };
}

/** Finds pods by labels without looking at all of them: by the label that fewest of them carry. */
export class PodIndex {
  private readonly byLabel = new ByLabel<Workload>();

  public constructor(workloads: readonly Workload[]) {
    for (const workload of workloads) this.byLabel.addAll(workload.manifest.namespaceName, workload.labels, workload);
  }

  /** The workloads whose pods carry all labels; none for no labels. */
  public select(namespaceName: string | undefined, wanted: JsonObject): Workload[] {
    const entries = Object.entries(wanted);
    const candidates = entries.map(([key, value]) => this.byLabel.carriers(namespaceName, key, value));
    const fewest = candidates.reduce<readonly Workload[] | undefined>(
      (best, list) => (best && best.length <= list.length ? best : list),
      undefined,
    );
    return (fewest ?? []).filter(({ labels }) => entries.every(([key, value]) => labels[key] === value));
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

import { kindsOfGroup, knownKind } from '../../manifests/kinds';
import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { oncePerSet } from '../once-per-set';
import { setWithMade } from '../operators/made-objects';
import { ARGO } from '../rollout/argo/strategy';
import { atFirstUse } from '../../private/first-use';
import { type JsonObject, objectAt } from '../../private/json';
import { LabelIndex } from './label-index';
import { expressionsOf } from './label-selector';
import { podGroupsOf } from './pod-groups';

/** Labels that a workload selects pods by, and the labels of the pods it makes. */
export interface Workload {
  readonly manifest: Manifest;
  readonly namespaceName: string | undefined;
  /** Its plain labels. */
  readonly selector: JsonObject;
  /** All of its selector, with `matchExpressions`. */
  readonly labelSelector: JsonObject;
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
      .map(({ manifest, namespaceName, labels }) => ({
        manifest,
        namespaceName,
        selector: {},
        labelSelector: {},
        labels,
      })),
  ];
}

/** A manifest with a selector and a pod template. */
export function workloadOf(manifest: Manifest): Workload {
  const spec = objectAt(manifest.json, 'spec');
  return {
    manifest,
    namespaceName: manifest.namespaceName,
    selector: objectAt(spec, 'selector', 'matchLabels'),
    labelSelector: objectAt(spec, 'selector'),
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
    return this.selectBy(namespaceName, { matchLabels });
  }

  /** The workloads whose pods a label selector selects, by its expressions as well; none for an empty one. */
  public selectBy(namespaceName: string | undefined, selector: JsonObject): readonly Workload[] {
    const isEmpty = Object.keys(objectAt(selector, 'matchLabels')).length === 0 && expressionsOf(selector).length === 0;
    return isEmpty ? NONE : this.index.select(namespaceName, selector);
  }
}

/** A label selector as messages show it: `app=iris,tier in (api,web),!canary`. */
export function selectorText(selector: JsonObject): string {
  const labels = labelsText(objectAt(selector, 'matchLabels'));
  return [...(labels === '' ? [] : [labels]), ...expressionsOf(selector).map(expressionText)].join(',');
}

function expressionText({ key, operator, values }: JsonObject): string {
  const among = Array.isArray(values) ? values.map(String).join(',') : '';
  if (operator === 'In' || operator === 'NotIn')
    return `${String(key)} ${operator === 'In' ? 'in' : 'notin'} (${among})`;
  return operator === 'DoesNotExist' ? `!${String(key)}` : String(key);
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

import { objectAt } from '../../private/json';
import { Quantity } from '../../private/quantity';
import { type Amounts, addCount, addTo, amountsIn } from './amounts';
import { withMade } from '../operators/made-objects';
import { claimsOfPod, claimTemplates } from './claims';
import { type LimitItem, limitItems } from './limit-range';
import { chargeObject, IN_EVERY_NAMESPACE, REPLICA_SETS, replicaSetsOf } from './object-charge';
import { podCharge } from './pod-charge';
import type { Manifest } from '../../manifests/manifest';
import { scalingLimits } from './scaling';
import { type WorkloadPods, workloadPods } from './workload-pods';

/** The pods of a workload, and what each of them is charged; of groups of pods what each group is. */
export interface ChargedPods extends WorkloadPods {
  readonly charge: Amounts;
}

/** What a namespace takes of its quotas, by key. */
export interface Totals {
  /** At rest. */
  readonly steady: Amounts;
  /** While all Deployments roll out. */
  readonly peak: Amounts;
  /** The same with the pods that are shutting down. */
  readonly terminating: Amounts;
}

/** Everything in a namespace that quotas count. */
export interface Consumption {
  readonly pods: readonly ChargedPods[];
  /** What is no pod, at rest and while all Deployments roll out. */
  readonly objects: { readonly steady: Amounts; readonly peak: Amounts };
  /** What the LimitRanges of the namespace say of containers and pods. */
  readonly limits: readonly LimitItem[];
}

/** The overheads of RuntimeClasses by name. */
export type Overheads = ReadonlyMap<string, Amounts>;

/** Reads the overheads of RuntimeClasses (https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/). */
export function overheadsOf(runtimeClasses: readonly Manifest[]): Overheads {
  return new Map(runtimeClasses.map(({ name, json }) => [name, amountsIn(objectAt(json, 'overhead').podFixed)]));
}

/** Adds up the objects of one namespace as they will be applied, with what operators make of them. Takes time in proportion to their number. */
export function consumptionOf(given: readonly Manifest[], overheads: Overheads): Consumption {
  const objects = withMade(given);
  const scaling = scalingLimits(objects);
  const templates = claimTemplates(objects);
  const limits = objects.filter(isKind('', 'LimitRange')).flatMap(({ json }) => limitItems(json));
  const defaults = limits.filter(({ type }) => type === 'Container');
  const pods: ChargedPods[] = [];
  const steady = new Map<string, Quantity>();
  for (const key of IN_EVERY_NAMESPACE) addCount(steady, key);
  let rolling = 0;
  for (const object of objects) {
    chargeObject(steady, object, scaling);
    const replicaSets = replicaSetsOf(object);
    addCount(steady, REPLICA_SETS, replicaSets.kept);
    rolling += replicaSets.made;
    const made = workloadPods(object, scaling);
    if (!made) continue;
    const charge = new Map<string, Quantity>();
    for (const { podSpec, perReplica } of made.templates) {
      const ofOne = podCharge(podSpec, defaults, overheads.get(String(podSpec.runtimeClassName)));
      for (const key of ['pods', 'count/pods']) addCount(ofOne, key);
      addTo(ofOne, claimsOfPod(podSpec, templates));
      addTo(charge, ofOne, perReplica);
    }
    pods.push({ ...made, charge });
  }
  const peak = new Map(steady);
  addCount(peak, REPLICA_SETS, rolling);
  return { pods, objects: { steady, peak }, limits };
}

/** Adds up what a consumption takes, of some of its pods only where a quota looks at some only. */
export function totalsOf({ pods, objects }: Consumption, counts?: (pods: ChargedPods) => boolean): Totals {
  // A quota that looks at some of the pods looks at pods alone.
  const [steady, peak] = counts
    ? [new Map<string, Quantity>(), new Map<string, Quantity>()]
    : [new Map(objects.steady), new Map(objects.peak)];
  const terminating = new Map(peak);
  for (const group of pods) {
    if (counts && !counts(group)) continue;
    addTo(steady, group.charge, group.steady);
    addTo(peak, group.charge, group.peak);
    addTo(terminating, group.charge, group.terminating);
  }
  return { steady, peak, terminating };
}

/** Whether an object is of a kind. */
export function isKind(group: string, kind: string): (object: Manifest) => boolean {
  return (object) => object.kind === kind && object.group === group;
}

/** The amount under a key; nothing is an amount too. */
export function amountOf(amounts: Amounts, key: string): Quantity {
  return amounts.get(key) ?? Quantity.ZERO;
}

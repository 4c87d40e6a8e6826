import type { ReleaseStagePods, StagedRelease } from '../../../manifests/release-side';
import { addCount, addTo, type Amounts, largerOf } from '../../../model/quota/amounts';
import type { ChargedPods } from '../../../model/quota/consumption';
import { podCharge } from '../../../model/quota/pod-charge';
import { canonicalKey } from '../../../model/quota/quota-key';
import { append } from '../../../private/append';
import type { JsonObject } from '../../../private/json';
import type { Quantity } from '../../../private/quantity';
import type { Violation } from '../../rule';
import {
  type Held,
  largestOf,
  list,
  objectsOf,
  type Overrun,
  overruns,
  overrunsWith,
  raised,
  sizesOf,
  taken,
} from './overrun';

const NOTHING: Amounts = new Map();

/** The pods as they are while a release changes no more than their number: nothing comes beside them. */
export function withoutRollout(pods: ChargedPods): ChargedPods {
  return isScaledOnly(pods) ? { ...pods, peak: pods.steady, terminating: pods.steady, beside: 0 } : pods;
}

/**
 * Warnings about releases that what is declared now leaves room for, and a later stage does not: with the numbers of the
 * plan, which takes other applies. A stage that is declared and does not fit is an error like everything else.
 *
 * @param pods the pods that the quota counts, those of releases with their rollouts
 */
export function releaseViolations(held: Held, pods: readonly ChargedPods[], keys: readonly string[]): Violation[] {
  const releases = new Map<StagedRelease, ChargedPods[]>();
  for (const each of pods) {
    const release = each.object.releaseSide?.release;
    if (release) append(releases, release, each);
  }
  return [...releases].flatMap(([release, sides]) => {
    const unfit = aboutStages(held, release, sides, keys);
    return unfit.length > 0 ? unfit : aboutOtherRollouts(held, release, sides, keys);
  });
}

/** What a stage takes of a quota. */
interface StageDemand {
  readonly stageName: string;
  /** When the stage is reached. */
  readonly steady: Amounts;
  /** At most on the way there, with the pods that are shutting down. */
  readonly peak: Amounts;
}

function demandsOf(release: StagedRelease, sides: readonly ChargedPods[], counted: ReadonlySet<string>): StageDemand[] {
  const charges = new Map(
    sides.map(({ object, charge }) => [object.name, new Map([...charge].filter(([key]) => counted.has(key)))]),
  );
  const amountsOf = (deploymentName: string, pods: number): Amounts => {
    const amounts = new Map<string, Quantity>();
    addTo(amounts, charges.get(deploymentName) ?? NOTHING, pods);
    return amounts;
  };
  const test = release.testPod && testCharge(release.testPod);
  return release.stages.map(({ stageName, steady, peak, tests }: ReleaseStagePods) => {
    const total = (pods: readonly Amounts[], count: number): Amounts => {
      const amounts = new Map<string, Quantity>();
      for (const each of pods) addTo(amounts, each);
      if (test) addTo(amounts, test, count);
      return amounts;
    };
    return {
      stageName,
      steady: total(
        steady.map(({ deploymentName, pods }) => amountsOf(deploymentName, pods)),
        tests.steady,
      ),
      peak: total(
        peak.map((choice) =>
          choice.map(({ deploymentName, pods }) => amountsOf(deploymentName, pods)).reduce(largerOf, NOTHING),
        ),
        tests.peak,
      ),
    };
  });
}

function testCharge(podSpec: JsonObject): Amounts {
  const charge = podCharge(podSpec, []);
  for (const key of ['pods', 'count/pods']) addCount(charge, key);
  return charge;
}

function aboutStages(
  held: Held,
  release: StagedRelease,
  sides: readonly ChargedPods[],
  keys: readonly string[],
): Violation[] {
  const others = othersThan(held, sides);
  const over = (demand: Amounts): Overrun[] => {
    const total = new Map(others);
    addTo(total, demand);
    return overruns(held, total, keys);
  };
  // What is reached, or declared and on its way there, is judged as everything is that is declared.
  const stages = demandsOf(release, sides, new Set(keys.map(canonicalKey))).slice(release.reached);
  const unfit = stages
    .map((stage) => ({ stage, own: over(stage.peak) }))
    .filter(({ own }) => own.length > 0)
    .map((each) => ({ ...each, pods: sides[0] }));
  if (unfit.length === 0) return [];
  const [{ stage, own }] = unfit;
  const stuck = stages.find(({ steady }) => over(steady).length > 0);
  const { quota, namespaceName } = held;
  return [
    {
      manifest: quota.object,
      severity: 'warning',
      message: `the plan of ${release.subject} does not fit ResourceQuota '${quota.object.name}' beside what else is in namespace '${namespaceName}': '${stage.stageName}' takes at most ${taken(own)}${waiting(stage, stuck)}`,
      fix: `raise the quota to ${raised(largestOf(unfit))}, which is what the ${release.reached > 1 ? 'rest of the' : 'whole'} plan takes, or lower ${sizesOf(sides)}`,
      others: objectsOf(sides),
    },
  ];
}

/** Pods that leave make room; where they stay, the others never come. */
function waiting(first: StageDemand, stuck: StageDemand | undefined): string {
  if (!stuck) return ' and goes on only as old pods are gone, after waits of up to 16 minutes';
  return stuck === first ? ', and is never reached' : `, and '${stuck.stageName}' is never reached`;
}

/** What is there for good without the pods of a release. */
function othersThan({ standing }: Held, sides: readonly ChargedPods[]): Map<string, Quantity> {
  const rest = new Map(standing.steady);
  for (const { charge, steady } of sides) {
    for (const [key, amount] of charge) {
      const total = rest.get(key);
      if (total) rest.set(key, total.minus(amount.times(steady)));
    }
  }
  return rest;
}

/** No stage replaces these pods, but a change of what both versions share does. */
function aboutOtherRollouts(
  held: Held,
  release: StagedRelease,
  sides: readonly ChargedPods[],
  keys: readonly string[],
): Violation[] {
  const stuck = sides
    .filter((pods) => isScaledOnly(pods) && pods.beside > 0 && pods.steady > 0)
    .map((pods) => ({ pods, own: overrunsWith(held, pods, pods.beside, keys) }))
    .filter(({ own }) => own.length > 0);
  if (stuck.length === 0) return [];
  const needed = largestOf(stuck);
  const all = stuck.map(({ pods }) => pods);
  return [
    {
      manifest: held.quota.object,
      severity: 'warning',
      message: `the pods of ${list(all)} have no room to be replaced: the present stage of ${release.subject} changes no more than their number, but whatever else changes them (a variable, a label, a version that runs) deadlocks, since no pod may be unavailable and one more does not fit ResourceQuota '${held.quota.object.name}', ${taken(needed)}`,
      fix: `raise the quota to ${raised(needed)}, roll in place (maxSurge 0, maxUnavailable 1), or change nothing of them while they run`,
      others: objectsOf(all),
    },
  ];
}

function isScaledOnly({ object }: ChargedPods): boolean {
  return object.releaseSide?.isRolling === false;
}

import { addTo, type Amounts } from '../../../model/quota/amounts';
import type { ChargedPods } from '../../../model/quota/consumption';
import { canonicalKey } from '../../../model/quota/quota-key';
import type { StageDemand, StagedRelease } from '../../../core/release-side';
import type { Quantity } from '../../../private/quantity';
import { type Held, largestOf, list, type Overrun, overruns, overrunsWith, raised, taken } from './overrun';

const NOTHING: Amounts = new Map();

/** The pods as they are while a release changes no more than their number: nothing comes beside them. */
export function withoutRollout(pods: ChargedPods): ChargedPods {
  return isScaledOnly(pods) ? { ...pods, peak: pods.steady, terminating: pods.steady, beside: 0 } : pods;
}

/**
 * Warnings about releases that what is declared now leaves room for, and a later stage does not: with the numbers of the
 * plan, which is walked in other applies. A stage that is declared and does not fit is an error like everything else.
 *
 * @param pods the pods that the quota counts, those of releases with their rollouts
 */
export function warnOfReleases(held: Held, pods: readonly ChargedPods[], keys: readonly string[]): void {
  const releases = new Map<StagedRelease, ChargedPods[]>();
  for (const each of pods) {
    const release = each.object.releaseSide?.release;
    if (!release) continue;
    const sides = releases.get(release);
    if (sides) sides.push(each);
    else releases.set(release, [each]);
  }
  for (const [release, sides] of releases) {
    if (!warnOfStages(held, release, sides, keys)) warnOfOtherRollouts(held, release, sides, keys);
  }
}

function warnOfStages(
  held: Held,
  release: StagedRelease,
  sides: readonly ChargedPods[],
  keys: readonly string[],
): boolean {
  const counted = new Set(keys.map(canonicalKey));
  const charges = new Map(
    sides.map(({ object, charge }) => [object.name, new Map([...charge].filter(([key]) => counted.has(key)))]),
  );
  const others = othersThan(held, sides);
  const over = (demand: Amounts): Overrun[] => {
    const total = new Map(others);
    addTo(total, demand);
    return overruns(held, total, keys);
  };
  const stages = release.demands((name) => charges.get(name) ?? NOTHING);
  const unfit = stages
    .map((stage) => ({ stage, own: over(stage.peak) }))
    .filter(({ own }) => own.length > 0)
    .map((each) => ({ ...each, pods: sides[0] }));
  if (unfit.length === 0) return false;
  const [{ stage, own }] = unfit;
  const stuck = stages.find(({ steady }) => over(steady).length > 0);
  const { quota, namespaceName, warn } = held;
  warn(
    `'${quota.object.path}': the plan of ${release.subject} does not fit ResourceQuota '${quota.object.name}' beside what else is in namespace '${namespaceName}': '${stage.stageName}' takes at most ${taken(own)}${waiting(stage, stuck)}; raise the quota to ${raised(largestOf(unfit))}, which is what the whole plan takes, or lower replicas`,
  );
  return true;
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
function warnOfOtherRollouts(
  held: Held,
  release: StagedRelease,
  sides: readonly ChargedPods[],
  keys: readonly string[],
): void {
  const stuck = sides
    .filter((pods) => isScaledOnly(pods) && pods.beside > 0 && pods.steady > 0)
    .map((pods) => ({ pods, own: overrunsWith(held, pods, pods.beside, keys) }))
    .filter(({ own }) => own.length > 0);
  if (stuck.length === 0) return;
  const needed = largestOf(stuck);
  held.warn(
    `'${held.quota.object.path}': the pods of ${list(stuck.map(({ pods }) => pods))} have no room to be replaced: the present stage of ${release.subject} changes no more than their number, but whatever else changes them (a variable, a label, a version that runs) deadlocks, since no pod may be unavailable and one more does not fit ResourceQuota '${held.quota.object.name}', ${taken(needed)}; raise the quota to ${raised(needed)}, use RollingStrategy.inPlace(), or change nothing of them while they run`,
  );
}

function isScaledOnly({ object }: ChargedPods): boolean {
  return object.releaseSide?.isRolling === false;
}

import { checkPercent } from '../private/check-number';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import type { CanaryStage } from './canary-stage';
import { describeUnreachable, isUnreachable, splitByReplicas, splitKeepingStable } from './replica-split';

/** Pods and share of both sides of a canary at one stage. */
export interface CanarySizes {
  readonly stable: number;
  readonly canary: number;
  /** The canary's share of the requests in percent, rounded; by route as written. */
  readonly weight: number;
  /** Whether the Service selects the canary's pods alone: by replicas, all requests are its own. */
  readonly isPromoted: boolean;
}

/** What decides the sizes of a canary. */
export interface CanaryRules {
  readonly replicas: number;
  readonly steps: readonly number[];
  readonly isByRoute: boolean;
  readonly keepStable: boolean;
  readonly tolerance: number;
  /** By route: pods of a side that has a number of its own, whatever the weight. */
  readonly fixedStable: number | undefined;
  readonly fixedCanary: number | undefined;
}

/** The pods of both sides at a weight; nothing where no number of pods reaches it, which is noted under the property. */
export function sizesAt(
  problems: Problems,
  property: string,
  rules: CanaryRules,
  weight: number,
): CanarySizes | undefined {
  return rules.isByRoute ? sizesByRoute(rules, weight) : sizesByReplicas(problems, property, rules, weight);
}

/** The pods of the first of two applies: of the step before or of this one, whichever are more. */
export function grownSizes(rules: CanaryRules, before: CanarySizes, after: CanarySizes): CanarySizes {
  const [stable, canary] = [Math.max(before.stable, after.stable), Math.max(before.canary, after.canary)];
  const weight = rules.isByRoute
    ? before.weight
    : Math.floor((200 * canary + stable + canary) / (2 * (stable + canary)));
  return { stable, canary, weight, isPromoted: false };
}

/** The weight of the step that comes before one. */
export function weightBefore({ steps }: CanaryRules, weight: number): number {
  return Math.max(0, ...steps.filter((step) => step < weight));
}

/** Checks the numbers that both ways of splitting share. */
export function checkSteps(problems: Problems, steps: readonly unknown[]): void {
  problems.add(steps.map((step, index) => checkPercent(`steps[${index}]`, step ?? null, 1, 100)));
  for (const [index, step] of steps.entries()) {
    const before = steps[index - 1];
    if (typeof step === 'number' && typeof before === 'number' && step <= before)
      problems.add(`steps must increase, got ${show(step)} after ${show(before)}`);
  }
}

/** Checks that every step can be reached, and that no two come to the same pods. */
export function checkReachable(problems: Problems, rules: CanaryRules): void {
  const reached = rules.steps.map((step, index) => sizesAt(problems, `steps[${index}]`, rules, step));
  reached.forEach((sizes, index) => {
    const before = reached[index - 1];
    if (rules.isByRoute || !sizes || !before || sizes.isPromoted || sizes.weight > before.weight) return;
    problems.add(
      `steps[${index}] must come to other pods than the step before, got ${sizes.stable} + ${sizes.canary} for ${rules.steps[index - 1]} and ${rules.steps[index]} within a tolerance of ${rules.tolerance}; leave one out, or raise replicas`,
    );
  });
}

/** The stage in pods; what cannot be is noted. */
export function sizesOf(problems: Problems, rules: CanaryRules, stage: CanaryStage): CanarySizes | undefined {
  const problem = stage._problem(rules.steps);
  problems.add(problem);
  if (problem !== undefined) return undefined;
  if (stage._isRolledBack) return rolledBackSizes(rules);
  if (stage._isRetired) return retiredSizes(rules);
  const weight = stage._weight(rules.steps);
  const sizes = sizesAt(problems, 'stage', rules, weight);
  if (!sizes || !stage._isFirstOfTwo) return sizes;
  const before = sizesAt(problems, 'steps', rules, weightBefore(rules, weight));
  return before && grownSizes(rules, before, sizes);
}

/** The stable version alone. */
export function rolledBackSizes(rules: CanaryRules): CanarySizes {
  return { stable: rules.fixedStable ?? rules.replicas, canary: 0, weight: 0, isPromoted: false };
}

/** Everything twice: the canary answers, and the stable side is ready to take over again. */
export function retiredSizes(rules: CanaryRules): CanarySizes {
  const { replicas, fixedStable = replicas, fixedCanary = replicas } = rules;
  return { stable: fixedStable, canary: fixedCanary, weight: 100, isPromoted: true };
}

function sizesByReplicas(
  problems: Problems,
  property: string,
  rules: CanaryRules,
  weight: number,
): CanarySizes | undefined {
  const { replicas, keepStable, tolerance } = rules;
  if (weight === 100) return { stable: stableWhenPromoted(rules), canary: replicas, weight: 100, isPromoted: true };
  const split = keepStable
    ? splitKeepingStable(replicas, weight, tolerance)
    : splitByReplicas(replicas, weight, tolerance);
  if (isUnreachable(split)) {
    problems.add(describeUnreachable(property, split));
    return undefined;
  }
  return { stable: split.stable, canary: split.canary, weight: split.share, isPromoted: false };
}

function sizesByRoute(rules: CanaryRules, weight: number): CanarySizes {
  const { replicas, keepStable, fixedStable, fixedCanary } = rules;
  const canary = fixedCanary ?? Math.max(1, podsFor(weight, replicas));
  if (weight === 100) return { stable: fixedStable ?? stableWhenPromoted(rules), canary, weight, isPromoted: true };
  const stable = fixedStable ?? (keepStable ? replicas : podsFor(100 - weight, replicas));
  return { stable, canary, weight, isPromoted: false };
}

/** Stable pods stay as they were at the last step, so that a rollback finds them. */
function stableWhenPromoted(rules: CanaryRules): number {
  const last = weightBefore(rules, 100);
  if (last === 0) return rules.replicas;
  if (rules.isByRoute) return sizesByRoute(rules, last).stable;
  // Noted where the step itself is checked.
  const split = rules.keepStable
    ? splitKeepingStable(rules.replicas, last, rules.tolerance)
    : splitByReplicas(rules.replicas, last, rules.tolerance);
  return isUnreachable(split) ? rules.replicas : split.stable;
}

/** Pods that a share of the requests needs, where all of them need `replicas`. */
export function podsFor(share: number, replicas: number): number {
  return Math.ceil((share * replicas) / 100);
}

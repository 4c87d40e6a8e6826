/**
 * How a weight becomes counts of pods behind one Service, which spreads connections evenly over its endpoints.
 *
 * A weight of w percent is reached by c canary pods of n when round(100 c / n) = w. Half a percent is rounded up, in
 * whole numbers: floor((200 c + n) / 2 n). A weight above 0 has a canary pod, one below 100 a stable pod: 0 and 100
 * mean none and all of them, never "almost". Where several counts match (n > 100), the one with the share nearest to w
 * is taken; of two that are equally near the one with fewer canary pods. A higher weight never gets fewer canary pods.
 *
 * Everything here takes checked numbers: totals of 1 or more, whole weights from 0 to 100, whole tolerances of 0 or more.
 */
export interface ReplicaSplit {
  /** Pods of the canary. */
  readonly canary: number;
  /** Pods of the stable version. */
  readonly stable: number;
  /** The canary's share in percent, rounded as weights are: the weight asked for unless a tolerance widened it. */
  readonly share: number;
}

/** A weight that no count of pods reaches, and what would. */
export interface UnreachableWeight {
  /** The weight that was asked for. */
  readonly weight: number;
  /** The pods it was asked of: all of them or, with `keepStable`, the stable ones. */
  readonly total: number;
  /** Whether only the canary may grow, so that `total` counts the stable pods. */
  readonly keepStable: boolean;
  /** Percentage points that the rounded share might be off. */
  readonly tolerance: number;
  /** The highest weight below that the same total reaches without tolerance, 0 included. */
  readonly nearestBelow: number;
  /** The lowest weight above that the same total reaches without tolerance, 100 included. */
  readonly nearestAbove: number;
  /** The smallest total (of stable pods with `keepStable`) that reaches the weight within the tolerance. */
  readonly smallestTotal: number;
  /** The smallest total above the one given that does. */
  readonly nextTotal: number;
  /** The smallest tolerance that would do for the total given; nothing where none does (one pod in all). */
  readonly smallestTolerance: number | undefined;
}

/** Tells the two answers apart. */
export function isUnreachable(answer: ReplicaSplit | UnreachableWeight): answer is UnreachableWeight {
  return 'nearestBelow' in answer;
}

/**
 * Divides a number of pods between stable and canary: 10 % of 10 are 9 + 1.
 *
 * @param total pods of both versions together, 1 or more
 * @param weight the canary's share in whole percent, 0 to 100
 * @param tolerance percentage points that the rounded share may be off, a whole number
 */
export function splitByReplicas(total: number, weight: number, tolerance = 0): ReplicaSplit | UnreachableWeight {
  return split({ total, keepStable: false }, weight, tolerance);
}

/**
 * The canary pods to add beside stable pods that stay: c with c / (c + stable) nearest to the weight; 50 % of 10 is
 * 10 + 10. At 100 no number of canary pods beside the stable ones is enough: the Service has to select the canary
 * alone, and as many canary pods as stable ones carry the load, so 10 + 10 with a share of 100.
 *
 * @param stable stable pods, 1 or more
 * @param weight the canary's share in whole percent, 0 to 100
 * @param tolerance percentage points that the rounded share may be off, a whole number
 */
export function splitKeepingStable(stable: number, weight: number, tolerance = 0): ReplicaSplit | UnreachableWeight {
  return split({ total: stable, keepStable: true }, weight, tolerance);
}

/**
 * The weights from 0 to 100 that a number of pods reaches without tolerance, ascending.
 *
 * @param total pods of both versions together or, with `keepStable`, the stable ones
 * @param keepStable whether only the canary may grow
 */
export function reachableWeights(total: number, keepStable = false): readonly number[] {
  return Array.from({ length: 101 }, (_, weight) => weight).filter((weight) => reaches({ total, keepStable }, weight));
}

/**
 * The sentence of an unreachable weight, to follow the construct's path: `stage must be a weight that 10 replicas
 * reach (nearest: 0 and 10), got 5; ...`.
 *
 * @param property what the user wrote: `stage`, `steps[1]`
 * @param unreachable the answer to it
 */
export function describeUnreachable(property: string, unreachable: UnreachableWeight): string {
  const { weight, total, keepStable, tolerance, nearestBelow, nearestAbove } = unreachable;
  const pods = `${total} ${keepStable ? 'stable ' : ''}${total === 1 ? 'replica' : 'replicas'}`;
  const verb = total === 1 ? 'reaches' : 'reach';
  const within = tolerance > 0 ? ` within a tolerance of ${tolerance}` : '';
  const all = reachableWeights(total, keepStable);
  const others = all.length > 2 && all.length <= 12 ? `, all: ${all.join(', ')}` : '';
  return `${property} must be a weight that ${pods} ${verb}${within} (nearest: ${nearestBelow} and ${nearestAbove}${others}), got ${weight}; ${remedies(unreachable)}`;
}

function remedies({ total, keepStable, smallestTotal, nextTotal, smallestTolerance }: UnreachableWeight): string {
  const kind = keepStable ? 'stable replicas' : 'replicas';
  const next = smallestTotal < total ? `, the next that does is ${nextTotal}` : '';
  const more = `${smallestTotal} ${kind} (the smallest number that reaches it${next})`;
  return smallestTolerance === undefined
    ? `choose a nearest weight or ${more}`
    : `choose a nearest weight, ${more} or a tolerance of ${smallestTolerance}`;
}

interface Pods {
  readonly total: number;
  readonly keepStable: boolean;
}

function split(pods: Pods, weight: number, tolerance: number): ReplicaSplit | UnreachableWeight {
  const canary = nearestCount(pods, weight);
  if (canary === undefined || offBy(pods, canary, weight) > tolerance) return unreachable(pods, weight, tolerance);
  const stable = pods.keepStable ? pods.total : pods.total - canary;
  // Beside stable pods that stay, a count means nothing at 100: the Service leaves them out.
  return { canary, stable, share: weight === 100 ? 100 : roundedShare(canary, sumOf(pods, canary)) };
}

function unreachable(pods: Pods, weight: number, tolerance: number): UnreachableWeight {
  const { total, keepStable } = pods;
  const below = idealCount(pods, weight);
  const canary = nearestCount(pods, weight);
  return {
    weight,
    total,
    keepStable,
    tolerance,
    nearestBelow: roundedShare(below, sumOf(pods, below)),
    nearestAbove: roundedShare(below + 1, sumOf(pods, below + 1)),
    smallestTotal: firstTotal(1, keepStable, weight, tolerance),
    nextTotal: firstTotal(total + 1, keepStable, weight, tolerance),
    smallestTolerance: canary === undefined ? undefined : offBy(pods, canary, weight),
  };
}

/** The first total from one on that reaches a weight from 1 to 99. There is one: 100 pods reach all of them. */
function firstTotal(start: number, keepStable: boolean, weight: number, tolerance: number): number {
  let total = start;
  while (!reaches({ total, keepStable }, weight, tolerance)) total++;
  return total;
}

function reaches(pods: Pods, weight: number, tolerance = 0): boolean {
  const canary = nearestCount(pods, weight);
  return canary !== undefined && offBy(pods, canary, weight) <= tolerance;
}

/**
 * The count of canary pods with the share nearest to the weight. Were it to miss the weight by rounding, every other
 * count would too: a share of exactly w - 1/2 is rounded to w, and of two equally near ones the lower is taken.
 */
function nearestCount(pods: Pods, weight: number): number | undefined {
  if (weight === 0) return 0;
  if (weight === 100) return pods.total;
  const most = pods.keepStable ? Infinity : pods.total - 1;
  if (most < 1) return undefined;
  const below = idealCount(pods, weight);
  const [low, high] = [below, below + 1].map((count) => Math.min(Math.max(count, 1), most));
  return isNearer(pods, high, low, weight) ? high : low;
}

/** The count whose share would be the weight exactly, rounded down: of n pods in all, or beside n that stay. */
function idealCount({ total, keepStable }: Pods, weight: number): number {
  return quotient(total * weight, keepStable ? 100 - weight : 100);
}

/** Whether the share of one count is nearer to the weight than that of another. Cross-multiplied, hence large. */
function isNearer(pods: Pods, count: number, other: number, weight: number): boolean {
  const miss = (canary: number): bigint => BigInt(Math.abs(100 * canary - weight * sumOf(pods, canary)));
  return miss(count) * BigInt(sumOf(pods, other)) < miss(other) * BigInt(sumOf(pods, count));
}

/** Percentage points between a weight and what a count comes to. */
function offBy(pods: Pods, canary: number, weight: number): number {
  return weight === 0 || weight === 100 ? 0 : Math.abs(roundedShare(canary, sumOf(pods, canary)) - weight);
}

function sumOf({ total, keepStable }: Pods, canary: number): number {
  return keepStable ? total + canary : total;
}

function roundedShare(canary: number, sum: number): number {
  return quotient(200 * canary + sum, 2 * sum);
}

/** Division without a remainder, exact where a floating-point quotient might be rounded up. */
function quotient(dividend: number, divisor: number): number {
  return (dividend - (dividend % divisor)) / divisor;
}

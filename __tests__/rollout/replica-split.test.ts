import fc from 'fast-check';
import {
  describeUnreachable,
  isUnreachable,
  reachableWeights,
  type ReplicaSplit,
  splitByReplicas,
  splitKeepingStable,
  type UnreachableWeight,
} from '../../lib/rollout/replica-split';

/**
 * Written from the definition alone, on whole numbers small enough to be exact: every count is tried. That c of n
 * rounds to w, half up, is w - 1/2 <= 100 c / n < w + 1/2, times 2 n.
 */
const oracle = {
  rounds: (canary: number, sum: number, low: number, high: number): boolean =>
    (2 * low - 1) * sum <= 200 * canary && 200 * canary < (2 * high + 1) * sum,

  split(total: number, weight: number, tolerance = 0, keepStable = false): [canary: number, share: number] | undefined {
    let best: { canary: number; sum: number; miss: number } | undefined;
    // Beside stable pods that stay, a hundred times their number is past 99 %.
    for (let canary = 0; canary <= (keepStable ? 100 * total : total); canary++) {
      const stable = keepStable ? total : total - canary;
      const sum = stable + canary;
      if (weight > 0 ? canary === 0 : canary > 0) continue;
      if (weight < 100 ? stable === 0 : stable > 0) continue;
      if (!oracle.rounds(canary, sum, weight - tolerance, weight + tolerance)) continue;
      const miss = Math.abs(100 * canary - weight * sum);
      if (!best || miss * best.sum < best.miss * sum) best = { canary, sum, miss };
    }
    return best && [best.canary, weights.find((each) => oracle.rounds(best.canary, best.sum, each, each))!];
  },
};

const weights = Array.from({ length: 101 }, (_, weight) => weight);
const totals = Array.from({ length: 200 }, (_, index) => index + 1);
/** What the oracle says of every total and weight: `expected[total][weight]`. */
const expected = [[], ...totals.map((total) => weights.map((weight) => oracle.split(total, weight)))];

/** The highest weight below one for which something holds. */
function below(weight: number, holds: (weight: number) => unknown): number | undefined {
  return weights.slice(0, weight).reverse().find(holds);
}

function asPair(answer: ReplicaSplit | UnreachableWeight): [number, number] | undefined {
  return isUnreachable(answer) ? undefined : [answer.canary, answer.share];
}

describe('every weight of every total up to 200', () => {
  it('is divided as the definition says, and refused where no count matches', () => {
    const answers = totals.map((total) => weights.map((weight) => splitByReplicas(total, weight)));
    expect([[], ...answers.map((row) => row.map(asPair))]).toEqual(expected);
    for (const [index, row] of answers.entries()) {
      const sums = row.map((answer) => (isUnreachable(answer) ? index + 1 : answer.canary + answer.stable));
      expect(new Set(sums)).toEqual(new Set([index + 1]));
    }
  });

  it('lists what is reachable', () => {
    const lists = totals.map((total) => reachableWeights(total));
    expect(lists).toEqual(totals.map((total) => weights.filter((weight) => expected[total][weight])));
  });

  it('is refused with the nearest weights, the totals and the tolerance that would do', () => {
    const answers = totals.flatMap((total) => weights.map((weight) => splitByReplicas(total, weight)));
    const refused = answers.filter(isUnreachable);
    expect(refused.length).toBe(expected.flat().filter((each) => !each).length);
    const wanted = refused.map(({ total, weight }) => ({
      weight,
      total,
      keepStable: false,
      tolerance: 0,
      nearestBelow: below(weight, (each) => expected[total][each]),
      nearestAbove: weights.find((each) => each > weight && expected[total][each]),
      smallestTotal: totals.find((each) => expected[each][weight]),
      nextTotal: totals.find((each) => each > total && expected[each][weight]),
      smallestTolerance: weights.find((tolerance) => oracle.split(total, weight, tolerance)),
    }));
    expect(refused).toEqual(wanted);
  });

  it('has canary pods above 0, stable pods below 100, and never fewer canary pods for a higher weight', () => {
    for (const total of totals) {
      const splits = weights.map((weight) => splitByReplicas(total, weight));
      const counts = splits.map((answer) => (isUnreachable(answer) ? undefined : answer.canary));
      const middle = counts.slice(1, 100).filter((count) => count !== undefined);
      expect([counts[0], counts[100]]).toEqual([0, total]);
      expect(middle.filter((count) => count < 1 || count > total - 1)).toEqual([]);
      expect(middle).toEqual([...middle].sort((a, b) => a - b));
    }
  });
});

describe('a tolerance', () => {
  it.each([1, 2, 5, 10, 100])(
    'of %d widens what is reachable by that many points of the rounded share',
    (tolerance) => {
      const small = totals.slice(0, 60);
      const answers = small.map((total) => weights.map((weight) => asPair(splitByReplicas(total, weight, tolerance))));
      expect(answers).toEqual(small.map((total) => weights.map((weight) => oracle.split(total, weight, tolerance))));
    },
  );

  it('takes part in the totals that would do, but not in the nearest weights', () => {
    expect(splitByReplicas(4, 10, 2)).toMatchObject({ nearestBelow: 0, nearestAbove: 25, smallestTotal: 9 });
    expect(splitByReplicas(8, 10, 3)).toEqual({ canary: 1, stable: 7, share: 13 });
  });

  it('never makes a weight between 0 and 100 all or nothing', () => {
    expect(isUnreachable(splitByReplicas(1, 50, 100))).toBe(true);
    expect(splitByReplicas(2, 1, 100)).toEqual({ canary: 1, stable: 1, share: 50 });
    expect(splitByReplicas(2, 99, 100)).toEqual({ canary: 1, stable: 1, share: 50 });
  });
});

describe('stable pods that stay', () => {
  const small = totals.slice(0, 101);
  const beside = small.map((total) => weights.slice(0, 100).map((weight) => oracle.split(total, weight, 0, true)));

  it('get as many canary pods beside them as the definition says', () => {
    const answers = small.map((total) => weights.slice(0, 100).map((weight) => splitKeepingStable(total, weight)));
    expect(answers.map((row) => row.map(asPair))).toEqual(beside);
    const splits = answers.flat().flatMap((answer) => (isUnreachable(answer) ? [] : answer));
    expect(splits.every(({ canary, stable, share }) => stable >= 1 && canary >= Number(share > 0))).toBe(true);
  });

  it('are refused with what would do', () => {
    const reached = (total: number, weight: number) => beside[total - 1][weight];
    for (const total of [1, 2, 5, 9, 10, 20]) {
      const refused = weights.slice(1, 100).filter((weight) => !reached(total, weight));
      expect(reachableWeights(total, true)).toEqual(weights.filter((weight) => !refused.includes(weight)));
      for (const weight of refused) {
        expect(splitKeepingStable(total, weight)).toEqual({
          weight,
          total,
          keepStable: true,
          tolerance: 0,
          nearestBelow: below(weight, (each) => reached(total, each)),
          nearestAbove: weights.find((each) => each > weight && reached(total, each)),
          smallestTotal: small.find((each) => reached(each, weight)),
          nextTotal: small.find((each) => each > total && reached(each, weight)),
          smallestTolerance: weights.find((tolerance) => oracle.split(total, weight, tolerance, true)),
        });
      }
    }
  });

  it('are matched in number at 100, where the Service leaves them out', () => {
    expect(splitKeepingStable(10, 100)).toEqual({ canary: 10, stable: 10, share: 100 });
    expect(splitKeepingStable(10, 0)).toEqual({ canary: 0, stable: 10, share: 0 });
    expect(splitKeepingStable(10, 50)).toEqual({ canary: 10, stable: 10, share: 50 });
    expect(splitKeepingStable(9, 10)).toEqual({ canary: 1, stable: 9, share: 10 });
  });

  it('are counted exactly where floating point would not', () => {
    const total = 2 ** 31 - 1;
    fc.assert(
      fc.property(fc.integer({ min: total - 1000, max: total }), fc.integer({ min: 1, max: 99 }), (stable, weight) => {
        const { canary } = splitKeepingStable(stable, weight) as ReplicaSplit;
        const miss = (count: bigint): bigint => {
          const difference = 100n * count - BigInt(weight) * (count + BigInt(stable));
          return difference < 0n ? -difference : difference;
        };
        for (const other of [BigInt(canary) - 1n, BigInt(canary) + 1n]) {
          const [sum, otherSum] = [BigInt(canary) + BigInt(stable), other + BigInt(stable)];
          expect(miss(BigInt(canary)) * otherSum <= miss(other) * sum).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('where several counts match', () => {
  it('the nearest share is taken, and of two equally near ones fewer canary pods', () => {
    expect(splitByReplicas(200, 1)).toEqual({ canary: 2, stable: 198, share: 1 });
    // 1 of 150 is 2/3 %, 2 of 150 are 4/3 %: both a third of a point away.
    expect(splitByReplicas(150, 1)).toEqual({ canary: 1, stable: 149, share: 1 });
    expect(splitByReplicas(150, 99)).toEqual({ canary: 148, stable: 2, share: 99 });
  });

  it('half a percent counts as the weight above', () => {
    expect(splitByReplicas(8, 13)).toEqual({ canary: 1, stable: 7, share: 13 });
    expect(isUnreachable(splitByReplicas(8, 12))).toBe(true);
  });
});

describe('what the user reads', () => {
  const sentence = (answer: ReplicaSplit | UnreachableWeight): string =>
    describeUnreachable('stage', answer as UnreachableWeight);

  it('10 % of 10 replicas is 9 + 1', () => {
    expect(splitByReplicas(10, 10)).toEqual({ canary: 1, stable: 9, share: 10 });
  });

  it('5 % of 10 replicas is refused with the reachable weights', () => {
    expect(sentence(splitByReplicas(10, 5))).toBe(
      'stage must be a weight that 10 replicas reach (nearest: 0 and 10, all: 0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100), got 5; choose a nearest weight, 19 replicas (the smallest number that reaches it) or a tolerance of 5',
    );
  });

  it('the next total is named where the smallest would mean fewer pods', () => {
    expect(sentence(splitByReplicas(30, 5))).toBe(
      'stage must be a weight that 30 replicas reach (nearest: 3 and 7), got 5; choose a nearest weight, 19 replicas (the smallest number that reaches it, the next that does is 37) or a tolerance of 2',
    );
  });

  it('a single replica is all or nothing', () => {
    expect(sentence(splitByReplicas(1, 50))).toBe(
      'stage must be a weight that 1 replica reaches (nearest: 0 and 100), got 50; choose a nearest weight or 2 replicas (the smallest number that reaches it)',
    );
  });

  it('a tolerance that was not enough is named, and so are stable replicas that stay', () => {
    expect(sentence(splitKeepingStable(10, 5, 1))).toBe(
      'stage must be a weight that 10 stable replicas reach within a tolerance of 1 (nearest: 0 and 9), got 5; choose a nearest weight, 15 stable replicas (the smallest number that reaches it) or a tolerance of 4',
    );
  });
});

/**
 * A Rollout's controller in pods, read from the words of its documentation, not from the library: it walks the steps of a
 * canary, growing what grows before weights move and shrinking what shrinks afterwards, and tells every moment between.
 */
export interface Moment {
  readonly step: string;
  readonly stable: number;
  readonly canary: number;
  /** The canary's share of the requests in percent; by pods what they come to. */
  readonly weight: number;
}

interface Canary {
  readonly steps?: readonly any[];
  readonly trafficRouting?: object;
  readonly dynamicStableScale?: boolean;
  readonly maxSurge: number;
  readonly maxUnavailable: number;
}

export function walkCanary(replicas: number, canary: Canary): Moment[] {
  return canary.trafficRouting ? walkRouted(replicas, canary) : walkPods(replicas, canary);
}

const part = (replicas: number, percent: number): number => Math.ceil((replicas * percent) / 100);

/** https://argo-rollouts.readthedocs.io/en/stable/features/canary/#dynamic-stable-scale-with-traffic-routing */
function walkRouted(replicas: number, { steps = [], dynamicStableScale }: Canary): Moment[] {
  let scale: { replicas?: number; weight?: number } | undefined;
  let now: Moment = { step: 'before', stable: replicas, canary: 0, weight: 0 };
  const moments = [now];
  const to = (next: Partial<Moment>): void => {
    now = { ...now, ...next };
    moments.push(now);
  };
  const settle = (step: string, weight: number): void => {
    const wanted = scale?.replicas ?? part(replicas, scale?.weight ?? weight);
    if (wanted > now.canary) to({ step, canary: wanted });
    to({ step, weight });
    to({ step, canary: wanted, stable: dynamicStableScale ? part(replicas, 100 - weight) : replicas });
  };
  for (const each of steps) {
    const [step] = Object.keys(each as object);
    if (each.setCanaryScale) scale = each.setCanaryScale.matchTrafficWeight ? undefined : each.setCanaryScale;
    if (each.setCanaryScale || each.setWeight !== undefined) settle(step, each.setWeight ?? now.weight);
    else to({ step });
  }
  scale = undefined;
  to({ step: 'promote', canary: replicas });
  to({ step: 'promote', weight: 100 });
  to({ step: 'promote', stable: 0 });
  return moments;
}

/** The pair of whole numbers whose share is closest, found by trying all; of two alike the one with more canary pods. */
function closest(replicas: number, weight: number, surge: number): readonly [canary: number, stable: number] {
  let best: readonly [number, number] | undefined;
  for (const total of surge > 0 ? [replicas, replicas + 1] : [replicas])
    for (let canary = total; canary >= 0; canary--) {
      if (weight > 0 && weight < 100 && total > 1 && (canary === 0 || canary === total)) continue;
      const miss = (pair: readonly [number, number]): number =>
        Math.abs((pair[0] * 100) / (pair[0] + pair[1]) - weight);
      const pair = [canary, total - canary] as const;
      if (!best || miss(pair) < miss(best) - 1e-9) best = pair;
    }
  return best!;
}

/** https://argo-rollouts.readthedocs.io/en/stable/features/canary/: pods of both are ready before more go. */
function walkPods(replicas: number, { steps = [], maxSurge, maxUnavailable }: Canary): Moment[] {
  const weights = [...steps.flatMap((each) => each.setWeight ?? []), 100] as number[];
  let [stable, canary] = [replicas, 0];
  const moments: Moment[] = [{ step: 'before', stable, canary, weight: 0 }];
  for (const weight of weights) {
    const [fresh, former] = closest(replicas, weight, maxSurge);
    while (canary !== fresh || stable !== former) {
      const room = replicas + maxSurge - stable - canary;
      const grown = Math.min(Math.max(0, fresh - canary), room);
      const spare = Math.max(0, stable + canary + grown - Math.max(0, replicas - maxUnavailable));
      const gone = grown > 0 ? 0 : Math.min(Math.max(0, stable - former), Math.max(spare, 1));
      [canary, stable] = [canary + grown, stable - gone];
      if (grown === 0 && gone === 0) break;
      moments.push({
        step: `setWeight ${weight}`,
        stable,
        canary,
        weight: Math.round((canary * 100) / (stable + canary)),
      });
    }
  }
  return moments;
}

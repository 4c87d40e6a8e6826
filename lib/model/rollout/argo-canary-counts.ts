/** Pods of both versions of a canary. */
export interface CanaryCounts {
  readonly canary: number;
  readonly stable: number;
}

/**
 * How Argo Rollouts divides the pods of a canary without a traffic router at a weight: of the whole numbers around it, in
 * as many pods as there are replicas or, with a surge, one more, those whose share is closest; with two pods or more
 * neither version goes without one. (`approximateWeightedCanaryStableReplicaCounts` in utils/replicaset/canary.go of
 * argoproj/argo-rollouts, v1.9: with `maxSurge: 0` a few weights find no numbers there, and come to no canary at all.)
 */
export function argoCanaryCounts(replicas: number, weight: number, maxSurge: number): CanaryCounts {
  if (replicas === 0) return { canary: 0, stable: 0 };
  const exact = (replicas * weight) / 100;
  const [up, down] = [Math.ceil(exact), Math.floor(exact)];
  const mayBeNone = weight === 100 || weight === 0 || (replicas === 1 && maxSurge === 0);
  const withFloor = (total: number): boolean => !isTied(total, weight) && (down !== 0 || mayBeNone);
  const options: (readonly [canary: number, total: number])[] = [
    ...(up < replicas || mayBeNone ? [[up, replicas] as const] : []),
    ...(withFloor(replicas) ? [[down, replicas] as const] : []),
    ...(maxSurge > 0 ? [[up, replicas + 1] as const] : []),
    ...(maxSurge > 0 && withFloor(replicas + 1) ? [[down, replicas + 1] as const] : []),
  ];
  const missOf = ([canary, total]: readonly [number, number]): number => Math.abs((canary * 100) / total - weight);
  const [first = [0, replicas] as const, ...others] = options;
  const [canary, total] = others.reduce((best, each) => (missOf(each) < missOf(best) ? each : best), first);
  return { canary, stable: total - canary };
}

/** Whether a weight is as far from one number of pods as from the next: then the larger is taken. */
function isTied(total: number, weight: number): boolean {
  return (total * (weight / 100)) % 1 === 0.5;
}

import { argoCanaryCounts } from '../../../model/rollout/argo-canary-counts';
import { argoRolloutOf } from '../../../model/rollout/argo/rolling';
import { type ArgoStrategy, argoStrategyOf } from '../../../model/rollout/argo/strategy';
import { countIn } from '../../../model/quota/amounts';
import { isPlainObject, type JsonObject } from '../../../private/json';
import type { Problem } from './problem';

/** Percent points from what a step says to what the pods come to, above which it is told. */
const TOLERANCE = 5;

/** Shares that the pods of a canary do not come to, or cannot take. */
export function shareProblems(spec: JsonObject, replicas: number): Problem[] {
  const strategy = argoStrategyOf(spec);
  if (strategy.steps.length === 0 || replicas === 0) return [];
  return strategy.routing ? scaleProblems(strategy, replicas) : countProblems(strategy, spec, replicas);
}

/** Without a router the share of a version is that of its pods. */
function countProblems({ steps }: ArgoStrategy, spec: JsonObject, replicas: number): Problem[] {
  const { surge } = argoRolloutOf(spec, replicas);
  let before = { weight: 0, canary: 0, stable: replicas };
  return steps.flatMap(({ setWeight }, index) => {
    if (typeof setWeight !== 'number' || setWeight < 0 || setWeight > 100) return [];
    const last = before;
    const counts = argoCanaryCounts(replicas, setWeight, surge);
    before = { weight: setWeight, ...counts };
    const text = shareText(setWeight, counts, last, replicas);
    return text === undefined
      ? []
      : [{ at: `/spec/strategy/canary/steps/${index}/setWeight`, severity: 'warning', ...text }];
  });
}

type Shared = { readonly canary: number; readonly stable: number };

function shareText(
  weight: number,
  counts: Shared,
  last: Shared & { readonly weight: number },
  replicas: number,
): Pick<Problem, 'message' | 'fix'> | undefined {
  const { canary, stable } = counts;
  const reached = Math.round((100 * canary) / (canary + stable));
  const fix = 'raise replicas or maxSurge, choose another weight, or let a router split the requests';
  if (weight > 0 && canary === 0)
    return {
      message: `setWeight ${weight} with ${replicas} pods and maxSurge 0 comes to no pod of the new version: the controller finds no numbers for it`,
      fix,
    };
  if (Math.abs(reached - weight) > TOLERANCE)
    return {
      message: `setWeight ${weight} comes to ${canary} of ${canary + stable} pods, ${reached} %: pods alone split the requests`,
      fix,
    };
  if (weight !== last.weight && weight > 0 && canary === last.canary && stable === last.stable)
    return {
      message: `setWeight ${weight} comes to the same ${canary} of ${canary + stable} pods as ${last.weight} before it: the step changes nothing`,
      fix,
    };
  return undefined;
}

/** With a router the requests go where they are sent, however few pods are there. */
function scaleProblems({ steps, maxWeight }: ArgoStrategy, replicas: number): Problem[] {
  let scale: JsonObject | undefined;
  return steps.flatMap((step, index) => {
    const { setWeight, setCanaryScale } = step;
    if (isPlainObject(setCanaryScale)) scale = setCanaryScale.matchTrafficWeight === true ? undefined : setCanaryScale;
    if (scale === undefined || typeof setWeight !== 'number' || setWeight > maxWeight) return [];
    const needed = Math.ceil((setWeight * replicas) / maxWeight);
    const pods = countIn(scale.replicas, Math.ceil((countIn(scale.weight, setWeight) * replicas) / maxWeight));
    if (pods >= needed) return [];
    return [
      {
        at: `/spec/strategy/canary/steps/${index}/setWeight`,
        severity: 'warning',
        message: `setWeight ${setWeight} sends to ${pods} pods what ${needed} of ${replicas} would take: setCanaryScale before it holds on`,
        fix: 'set setCanaryScale to matchTrafficWeight: true before the step',
      },
    ];
  });
}

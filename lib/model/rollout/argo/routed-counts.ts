import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../../private/json';
import { countIn } from '../../quota/amounts';
import type { ArgoStrategy } from './strategy';

/** Pods of a canary whose requests a router splits, from one step until the next. */
export interface RoutedMoment {
  /** Pods of the new version. */
  readonly fresh: number;
  /** Pods of the version before while those become ready, and the requests are where they were. */
  readonly stable: number;
  /** Those that it keeps when the requests have moved. */
  readonly kept: number;
  /** Pods of an experiment that the step makes. */
  readonly experiment: number;
  /** Pods of both versions when the release is aborted here. */
  readonly aborted: number;
  /** Whether the new version has had requests before. */
  readonly isServing: boolean;
}

/** What the last steps have come to. */
interface State {
  readonly weight: number;
  /** What a step set the pods of the new version to; nothing where they follow the weight. */
  readonly scale: JsonObject | undefined;
}

/**
 * How many pods both versions have at each step, the promotion at the end and the abort that needs most among them: the
 * new version has those of its weight, or what `setCanaryScale` says, before the weight is moved; the version before
 * keeps all, or with `dynamicStableScale` those of its weight so far. With an abort it gets all back before the requests
 * are moved. (`CalculateReplicaCountsForTrafficRoutedCanary` in utils/replicaset/canary.go of argoproj/argo-rollouts,
 * v1.9.)
 */
export function routedMoments(strategy: ArgoStrategy, replicas: number): RoutedMoment[] {
  const { canary = {}, steps, maxWeight } = strategy;
  const isDynamic = canary.dynamicStableScale === true;
  const counts = countsOf(strategy, replicas);
  let state: State = { weight: 0, scale: undefined };
  const moments = steps.map((step): RoutedMoment => {
    const before = state;
    state = after(before, step);
    const [fresh, wanted] = [counts.fresh(state), counts.wanted(state)];
    return {
      fresh,
      stable: isDynamic ? Math.max(counts.stable(before.weight), wanted) : replicas,
      kept: isDynamic ? Math.max(counts.stable(state.weight), wanted) : replicas,
      experiment: experimentPods(step),
      // Whatever it is scaled to, an aborted canary keeps the pods of its weight until the others are back.
      aborted: replicas + (isDynamic ? counts.ofWeight(state.weight) : fresh),
      isServing: before.weight > 0,
    };
  });
  // The end is no step that can be aborted: the version before is the old one then.
  const fresh = counts.fresh({ weight: maxWeight, scale: undefined });
  const stable = isDynamic ? Math.max(counts.stable(state.weight), counts.wanted(state)) : replicas;
  return [...moments, { fresh, stable, kept: 0, experiment: 0, aborted: 0, isServing: state.weight > 0 }];
}

function after(state: State, { setWeight, setCanaryScale }: JsonObject): State {
  const weight = countIn(setWeight, state.weight);
  if (!isPlainObject(setCanaryScale)) return { weight, scale: state.scale };
  return { weight, scale: setCanaryScale.matchTrafficWeight === true ? undefined : setCanaryScale };
}

/** The pods of weights. */
interface Counts {
  readonly ofWeight: (weight: number) => number;
  readonly stable: (weight: number) => number;
  readonly fresh: (state: State) => number;
  /** Pods that the version before is meant to have. */
  readonly wanted: (state: State) => number;
}

function countsOf({ canary = {}, maxWeight }: ArgoStrategy, replicas: number): Counts {
  // Of a version that has pods at all.
  const fewest = Math.min(countIn(canary.minPodsPerReplicaSet, 1), replicas);
  const parts = (weight: number): number => {
    const pods = Math.ceil((Math.min(maxWeight, Math.max(0, weight)) * replicas) / maxWeight);
    return pods === 0 ? 0 : Math.max(fewest, pods);
  };
  const stable = (weight: number): number => parts(maxWeight - weight);
  return {
    ofWeight: parts,
    stable,
    fresh: ({ weight, scale }) =>
      scale === undefined ? parts(weight) : countIn(scale.replicas, parts(countIn(scale.weight, weight))),
    wanted: ({ weight, scale }) =>
      scale === undefined
        ? stable(weight)
        : scale.replicas !== undefined
          ? replicas
          : stable(countIn(scale.weight, weight)),
  };
}

/** Pods of an experiment, which are those of one version or the other: one of each template unless it says more. */
export function experimentPods({ experiment }: JsonObject): number {
  const { templates } = objectAt({ experiment }, 'experiment');
  return objectsIn(templates).reduce((sum, { replicas }) => sum + countIn(replicas, 1), 0);
}

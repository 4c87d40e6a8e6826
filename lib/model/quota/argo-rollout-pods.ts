import type { JsonObject } from '../../private/json';
import { DEFAULT_PROGRESS_DEADLINE } from '../rollout/progress-deadline';
import { argoRollingNumbers } from '../rollout/argo/rolling';
import { experimentPods, type RoutedMoment, routedMoments } from '../rollout/argo/routed-counts';
import { type ArgoStrategy, argoStrategyOf, DEFAULT_SCALE_DOWN_DELAY } from '../rollout/argo/strategy';
import { countIn } from './amounts';
import { fixed, type PodCounts, rolling } from './pod-counts';

/**
 * The pods of a Rollout of Argo. A canary whose pods alone split the requests rolls as a Deployment does. A router splits
 * them between two sets of pods, of which the old one stays as it is unless it is scaled with its share; blue/green has
 * two whole sets. A paused Rollout makes no new pods
 * (https://argo-rollouts.readthedocs.io/en/stable/features/bluegreen/,
 * https://argo-rollouts.readthedocs.io/en/stable/features/canary/#dynamic-stable-scale-with-traffic-routing).
 */
export function argoRolloutPods(spec: JsonObject, replicas: number): PodCounts {
  if (replicas === 0 || spec.paused === true) return fixed(replicas);
  const strategy = argoStrategyOf(spec);
  if (strategy.blueGreen) return withOldSets(spec, strategy.blueGreen, blueGreen(replicas, strategy.blueGreen));
  if (strategy.routing) return withOldSets(spec, strategy.canary ?? {}, routed(replicas, strategy));
  return unrouted(replicas, strategy);
}

/** An experiment runs beside the pods of both versions. */
function unrouted(replicas: number, { canary = {}, steps }: ArgoStrategy): PodCounts {
  const counts = rolling(replicas, argoRollingNumbers(canary));
  const experiment = Math.max(0, ...steps.map(experimentPods));
  return { ...counts, peak: counts.peak + experiment, terminating: counts.terminating + experiment };
}

/** However few pods the preview has, it gets all of them before it becomes active, and the old ones go after that. */
function blueGreen(replicas: number, { previewReplicaCount }: JsonObject): PodCounts {
  const fresh = Math.max(replicas, countIn(previewReplicaCount, replicas));
  return { steady: replicas, peak: replicas + fresh, terminating: replicas + fresh, beside: fresh };
}

function routed(replicas: number, strategy: ArgoStrategy): PodCounts {
  const moments = routedMoments(strategy, replicas);
  const others = moments.filter(({ isServing }) => !isServing);
  return {
    steady: replicas,
    peak: Math.max(
      ...moments.map(({ fresh, stable, experiment, aborted }) => Math.max(fresh + stable + experiment, aborted)),
    ),
    terminating: Math.max(...moments.map((_moment, index) => withLeaving(moments, index, replicas))),
    beside: Math.max(0, ...(strategy.canary?.dynamicStableScale === true ? others : moments).map(({ fresh }) => fresh)),
  };
}

const NONE: RoutedMoment = { fresh: 0, stable: 0, kept: 0, experiment: 0, aborted: 0, isServing: false };

/** The pods at a step, those included that it and the step before have told to go. */
function withLeaving(moments: readonly RoutedMoment[], index: number, replicas: number): number {
  const [former, last, now] = [index - 2, index - 1, index].map((at) => (at < 0 ? NONE : moments[at]));
  const gone = (from: number, to: number): number => Math.max(0, from - to);
  const fresh = now.fresh + gone(last.fresh, now.fresh) + gone(former.fresh, last.fresh);
  const stable =
    now.stable + gone(last.kept, now.stable) + gone(last.stable, last.kept) + gone(former.kept, last.stable);
  const onTheWay = fresh + stable + now.experiment + last.experiment + former.experiment;
  if (now.aborted === 0) return onTheWay;
  const freshBack = Math.max(now.fresh, now.aborted - replicas) + gone(last.fresh, now.fresh);
  const stableBack = replicas + gone(last.kept, now.stable) + gone(now.stable, now.kept);
  return Math.max(onTheWay, freshBack + stableBack + now.experiment + last.experiment);
}

/**
 * Old sets of pods that stay for a while after they have been replaced: as many as `scaleDownDelayRevisionLimit` says, or
 * that of the release before where it stays for longer than a release may take without progress. With
 * `abortScaleDownDelaySeconds: 0` the set of an aborted release stays as well. A release that finds no room waits until
 * they are gone.
 */
function withOldSets(spec: JsonObject, strategy: JsonObject, counts: PodCounts): PodCounts {
  if (strategy.dynamicStableScale === true) return counts;
  const delay = countIn(strategy.scaleDownDelaySeconds, DEFAULT_SCALE_DOWN_DELAY);
  const deadline = countIn(spec.progressDeadlineSeconds, DEFAULT_PROGRESS_DEADLINE);
  const old = delay === 0 ? 0 : countIn(strategy.scaleDownDelayRevisionLimit, delay > deadline ? 1 : 0);
  const aborted = strategy.abortScaleDownDelaySeconds === 0 ? counts.peak - counts.steady : 0;
  return { ...counts, terminating: counts.terminating + old * counts.steady + aborted };
}

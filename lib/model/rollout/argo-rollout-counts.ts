import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';
import { countIn } from '../quota/amounts';
import { argoRollingCounts } from './argo-rolling-counts';

/** Pods of a Rollout, those of all its versions together. */
export interface ArgoRolloutCounts {
  readonly steady: number;
  readonly peak: number;
  readonly terminating: number;
  /** New pods that stand beside all of the old ones before any of those goes. */
  readonly beside: number;
  readonly note?: string;
}

/** Pods of both versions at a moment of a release. */
interface Moment {
  readonly canary: number;
  readonly stable: number;
}

/** Seconds that a version which is done with keeps its pods, where a Rollout does not say. */
const DELAY = 30;
const SEVERAL =
  'keeps pods of versions before for longer than the usual 30 s without scaleDownDelayRevisionLimit: one such version is counted';

/**
 * How many pods a Rollout has while it releases, whether it comes to its end or is aborted on the way. Not counted are
 * somebody who promotes it in full or goes back by hand in the middle of it, and versions that are done with and have gone
 * within the usual 30 s.
 *
 * Sources: utils/replicaset/canary.go, rollout/canary.go, rollout/bluegreen.go and rollout/replicaset.go of
 * argoproj/argo-rollouts, v1.9.
 */
export function argoRolloutCounts(replicas: number, strategy: JsonObject): ArgoRolloutCounts {
  const { blueGreen, canary } = strategy;
  if (isPlainObject(blueGreen)) return blueGreenCounts(replicas, blueGreen);
  const spec = isPlainObject(canary) ? canary : {};
  const counts = isPlainObject(spec.trafficRouting) ? routed(replicas, spec) : basic(replicas, spec);
  return withExperiments(counts, objectsIn(spec.steps));
}

/** Both versions and those before share the replicas and the surge; a pod that shuts down is charged until it is gone. */
function basic(replicas: number, canary: JsonObject): ArgoRolloutCounts {
  const { surge, unavailable } = argoRollingCounts(replicas, canary);
  const most = replicas + Math.min(surge, replicas);
  return {
    steady: replicas,
    peak: most,
    terminating: Math.min(2 * replicas, most + surge + unavailable),
    beside: replicas > 0 && unavailable === 0 ? 1 : 0,
  };
}

/**
 * The preview comes up, with fewer pods at first where it says so, or with more, and has all of them before the active
 * Service is switched.
 */
function blueGreenCounts(replicas: number, spec: JsonObject): ArgoRolloutCounts {
  const preview = Math.max(replicas, countIn(spec.previewReplicaCount, 0));
  return withKept(
    { steady: replicas, peak: replicas + preview, terminating: replicas + preview, beside: preview },
    spec,
    replicas,
  );
}

function routed(replicas: number, canary: JsonObject): ArgoRolloutCounts {
  const least = countIn(canary.minPodsPerReplicaSet, 0);
  // At rest the one version is the canary, which has no fewer than that.
  const steady = atLeast(replicas, least);
  if (canary.dynamicStableScale === true) return dynamic(replicas, steady, canary);
  const most = Math.max(steady, ...moments(replicas, canary).map((each) => each.canary));
  const peak = replicas + most;
  const beside = isPlainObject(canary.replicaProgressThreshold) ? Math.min(1, steady) : steady;
  const delay = countIn(canary.abortScaleDownDelaySeconds, DELAY);
  return withKept({ steady, peak, terminating: peak, beside }, canary, delay === 0 || delay > DELAY ? most : replicas);
}

/**
 * The stable version shrinks as its share does, but after the canary has grown; aborted, it grows back first. Where an
 * aborted canary is kept for a time, it stands beside the whole stable version.
 */
function dynamic(replicas: number, steady: number, canary: JsonObject): ArgoRolloutCounts {
  const all = [{ canary: 0, stable: steady }, ...moments(replicas, canary)];
  const walked = mostAcross(all, 1);
  const most = Math.max(...all.map((each) => each.canary));
  const aborted = countIn(canary.abortScaleDownDelaySeconds, 0) > 0 ? steady + most : 0;
  const isPatient = !isPlainObject(canary.replicaProgressThreshold);
  return {
    steady,
    peak: Math.max(steady, walked, aborted),
    // An aborted version that is kept shuts down when another release begins.
    terminating: Math.max(steady, mostAcross(all, 2), aborted) + (aborted > 0 ? most : 0),
    beside: Math.min(isPatient ? Infinity : 1, Math.max(0, walked - steady)),
  };
}

/** The most pods when those of so many moments before are still there. */
function mostAcross(all: readonly Moment[], back: number): number {
  const sums = all.map((_, index) => {
    const there = all.slice(Math.max(0, index - back), index + 1);
    return Math.max(...there.map(({ canary }) => canary)) + Math.max(...there.map(({ stable }) => stable));
  });
  return Math.max(...sums);
}

/** The moments of a release by the steps of a routed canary, the last of them when all requests have come. */
function moments(replicas: number, canary: JsonObject): Moment[] {
  const all = countIn(objectAt(canary, 'trafficRouting').maxTrafficWeight, 100) || 100;
  const least = countIn(canary.minPodsPerReplicaSet, 0);
  const isDynamic = canary.dynamicStableScale === true;
  const podsAt = (weight: number): number => Math.ceil((Math.min(weight, 2 ** 31) * replicas) / all);
  let [weight, scale] = [0, {} as JsonObject];
  const found = objectsIn(canary.steps).flatMap((step): Moment[] => {
    if (isPlainObject(step.setCanaryScale))
      scale = step.setCanaryScale.matchTrafficWeight === true ? {} : step.setCanaryScale;
    if (step.setWeight !== undefined) weight = countIn(step.setWeight, 0);
    const pods = typeof scale.replicas === 'number' ? countIn(scale.replicas, 0) : undefined;
    const meant = pods !== undefined ? 0 : countIn(scale.weight, weight);
    // A scale moves no requests: the stable version keeps the pods for those that come to it, and an aborted canary gets its own.
    const isApart = isDynamic && pods === undefined && scale.weight !== undefined;
    const stable = isApart ? replicas : Math.max(podsAt(Math.max(0, all - meant)), podsAt(Math.max(0, all - weight)));
    const wanted = pods ?? podsAt(isApart ? Math.max(meant, weight) : meant);
    const own = pods !== undefined && !isDynamic ? pods : atLeast(wanted, least);
    return [{ canary: own, stable: atLeast(stable, isDynamic ? least : 0) }];
  });
  return [...found, { canary: atLeast(replicas, least), stable: 0 }];
}

function atLeast(pods: number, least: number): number {
  return pods === 0 ? 0 : Math.max(pods, least);
}

/**
 * Versions that keep their pods for a time when they are done with, the one before and aborted ones: a release that begins
 * meanwhile finds them. What says no number of them keeps all.
 */
function withKept(counts: ArgoRolloutCounts, spec: JsonObject, pods: number): ArgoRolloutCounts {
  const delay = Math.max(countIn(spec.scaleDownDelaySeconds, DELAY), countIn(spec.abortScaleDownDelaySeconds, DELAY));
  const kept = delay > DELAY ? pods * countIn(spec.scaleDownDelayRevisionLimit, 1) : 0;
  // An aborted version that is kept for good shuts down when another release begins.
  const aborted = spec.abortScaleDownDelaySeconds === 0 ? pods : 0;
  const isKnown = kept === 0 || typeof spec.scaleDownDelayRevisionLimit === 'number';
  return {
    ...counts,
    peak: counts.peak + kept,
    terminating: counts.terminating + Math.max(kept, aborted),
    ...(!isKnown && { note: SEVERAL }),
  };
}

/** Pods of experiments stand beside those of the release while their step lasts, each template has one where it does not say. */
function withExperiments(counts: ArgoRolloutCounts, steps: readonly JsonObject[]): ArgoRolloutCounts {
  const pods = steps.map(({ experiment }) =>
    objectsIn(isPlainObject(experiment) ? experiment.templates : []).reduce(
      (sum, { replicas }) => sum + countIn(replicas, 1),
      0,
    ),
  );
  const most = Math.max(0, ...pods);
  return most === 0 ? counts : { ...counts, peak: counts.peak + most, terminating: counts.terminating + most };
}

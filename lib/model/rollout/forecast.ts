import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { podSpecOf } from '../../manifests/pod-spec';
import { scaledValueOf } from '../../private/int-or-percent';
import { isPlainObject, type JsonObject, objectAt } from '../../private/json';
import { countIn } from '../quota/amounts';
import { podsAtOnce, type Replicas, replicasOf } from '../scaling/pods-at-once';
import { lastingContainers } from '../selection/pod-groups';
import { fewestReadyOf, peakPods, type WorkloadState } from './apply';
import { argoRolloutOf } from './argo/rolling';
import { argoStrategyOf, isArgoRollout } from './argo/strategy';
import { groupRolloutOf, type RollingCounts, rolloutOf } from './rolling-counts';

/** How a change of a workload goes at worst, from manifests alone. */
export interface Forecast {
  /** Pods when all is done; the fewest that an autoscaler keeps. */
  readonly pods: number;
  /** The most that an autoscaler makes of them. */
  readonly scaledTo: number;
  /** How many times new pods have to become ready before the next may follow. */
  readonly waves: number;
  /** Longest time until the last pod is ready; nothing where a container may take as long as it likes. */
  readonly seconds: number | undefined;
  readonly fewestReady: number;
  /** With those that are shutting down. */
  readonly mostPods: number;
}

/** A workload among what is applied with it. */
export interface Placed {
  readonly manifest: Manifest;
  readonly set: ManifestSet;
}

/**
 * Forecasts what one apply does to a workload all of whose pods are ready.
 *
 * @param before the workload as it is; nothing where it is new
 * @param isReplacing whether its pod template differs
 */
export function forecast(before: Placed | undefined, after: Placed, isReplacing: boolean): Forecast {
  const now = stateOf(after, isReplacing || !before ? 'new' : 'old');
  const was = before ? stateOf(before, 'old') : { ...now, replicas: 0, most: 0, version: 'old' };
  const peak = peakPods(was, now).map((choice) => Math.max(...choice.map(({ pods }) => pods)));
  const mostPods = peak.reduce((sum, pods) => sum + pods, 0);
  const waves = isReplacing || !before ? wavesOf(after.manifest, now.most) : was.replicas < now.replicas ? 1 : 0;
  const startup = startupSeconds(podSpecOf(after.manifest) ?? {});
  return {
    pods: now.replicas,
    scaledTo: now.most,
    waves,
    seconds: startup === undefined || waitsBetweenSteps(after.manifest) ? undefined : startup * waves,
    fewestReady: fewestReadyOf(was, before && isLeftToScaler(before, after) ? ofOne(after, now) : now),
    mostPods:
      isReplacing && isArgoRollout(after.manifest)
        ? (podsAtOnce(after.set, after.manifest)?.terminating ?? 0)
        : mostPods,
  };
}

/**
 * Whether an apply takes `replicas` out and leaves them to an autoscaler: until that has looked the API server's default
 * holds, one pod
 * (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling).
 */
function isLeftToScaler(before: Placed, after: Placed): boolean {
  const statedBy = ({ manifest: { json } }: Placed): boolean => typeof objectAt(json, 'spec').replicas === 'number';
  return statedBy(before) && !statedBy(after) && replicasOf(after.set, after.manifest).scaler !== undefined;
}

function ofOne({ manifest: { kind, json } }: Placed, state: WorkloadState): WorkloadState {
  return { ...state, replicas: 1, maxUnavailable: maxUnavailableOf(kind, objectAt(json, 'spec'), 1) };
}

function stateOf({ manifest, set }: Placed, version: string): WorkloadState {
  const { fewest: replicas, most }: Replicas = replicasOf(set, manifest);
  const { kind, json } = manifest;
  const spec = objectAt(json, 'spec');
  const state = { replicas, most, version, maxUnavailable: maxUnavailableOf(kind, spec, replicas) };
  return kind === 'LeaderWorkerSet' ? { ...state, onTop: groupRolloutOf(spec, most).surge } : state;
}

/** The kinds that may have pods on top of their replicas, and how they roll. */
const SURGING: { readonly [kind: string]: (spec: JsonObject, replicas: number) => RollingCounts | undefined } = {
  Deployment: rolloutOf,
  LeaderWorkerSet: groupRolloutOf,
  Rollout: argoRolloutOf,
};

/** https://kubernetes.io/docs/concepts/workloads/controllers/: StatefulSets and DaemonSets replace one pod at a time unless told otherwise. */
function maxUnavailableOf(kind: string, spec: JsonObject, replicas: number): number | undefined {
  if (Object.hasOwn(SURGING, kind)) return SURGING[kind](spec, replicas)?.unavailable;
  const { maxUnavailable = 1 } = objectAt(spec, 'updateStrategy', 'rollingUpdate');
  return Math.max(1, scaledValueOf(maxUnavailable, replicas, 'down') ?? 0);
}

function wavesOf({ kind, json }: Manifest, pods: number): number {
  if (pods === 0) return 0;
  const spec = objectAt(json, 'spec');
  const unavailable = maxUnavailableOf(kind, spec, pods);
  if (unavailable === undefined) return 1;
  const isParallel = kind === 'StatefulSet' && spec.podManagementPolicy === 'Parallel';
  const surge = Object.hasOwn(SURGING, kind) ? (SURGING[kind](spec, pods)?.surge ?? 0) : 0;
  const step = isParallel ? Math.max(1, unavailable) : surge + unavailable;
  return Math.ceil(pods / Math.max(1, step));
}

/** Whether a release by Argo takes longer than its pods do: at steps it waits, for a time, an analysis or somebody. */
function waitsBetweenSteps(manifest: Manifest): boolean {
  if (!isArgoRollout(manifest)) return false;
  const { blueGreen, steps } = argoStrategyOf(objectAt(manifest.json, 'spec'));
  return blueGreen !== undefined || steps.length > 0;
}

/** The longest time in which a pod becomes ready or is restarted: the startup probe bounds it, nothing else does. */
function startupSeconds(podSpec: JsonObject): number | undefined {
  const budgets = lastingContainers(podSpec).map(({ startupProbe, readinessProbe }) => {
    if (isPlainObject(startupProbe)) return budgetOf(startupProbe);
    return isPlainObject(readinessProbe) ? undefined : 0;
  });
  return budgets.includes(undefined) ? undefined : Math.max(0, ...(budgets as number[]));
}

function budgetOf({ initialDelaySeconds, periodSeconds, failureThreshold }: JsonObject): number {
  return countIn(initialDelaySeconds, 0) + countIn(periodSeconds, 10) * countIn(failureThreshold, 3);
}

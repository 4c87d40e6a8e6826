import type { Manifest } from '../../manifests/manifest';
import { podsOf } from '../../private/int-or-percent';
import { isPlainObject, type JsonObject, objectAt } from '../../private/json';
import { countIn } from '../quota/amounts';
import { type ScalingLimits, targetKey } from '../quota/scaling';
import { lastingContainers } from '../selection/pod-groups';
import { peakPods, troughOf, type WorkloadState } from './apply';

/** How a change of a workload goes at worst, from manifests alone. */
export interface Forecast {
  /** Pods when all is done. */
  readonly pods: number;
  /** How many times new pods have to become ready before the next may follow. */
  readonly waves: number;
  /** Longest time until the last pod is ready; nothing where a container may take as long as it likes. */
  readonly seconds: number | undefined;
  readonly fewestReady: number;
  /** With those that are shutting down. */
  readonly mostPods: number;
}

/**
 * Forecasts what one apply does to a workload all of whose pods are ready.
 *
 * @param before the workload as it is; nothing where it is new
 * @param isReplacing whether its pod template differs
 * @param scaling the most pods that autoscalers make, before and after
 */
export function forecast(
  before: Manifest | undefined,
  after: Manifest,
  isReplacing: boolean,
  scaling: { readonly before: ScalingLimits; readonly after: ScalingLimits },
): Forecast {
  const now = stateOf(after, scaling.after, isReplacing || !before ? 'new' : 'old');
  const was = before ? stateOf(before, scaling.before, 'old') : { ...now, replicas: 0, most: 0, version: 'old' };
  const peak = peakPods(was, now).map((choice) => Math.max(...choice.map(({ pods }) => pods)));
  const waves = isReplacing || !before ? wavesOf(after, now) : was.replicas < now.replicas ? 1 : 0;
  const startup = startupSeconds(objectAt(after.json, 'spec', 'template', 'spec'));
  return {
    pods: now.replicas,
    waves,
    seconds: startup === undefined ? undefined : startup * waves,
    fewestReady: troughOf(was, now),
    mostPods: peak.reduce((sum, pods) => sum + pods, 0),
  };
}

function stateOf({ kind, name, json }: Manifest, scaling: ScalingLimits, version: string): WorkloadState {
  const spec = objectAt(json, 'spec');
  const most = scaling.get(targetKey(kind, name));
  const replicas = kind === 'DaemonSet' ? 1 : countIn(spec.replicas, 1);
  return {
    replicas,
    most: replicas === 0 ? 0 : Math.max(replicas, most ?? 0),
    version,
    maxUnavailable: maxUnavailableOf(kind, spec, replicas),
  };
}

/** https://kubernetes.io/docs/concepts/workloads/controllers/: StatefulSets and DaemonSets replace one pod at a time unless told otherwise. */
function maxUnavailableOf(kind: string, spec: JsonObject, replicas: number): number | undefined {
  const strategy = objectAt(spec, kind === 'Deployment' ? 'strategy' : 'updateStrategy');
  if (kind !== 'Deployment')
    return Math.max(1, podsOf(objectAt(strategy, 'rollingUpdate').maxUnavailable ?? 1, replicas, 'down') ?? 0);
  if (strategy.type === 'Recreate') return undefined;
  const { unavailable, surge } = steps(strategy, replicas);
  return surge === 0 ? Math.max(1, unavailable) : unavailable;
}

function steps(strategy: JsonObject, replicas: number): { readonly surge: number; readonly unavailable: number } {
  const { maxSurge = '25%', maxUnavailable = '25%' } = objectAt(strategy, 'rollingUpdate');
  return {
    surge: Math.min(podsOf(maxSurge, replicas, 'up') ?? 0, replicas),
    unavailable: podsOf(maxUnavailable, replicas, 'down') ?? 0,
  };
}

function wavesOf({ kind, json }: Manifest, { replicas, maxUnavailable }: WorkloadState): number {
  if (replicas === 0) return 0;
  if (maxUnavailable === undefined) return 1;
  const spec = objectAt(json, 'spec');
  const isParallel = kind === 'StatefulSet' && spec.podManagementPolicy === 'Parallel';
  const surge = kind === 'Deployment' ? steps(objectAt(spec, 'strategy'), replicas).surge : 0;
  const step = isParallel ? Math.max(1, maxUnavailable) : surge + maxUnavailable;
  return Math.ceil(replicas / Math.max(1, step));
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

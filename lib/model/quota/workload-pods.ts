import type { Manifest } from '../../manifests/manifest';
import { type PodTemplate, podTemplatesOf } from '../../manifests/pod-spec';
import { isPlainObject, type JsonObject, objectAt } from '../../private/json';
import { groupRolloutOf } from '../rollout/rolling-counts';
import { countIn } from './amounts';
import { argoRolloutPods } from './argo-rollout-pods';
import { fixed, type PodCounts, rolling } from './pod-counts';
import { type ScalingLimits, targetKey } from './scaling';

/**
 * How many pods a workload has, and their spec: all of them are alike. Of what makes groups of pods the numbers are those
 * of groups, and the spec is the leader's.
 */
export interface WorkloadPods extends PodCounts {
  readonly object: Manifest;
  readonly podSpec: JsonObject;
  /** The pods that each of the number is: one, or those of a group. */
  readonly templates: readonly PodTemplate[];
  /** Whether the pods come to an end by themselves, and leave room then. */
  readonly ends: boolean;
  /** What is not known about the number. */
  readonly note?: string;
}

type Made = Omit<WorkloadPods, 'object' | 'podSpec' | 'templates'>;

/** How many pods a kind of workload makes of its spec. */
type Maker = (spec: JsonObject, replicas: number) => Made;

/**
 * A Deployment that rolls has its surge above its replicas, never more than one pod of the new version for each
 * replica. Recreate, StatefulSets and DaemonSets wait until an old pod is gone.
 */
const MAKERS = new Map<string, Maker>([
  ['/Pod', () => lasting(fixed(1))],
  ['/ReplicationController', (_spec, replicas) => lasting(fixed(replicas))],
  ['apps/ReplicaSet', (_spec, replicas) => lasting(fixed(replicas))],
  ['apps/StatefulSet', (_spec, replicas) => lasting(fixed(replicas))],
  ['apps/DaemonSet', () => lasting(fixed(1), 'has a pod on every node it is for, counted as one')],
  ['apps/Deployment', (spec, replicas) => lasting(deployment(replicas, spec))],
  ['argoproj.io/Rollout', (spec, replicas) => lasting(argoRolloutPods(spec, replicas))],
  ['leaderworkerset.x-k8s.io/LeaderWorkerSet', (spec, replicas) => lasting(groups(replicas, spec))],
  ['batch/Job', (spec) => ending(jobPods(spec))],
  ['batch/CronJob', cronJob],
  ['keda.sh/ScaledJob', (spec) => ending(jobPods(objectAt(spec, 'jobTargetRef')) * countIn(spec.maxReplicaCount, 100))],
]);

/** The pods of an object, when it makes some: one that describes none, a Rollout of a Deployment's pods, makes none. */
export function workloadPods(object: Manifest, scaling: ScalingLimits): WorkloadPods | undefined {
  const { group, kind, json, name } = object;
  const make = MAKERS.get(`${group}/${kind}`);
  const templates = make ? podTemplatesOf(object) : [];
  if (!make || templates.length === 0) return undefined;
  const spec = objectAt(json, 'spec');
  const replicas = Math.max(countIn(spec.replicas, 1), scaling.get(targetKey(kind, name)) ?? 0);
  const made = make(spec, replicas);
  // Its pods are there until those of the other object are.
  const atRest = object.scaledDownFor ? { steady: 0, beside: 0 } : {};
  return { object, podSpec: templates[0].podSpec, templates, ...made, ...atRest };
}

function lasting(counts: PodCounts, note?: string): Made {
  return { ...counts, ends: false, note };
}

function ending(count: number, note?: string): Made {
  return { ...fixed(count), ends: true, note };
}

function cronJob(spec: JsonObject): Made {
  const job = objectAt(spec, 'jobTemplate', 'spec');
  const count = spec.suspend === true ? 0 : jobPods(job);
  const overlaps = count > 0 && (spec.concurrencyPolicy ?? 'Allow') === 'Allow';
  return ending(count, overlaps ? 'may have several runs at a time, counted as one' : undefined);
}

/** A suspended Job has no pods: those it had are deleted (`syncJob` in pkg/controller/job of kubernetes/kubernetes). */
function jobPods({ parallelism, completions, suspend }: JsonObject): number {
  if (suspend === true) return 0;
  const most = countIn(parallelism, 1);
  return completions === undefined || completions === null ? most : Math.min(most, countIn(completions, most));
}

/** A paused Deployment keeps its pods and makes no others (`syncDeployment` in pkg/controller/deployment of kubernetes/kubernetes). */
function deployment(replicas: number, { strategy, paused }: JsonObject): PodCounts {
  const { type, rollingUpdate } = isPlainObject(strategy) ? strategy : {};
  if (paused === true || type === 'Recreate') return fixed(replicas);
  return rolling(replicas, isPlainObject(rollingUpdate) ? rollingUpdate : {});
}

/** Groups keep their names, as pods of StatefulSets do: a new one starts when the old one of its name is gone. */
function groups(replicas: number, spec: JsonObject): PodCounts {
  const { surge, unavailable } = groupRolloutOf(spec, replicas);
  const most = replicas + surge;
  return { steady: replicas, peak: most, terminating: most, beside: unavailable === 0 && surge > 0 ? 1 : 0 };
}

/**
 * What one `kubectl apply` does to a namespace in which everything was ready: an oracle for releases, which knows
 * manifests only and shares nothing with the library.
 *
 * It explores every schedule instead of one. What the controllers permit can happen in any order and take any time:
 * objects arrive in any order, controllers act when they like, a pod that was created stays unready as long as it likes
 * (its startup budget and `minReadySeconds` say how long that may be, so no time is counted) and a terminating pod stays
 * as long as it likes (its grace period). The figures are the lowest and highest of all moments of all schedules, and each
 * of them is reached by one. Deployments do not wait for one another, so every combination of their moments is a moment
 * of the namespace: sums of lowest figures are lowest sums.
 *
 * The model, with its sources in https://github.com/kubernetes/kubernetes (pkg/controller):
 * - kubectl prunes nothing: what is absent from the files keeps running; `remove` deletes by name.
 *   https://kubernetes.io/docs/reference/kubectl/generated/kubectl_apply/
 * - A Deployment's selector cannot be changed, nor a Job's template; that object stays as it was, the others are applied.
 *   https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#label-selector-updates
 * - Surge is rounded up, unavailability down, and one pod may be unavailable where both come to nothing.
 *   deployment/util/deployment_util.go: ResolveFenceposts, MaxUnavailable
 * - A rollout first makes new pods up to replicas + surge, then removes old pods that are not ready, then ready ones
 *   as long as replicas - unavailable pods are available. deployment/rolling.go: reconcileNewReplicaSet,
 *   reconcileOldReplicaSets, cleanupUnhealthyReplicas; deployment_util.go: NewRSNewReplicas
 * - New replicas and a new template in one apply: before the rollout begins there is one active ReplicaSet, the old one,
 *   and that is resized at once to all of the new replicas; pods that are added are of the old template. (Shares in
 *   proportion concern a rollout under way, and here everything was ready.) deployment/sync.go: isScalingEvent, scale;
 *   deployment_util.go: FindActiveOrLatest
 * - New replicas alone: pods are created or deleted at once, ready ones too; those not ready go first.
 *   replicaset/replica_set.go, controller_utils.go: ActivePodsWithRanks
 * - Recreate deletes all old pods and waits until they are gone. deployment/recreate.go: oldPodsRunning
 * - A terminating pod is no ready endpoint, but a quota charges it.
 *   https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#conditions
 * - A Service may be applied before or after the Deployments, and proxies may learn of it late: both selectors count.
 * - A Job that is new runs its pods once; those of a Job that was there have finished.
 * - Replicas left to an autoscaler are its minimum; taking the field away for one makes it 1 for a while.
 *
 * Not modelled: pods that fail or are evicted, ReplicaSet controllers that lag behind the Deployment controller (pods
 * may overlap for moments), quotas and nodes that hold pods back, paused Deployments, CronJobs, StatefulSets, DaemonSets,
 * `publishNotReadyAddresses`, fields that differ only by a default that is spelled out (taken for a new template).
 */
import { type Manifest, readManifest } from '../api-server/manifest';
import { peaks } from './amounts';
import { type Facts, factsOf, type JobFacts } from './facts';
import { rangeOf, serviceTransition, sum } from './services';
import type { DeploymentTransition, NamespaceTransition, Range, SimulationOptions, Stage, Transition } from './types';
import { applied, refusal, removed, untouched, type Workload } from './workload';

export * from './types';

/** Simulates one `kubectl apply` of `after` on a namespace where all of `before` is applied and ready. */
export function simulateApply(
  before: readonly object[],
  after: readonly object[],
  { remove = [], expected = {} }: SimulationOptions = {},
): Transition {
  const [was, files] = [before.map(read), after.map(read)];
  checkOneNamespace([...was, ...files]);
  const errors = refusals(was, files, remove);
  const isRefused = (manifest: Manifest): boolean => errors.some((error) => error.startsWith(`${idOf(manifest)}:`));
  const accepted = files.filter((manifest) => !isRefused(manifest));
  const applyIds = new Set(accepted.map(idOf));
  const live = [...was.filter((each) => !applyIds.has(idOf(each)) && !remove.includes(idOf(each))), ...accepted];
  const [old, fresh, now] = [factsOf(was), factsOf(accepted), factsOf(live)];
  const workloads = workloadsOf(old, fresh, now);
  const jobs = [...fresh.jobs.values()].filter(({ name }) => !old.jobs.has(name));
  return {
    errors,
    hazards: workloads.flatMap(({ hazard }) => hazard ?? []),
    services: byName([...old.services.keys(), ...now.services.keys()], (name) =>
      serviceTransition(old.services.get(name), now.services.get(name), {
        workloads,
        jobs,
        expected: Object.hasOwn(expected, name) ? expected[name] : undefined,
      }),
    ),
    deployments: Object.fromEntries(workloads.map((workload) => [workload.name, deploymentTransition(workload)])),
    jobs: Object.fromEntries(jobs.map(({ name, pods }) => [name, { min: 0, max: pods }])),
    leftRunning: [...now.deployments.keys()].filter(
      (name) => !files.some((each) => idOf(each) === `Deployment/${name}`),
    ),
    namespace: namespaceTransition(workloads, jobs),
    live,
  };
}

/** Applies stage after stage, each once the one before has settled; nothing is pruned. One transition per adjacent pair. */
export function walk(stages: readonly Stage[], options: SimulationOptions = {}): readonly Transition[] {
  const transitions: Transition[] = [];
  const [first, ...rest] = stages.map((stage) => ('apply' in stage ? stage : { apply: stage, remove: [] }));
  let live: readonly object[] = first?.apply ?? [];
  for (const { apply, remove } of rest) {
    const transition = simulateApply(live, apply, { ...options, remove });
    transitions.push(transition);
    live = transition.live;
  }
  return transitions;
}

function read(object: object): Manifest {
  const manifest = readManifest(object);
  if (typeof manifest === 'string') throw new Error(manifest);
  return manifest;
}

function idOf({ kind, metadata }: Manifest): string {
  return `${kind}/${metadata.name}`;
}

function checkOneNamespace(manifests: readonly Manifest[]): void {
  const simulated = manifests.filter(({ kind }) => ['Deployment', 'Job', 'Service'].includes(kind));
  const found = new Set(simulated.map(({ metadata }) => metadata.namespace ?? 'default'));
  if (found.size > 1) throw new Error(`the simulator takes one namespace, got ${[...found].join(', ')}`);
}

/** What the API server refuses to change. */
function refusals(was: readonly Manifest[], files: readonly Manifest[], remove: readonly string[]): string[] {
  const [old, fresh] = [factsOf(was), factsOf(files)];
  const gone = remove.filter((id) => files.some((each) => idOf(each) === id));
  if (gone.length > 0) throw new Error(`an object is either applied or removed, got both for ${gone.join(', ')}`);
  const jobs = [...fresh.jobs.values()].filter(({ name, template }) => {
    const before = old.jobs.get(name);
    return before && before.template.key !== template.key;
  });
  return [
    ...[...fresh.deployments.values()].flatMap((each) => refusal(old.deployments.get(each.name), each) ?? []),
    ...jobs.map(({ name }) => `Job/${name}: spec.template is immutable`),
  ];
}

function workloadsOf(old: Facts, fresh: Facts, now: Facts): Workload[] {
  const names = [...new Set([...old.deployments.keys(), ...now.deployments.keys()])].sort();
  return names.map((name) => {
    const [before, after] = [old.deployments.get(name), fresh.deployments.get(name)];
    // An autoscaler may be applied to a Deployment that the files do not hold.
    if (after) return applied(before, now.deployments.get(name)!);
    return now.deployments.has(name) ? untouched(before!) : removed(before!);
  });
}

function deploymentTransition({ all, end }: Workload): DeploymentTransition {
  const range = (count: (moment: (typeof all)[number]) => number): Range => rangeOf(all.map(count));
  return {
    ready: range(({ oldReady, newReady }) => oldReady + newReady),
    pods: range(({ oldAlive, newAlive }) => oldAlive + newAlive),
    podsWithTerminating: range(({ oldAlive, oldTerminating, newAlive }) => oldAlive + oldTerminating + newAlive),
    steady: end.oldReady + end.newReady,
  };
}

function namespaceTransition(workloads: readonly Workload[], jobs: readonly JobFacts[]): NamespaceTransition {
  const all = workloads.map(deploymentTransition);
  const inJobs = jobs.reduce((total, { pods }) => total + pods, 0);
  return {
    peakPods: sum(all.map(({ pods }) => pods)).max + inJobs,
    peakPodsWithTerminating: sum(all.map(({ podsWithTerminating }) => podsWithTerminating)).max + inJobs,
    peak: peaks(workloads, jobs, false),
    peakWithTerminating: peaks(workloads, jobs, true),
    troughReady: sum(all.map(({ ready }) => ready)).min,
    steadyPods: all.reduce((total, { steady }) => total + steady, 0),
  };
}

function byName<T>(names: readonly string[], valueOf: (name: string) => T): Record<string, T> {
  return Object.fromEntries([...new Set(names)].sort().map((name) => [name, valueOf(name)]));
}

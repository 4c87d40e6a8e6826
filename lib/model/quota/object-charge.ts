import { resourceOf } from '../../manifests/kinds';
import type { Manifest } from '../../manifests/manifest';
import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import type { Quantity } from '../../private/quantity';
import { addCount, countIn } from './amounts';
import { chargeResourceClaim, chargeVolumeClaim } from './claims';
import { type ScalingLimits, targetKey } from './scaling';

/** What the control plane puts into every namespace: the cluster's certificate and an account. */
export const IN_EVERY_NAMESPACE = ['count/configmaps', 'count/serviceaccounts'];
/** What keeps ReplicaSets, as many as `revisionHistoryLimit` says: ten where it says nothing. */
const MAKE_REPLICA_SETS: ReadonlySet<string> = new Set(['apps/Deployment', 'argoproj.io/Rollout']);
/** Where a Deployment's ReplicaSets are counted. */
export const REPLICA_SETS = 'count/replicasets.apps';

/**
 * What an object is charged besides its pods: itself, its claims, a Service's node ports and load balancer, the Jobs
 * that a CronJob keeps.
 */
export function chargeObject(
  total: Map<string, Quantity>,
  { group, kind, name, json }: Manifest,
  scaling: ScalingLimits,
): void {
  const spec = objectAt(json, 'spec');
  const title = `${group}/${kind}`;
  const mostOf = ({ replicas }: JsonObject): number =>
    Math.max(countIn(replicas, 1), scaling.get(targetKey(kind, name)) ?? 0);
  // Pods are counted with those that workloads make, claims with those that pods make.
  if (title === '/Pod') return;
  if (title === '/PersistentVolumeClaim') chargeVolumeClaim(total, json);
  else if (title === 'resource.k8s.io/ResourceClaim') chargeResourceClaim(total, spec);
  else addCount(total, `count/${resourceOf(group, kind)}`);
  if (title === '/Service') chargeService(total, spec);
  if (title === 'batch/CronJob') {
    const kept = countIn(spec.successfulJobsHistoryLimit, 3) + countIn(spec.failedJobsHistoryLimit, 1);
    addCount(total, 'count/jobs.batch', kept + 1);
  }
  if (title === 'leaderworkerset.x-k8s.io/LeaderWorkerSet') chargeGroups(total, spec, mostOf(spec));
  if (title === 'apps/StatefulSet') {
    for (const claim of objectsIn(spec.volumeClaimTemplates)) chargeVolumeClaim(total, claim, mostOf(spec));
  }
}

/**
 * A LeaderWorkerSet makes a StatefulSet of the leaders, one of the workers of each group, and the Service without address
 * by which they find each other: one, or one for each group (pkg/controllers of kubernetes-sigs/lws v0.10.0).
 */
function chargeGroups(total: Map<string, Quantity>, spec: JsonObject, groups: number): void {
  const isOneEach = objectAt(spec, 'networkConfig').subdomainPolicy === 'UniquePerReplica';
  addCount(total, 'count/services', isOneEach ? groups : 1);
  const hasWorkers = countIn(objectAt(spec, 'leaderWorkerTemplate').size, 1) > 1;
  addCount(total, 'count/statefulsets.apps', 1 + (hasWorkers ? groups : 0));
}

/** A LoadBalancer is charged a node port for each port, unless it allocates none (pkg/quota/v1/evaluator/core/services.go). */
function chargeService(total: Map<string, Quantity>, spec: JsonObject): void {
  const ports = objectsIn(spec.ports);
  if (spec.type === 'LoadBalancer') addCount(total, 'services.loadbalancers');
  else if (spec.type !== 'NodePort') return;
  const allocatesNone = spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts === false;
  const charged = allocatesNone ? ports.filter(({ nodePort }) => typeof nodePort === 'number' && nodePort > 0) : ports;
  addCount(total, 'services.nodeports', charged.length);
}

/**
 * ReplicaSets that a Deployment, or a Rollout of Argo, has at rest, the current one and the old ones that it keeps, and those of a rollout,
 * which makes one more before the oldest is removed (`cleanupDeployment` in pkg/controller/deployment of
 * kubernetes/kubernetes). A paused Deployment makes none.
 */
export function replicaSetsOf({ group, kind, json }: Manifest): {
  readonly kept: number;
  readonly made: number;
} {
  if (!MAKE_REPLICA_SETS.has(`${group}/${kind}`)) return { kept: 0, made: 0 };
  const { revisionHistoryLimit, paused } = objectAt(json, 'spec');
  return { kept: countIn(revisionHistoryLimit, 10) + 1, made: paused === true ? 0 : 1 };
}

import type { JsonObject } from '../../private/json';
import { autoscaler } from './autoscaling';
import { claim } from './claims';
import { ingressClass, persistentVolume, priorityClass, runtimeClass, storageClass } from './cluster-objects';
import { configMap, secret } from './config';
import { disruptionBudget } from './disruption';
import { childOrEmpty } from './fields';
import { ingress } from './ingress';
import { limitRange } from './limit-range';
import { customMetadata, objectMetadata } from './metadata';
import { namespace } from './namespace';
import { networkPolicy } from './network-policy';
import { podSpec } from './pod/pod-spec';
import { binding, role } from './rbac';
import { Refusals, type Refusal, type ValidationContext } from './refusal';
import { resourceQuota } from './resource-quota';
import { CUSTOM, type ReadObject, readObject } from './schema/read-object';
import { cloudsOf } from './schema/slips';
import { service } from './service';
import { daemonSet, replicaSet } from './workloads/daemon-set';
import { deployment } from './workloads/deployment';
import { cronJob, job } from './workloads/job';
import { statefulSet } from './workloads/stateful-set';

type KindRules = (object: JsonObject, out: Refusals) => void;

/** The rules of each kind, besides those of its fields, types and metadata. */
const RULES = new Map<string, KindRules>([
  ['v1/ConfigMap', configMap],
  ['v1/LimitRange', limitRange],
  ['v1/Namespace', namespace],
  ['v1/PersistentVolume', persistentVolume],
  ['v1/PersistentVolumeClaim', claim],
  [
    'v1/Pod',
    (object, out) => {
      podSpec('/spec', childOrEmpty(object, 'spec'), out);
    },
  ],
  ['v1/ResourceQuota', resourceQuota],
  ['v1/Secret', secret],
  ['v1/Service', service],
  ['apps/v1/DaemonSet', daemonSet],
  ['apps/v1/Deployment', deployment],
  ['apps/v1/ReplicaSet', replicaSet],
  ['apps/v1/StatefulSet', statefulSet],
  ['autoscaling/v1/HorizontalPodAutoscaler', autoscaler],
  ['autoscaling/v2/HorizontalPodAutoscaler', autoscaler],
  ['batch/v1/CronJob', cronJob],
  ['batch/v1/Job', job],
  ['networking.k8s.io/v1/Ingress', ingress],
  ['networking.k8s.io/v1/IngressClass', ingressClass],
  ['networking.k8s.io/v1/NetworkPolicy', networkPolicy],
  ['node.k8s.io/v1/RuntimeClass', runtimeClass],
  ['policy/v1/PodDisruptionBudget', disruptionBudget],
  ['rbac.authorization.k8s.io/v1/ClusterRole', role],
  ['rbac.authorization.k8s.io/v1/ClusterRoleBinding', binding],
  ['rbac.authorization.k8s.io/v1/Role', role],
  ['rbac.authorization.k8s.io/v1/RoleBinding', binding],
  ['scheduling.k8s.io/v1/PriorityClass', priorityClass],
  ['storage.k8s.io/v1/StorageClass', storageClass],
]);

/**
 * What an API server refuses of one object by itself, whatever else is in the cluster: unknown fields, wrong types and
 * versions that are not served (`BadRequest`), and broken rules of the kind (`Invalid`). Empty when it would be
 * accepted. Of custom resources only the metadata is looked at. Never throws, whatever the object holds.
 *
 * The server judges no further what it cannot read. Here the rest is judged all the same, with what is meant in place of a
 * number in quotes and its like, and without what may hang on anything else that cannot be read.
 */
export function validateObject(object: JsonObject, context: ValidationContext = {}): Refusal[] {
  const out = new Refusals(context);
  const read = readObject(object, out);
  if (read === undefined) return out.all;
  const { kind, sound, slips } = read;
  if (slips.length === 0) judge(sound, kind, out);
  else {
    const rest = new Refusals(context);
    judge(sound, kind, rest);
    const isClouded = cloudsOf(slips);
    out.take(rest.all.filter(({ at }) => !isClouded(at)));
  }
  return out.all;
}

function judge(object: JsonObject, kind: ReadObject['kind'], out: Refusals): void {
  if (kind === CUSTOM) customMetadata(object, out);
  else {
    objectMetadata(object, object.kind as string, out);
    RULES.get(kind.key)?.(object, out);
  }
}

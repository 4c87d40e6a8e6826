import type { JsonObject } from '../../../private/json';
import { at, chain, fill, isUnset, ownField, type Change } from '../fields/fields';
import { binding, mutatingWebhooks, validatingWebhooks } from './access';
import { autoscaler } from './autoscaler';
import {
  customResourceDefinition,
  limitRange,
  namespace,
  priorityClass,
  resourceClaim,
  resourceClaimTemplate,
} from './cluster';
import { withPodLabels } from './generated';
import { gateway, grpcRoute, httpRoute, ingressClass, networkPolicy } from './networking';
import { podOnly, podSpec, podTemplate } from './pod-spec';
import { secret } from './secret';
import { service } from './service';
import { csiDriver, persistentVolume, storageClass } from './storage';
import { claimSpec } from './volume';
import { cronJob, daemonSet, deployment, job, replicaSet, replicationController, statefulSet } from './workloads';

/** The change of an object that a change of its spec is; a spec that is not given is empty. */
function spec(change: Change): Change {
  return (object) => at(['spec'], change)(isUnset(ownField(object, 'spec')) ? fill(object, { spec: {} }) : object);
}

const BY_KIND: ReadonlyMap<string, Change> = new Map([
  ['Pod', spec(chain(podSpec, podOnly))],
  ['PodTemplate', at(['template'], podTemplate)],
  ['Deployment.apps', spec(deployment)],
  ['StatefulSet.apps', spec(statefulSet)],
  // Its controller fills the template in before it compares it (`PodTemplateEqualIgnoreHash` of argoproj/argo-rollouts).
  ['Rollout.argoproj.io', at(['spec'], at(['template'], podTemplate))],
  ['DaemonSet.apps', spec(daemonSet)],
  ['ReplicaSet.apps', spec(replicaSet)],
  ['ReplicationController', chain(withPodLabels, spec(replicationController))],
  ['Job.batch', chain(withPodLabels, spec(job))],
  ['CronJob.batch', spec(cronJob)],
  ['HorizontalPodAutoscaler.autoscaling', spec(autoscaler)],
  ['Service', spec(service)],
  ['NetworkPolicy.networking.k8s.io', spec(networkPolicy)],
  ['IngressClass.networking.k8s.io', spec(ingressClass)],
  ['Gateway.gateway.networking.k8s.io', spec(gateway)],
  ['HTTPRoute.gateway.networking.k8s.io', spec(httpRoute)],
  ['GRPCRoute.gateway.networking.k8s.io', spec(grpcRoute)],
  ['RoleBinding.rbac.authorization.k8s.io', binding],
  ['ClusterRoleBinding.rbac.authorization.k8s.io', binding],
  ['ValidatingWebhookConfiguration.admissionregistration.k8s.io', validatingWebhooks],
  ['MutatingWebhookConfiguration.admissionregistration.k8s.io', mutatingWebhooks],
  ['PersistentVolumeClaim', spec(claimSpec)],
  ['PersistentVolume', spec(persistentVolume)],
  ['StorageClass.storage.k8s.io', storageClass],
  ['CSIDriver.storage.k8s.io', spec(csiDriver)],
  ['PriorityClass.scheduling.k8s.io', priorityClass],
  ['Namespace', namespace],
  ['LimitRange', spec(limitRange)],
  ['ResourceClaim.resource.k8s.io', spec(resourceClaim)],
  ['ResourceClaimTemplate.resource.k8s.io', spec(resourceClaimTemplate)],
  ['CustomResourceDefinition.apiextensions.k8s.io', spec(customResourceDefinition)],
  ['Secret', secret],
]);

/** The object with what the API server fills into its kind. */
export function withDefaults(object: JsonObject, qualified: string): JsonObject {
  return BY_KIND.get(qualified)?.(object) ?? object;
}

import { fixed, fixedOnceSet, type ImmutableRule } from './rule';

const REPLACE = 'make a new object under another name, or delete the live one first';
const NEW_NAME = 'give the new version another name, move what uses the old one over, then delete that';
const WORKLOAD =
  'keep the selector; else give the workload another name and move traffic to it before the old one goes, ' +
  'or delete the live one first, which takes its pods down unless it is done with --cascade=orphan';
const BINDING =
  'delete the binding first, or make a new one under another name beside it: until then its rights are gone';
const CUSTOM = 'delete the live object first, or make a new one under another name';

function all(fix: string, ...fields: readonly string[]): readonly ImmutableRule[] {
  return fields.map((field) => fixed(field.split('.'), fix));
}

/**
 * Fields that cannot change at all, by kind.
 *
 * Source: the functions `Validate...Update` of https://github.com/kubernetes/kubernetes/tree/v1.36.2/pkg/apis; for custom
 * resources the definitions and webhooks of their projects.
 */
export const IMMUTABLE_FIELDS: ReadonlyMap<string, readonly ImmutableRule[]> = new Map([
  ['Deployment.apps', all(WORKLOAD, 'spec.selector')],
  ['ReplicaSet.apps', all(WORKLOAD, 'spec.selector')],
  ['DaemonSet.apps', all(WORKLOAD, 'spec.selector')],
  ['ControllerRevision.apps', all(REPLACE, 'data')],
  ['RoleBinding.rbac.authorization.k8s.io', all(BINDING, 'roleRef')],
  ['ClusterRoleBinding.rbac.authorization.k8s.io', all(BINDING, 'roleRef')],
  ['Secret', all(REPLACE, 'type')],
  ['ResourceQuota', all(REPLACE, 'spec.scopes')],
  ['StorageClass.storage.k8s.io', all(NEW_NAME, 'provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode')],
  ['VolumeAttributesClass.storage.k8s.io', all(NEW_NAME, 'driverName', 'parameters')],
  ['CSIDriver.storage.k8s.io', all(REPLACE, 'spec.attachRequired', 'spec.volumeLifecycleModes')],
  ['CSIStorageCapacity.storage.k8s.io', all(REPLACE, 'nodeTopology', 'storageClassName')],
  ['VolumeAttachment.storage.k8s.io', all(REPLACE, 'spec')],
  ['IngressClass.networking.k8s.io', all(NEW_NAME, 'spec.controller')],
  ['IPAddress.networking.k8s.io', all(REPLACE, 'spec.parentRef')],
  ['PriorityClass.scheduling.k8s.io', all(NEW_NAME, 'value', 'preemptionPolicy')],
  ['RuntimeClass.node.k8s.io', all(NEW_NAME, 'handler')],
  ['ResourceClaim.resource.k8s.io', all(REPLACE, 'spec')],
  ['ResourceClaimTemplate.resource.k8s.io', all(NEW_NAME, 'spec')],
  ['ResourceSlice.resource.k8s.io', all(REPLACE, 'spec.driver', 'spec.nodeName', 'spec.pool.name')],
  ['EndpointSlice.discovery.k8s.io', all(REPLACE, 'addressType')],
  ['LeaseCandidate.coordination.k8s.io', all(REPLACE, 'spec.leaseName')],
  ['ClusterTrustBundle.certificates.k8s.io', all(REPLACE, 'spec.signerName')],
  ['PodCertificateRequest.certificates.k8s.io', all(REPLACE, 'spec')],
  [
    'CustomResourceDefinition.apiextensions.k8s.io',
    all(
      'make a new definition beside it and move the objects over: deleting this one deletes every object of the kind',
      'spec.group',
      'spec.scope',
      'spec.names.kind',
      'spec.names.plural',
    ),
  ],
  ['Rollout.argoproj.io', all(WORKLOAD, 'spec.selector')],
  ['GatewayClass.gateway.networking.k8s.io', all(NEW_NAME, 'spec.controllerName')],
  ['LocalModelCache.serving.kserve.io', all(CUSTOM, 'spec.sourceModelUri')],
  ['LocalModelNamespaceCache.serving.kserve.io', all(CUSTOM, 'spec.sourceModelUri')],
  ['TrainedModel.serving.kserve.io', all(CUSTOM, 'spec.model.memory')],
  ['RayCluster.ray.io', all(CUSTOM, 'spec.managedBy')],
  ['RayJob.ray.io', all(CUSTOM, 'spec.managedBy')],
  ['RayService.ray.io', all(CUSTOM, 'spec.managedBy')],
  ['LocalQueue.kueue.x-k8s.io', all(CUSTOM, 'spec.clusterQueue')],
  ['ResourceFlavor.kueue.x-k8s.io', [fixedOnceSet(['spec', 'topologyName'], CUSTOM)]],
  ['Revision.serving.knative.dev', all('change the Service or Configuration: it makes a new Revision', 'spec')],
  ['LeaderWorkerSet.leaderworkerset.x-k8s.io', all(CUSTOM, 'spec.leaderWorkerTemplate.subGroupPolicy.subGroupSize')],
]);

import { groupOf, type Manifest } from './manifest';

/** The built-in kinds that our manifests are of, by API version. */
const served: Readonly<Record<string, string>> = {
  v1: 'ConfigMap Endpoints LimitRange Namespace PersistentVolume PersistentVolumeClaim Pod ResourceQuota Secret Service ServiceAccount',
  'apps/v1': 'DaemonSet Deployment ReplicaSet StatefulSet',
  'autoscaling/v1': 'HorizontalPodAutoscaler',
  'autoscaling/v2': 'HorizontalPodAutoscaler',
  'batch/v1': 'CronJob Job',
  'discovery.k8s.io/v1': 'EndpointSlice',
  'networking.k8s.io/v1': 'Ingress IngressClass NetworkPolicy',
  'node.k8s.io/v1': 'RuntimeClass',
  'policy/v1': 'PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1': 'ClusterRole ClusterRoleBinding Role RoleBinding',
  'resource.k8s.io/v1': 'DeviceClass ResourceClaim ResourceClaimTemplate',
  'scheduling.k8s.io/v1': 'PriorityClass',
  'storage.k8s.io/v1': 'StorageClass',
  'apiextensions.k8s.io/v1': 'CustomResourceDefinition',
};
const ofCluster = new Set(
  'CustomResourceDefinition DeviceClass GatewayClass IngressClass Namespace PersistentVolume PriorityClass RuntimeClass StorageClass'.split(
    ' ',
  ),
);
const groups = new Set(Object.keys(served).map(groupOf));

/** Whether an object is of a kind that a bare cluster serves. */
export function isBuiltIn({ apiVersion, kind }: Manifest): boolean {
  return served[apiVersion]?.split(' ').includes(kind) ?? false;
}

/** Whether the API server itself, and no custom resource definition, would have to know this kind. */
export function isBuiltInGroup(apiVersion: string): boolean {
  return groups.has(groupOf(apiVersion));
}

export function isNamespaced({ kind }: Manifest): boolean {
  return !kind.startsWith('Cluster') && !ofCluster.has(kind);
}

import { groupOf, type Manifest } from './manifest';
import { dns1035Label, dns1123Label, dns1123Subdomain, pathSegment, type Problem } from './names';

/** What a bare cluster of any supported version knows about a kind. */
export interface Kind {
  readonly namespaced: boolean;
  readonly name: (text: unknown) => Problem;
  /** The minor version that serves it first, where the oldest ones do not. */
  readonly since?: number;
  /** Whether kubernetes-models has no class for it. */
  readonly isUnmodelled?: true;
}

const namespaced: Kind = { namespaced: true, name: dns1123Subdomain };
const clusterWide: Kind = { namespaced: false, name: dns1123Subdomain };
const device = { since: 34, isUnmodelled: true } as const;

const served: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  v1: {
    ConfigMap: namespaced,
    Endpoints: namespaced,
    LimitRange: namespaced,
    Namespace: { namespaced: false, name: dns1123Label },
    PersistentVolume: clusterWide,
    PersistentVolumeClaim: namespaced,
    Pod: namespaced,
    ResourceQuota: namespaced,
    Secret: namespaced,
    Service: { namespaced: true, name: dns1035Label },
    ServiceAccount: namespaced,
  },
  'apps/v1': { DaemonSet: namespaced, Deployment: namespaced, ReplicaSet: namespaced, StatefulSet: namespaced },
  'autoscaling/v1': { HorizontalPodAutoscaler: namespaced },
  'autoscaling/v2': { HorizontalPodAutoscaler: namespaced },
  'batch/v1': { CronJob: namespaced, Job: namespaced },
  'discovery.k8s.io/v1': { EndpointSlice: namespaced },
  'networking.k8s.io/v1': { Ingress: namespaced, IngressClass: clusterWide, NetworkPolicy: namespaced },
  'node.k8s.io/v1': { RuntimeClass: clusterWide },
  'policy/v1': { PodDisruptionBudget: namespaced },
  'rbac.authorization.k8s.io/v1': {
    ClusterRole: { namespaced: false, name: pathSegment },
    ClusterRoleBinding: { namespaced: false, name: pathSegment },
    Role: { namespaced: true, name: pathSegment },
    RoleBinding: { namespaced: true, name: pathSegment },
  },
  'resource.k8s.io/v1': {
    DeviceClass: { ...clusterWide, ...device },
    ResourceClaim: { ...namespaced, ...device },
    ResourceClaimTemplate: { ...namespaced, ...device },
  },
  'scheduling.k8s.io/v1': { PriorityClass: clusterWide },
  'storage.k8s.io/v1': { StorageClass: clusterWide },
  'apiextensions.k8s.io/v1': { CustomResourceDefinition: clusterWide },
};

const builtInGroups = new Set(['extensions', 'events.k8s.io', ...Object.keys(served).map(groupOf)]);
const clusterWideCustomKinds = new Set(['GatewayClass']);

/** The facts about a built-in kind; `undefined` for custom resources and for what no supported version serves. */
export function builtInKind(apiVersion: string, kind: string): Kind | undefined {
  return served[apiVersion]?.[kind];
}

/** Whether the API server itself, and no custom resource definition, would have to know this kind. */
export function isBuiltInGroup(apiVersion: string): boolean {
  return builtInGroups.has(groupOf(apiVersion));
}

export function isNamespaced(manifest: Manifest): boolean {
  const known = builtInKind(manifest.apiVersion, manifest.kind);
  if (known) return known.namespaced;
  return !manifest.kind.startsWith('Cluster') && !clusterWideCustomKinds.has(manifest.kind);
}

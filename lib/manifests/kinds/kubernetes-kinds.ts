import { atFirstUse } from '../../private/first-use';
import { clusterScoped, IN_TEMPLATE, type KindRows, namespaced } from './kind';

const V1 = { v1: {} };
const SCALE_AND_STATUS = ['scale', 'status'];
/** Structured parameters of devices were in alpha under one version more than once. */
const DEVICES = {
  v1alpha3: { since: 31, until: 33 },
  v1beta1: { since: 32 },
  v1beta2: { since: 33 },
  v1: { since: 34 },
};
const DEVICES_SINCE_28 = { v1alpha2: { until: 30 }, ...DEVICES };

/**
 * Kubernetes' own kinds, and those of its metrics server: of every minor version that is supported, alpha and beta
 * versions included, whether or not a cluster turns them on. From the types that each release registers and the
 * versions in which they say they come and go (`register.go` and `zz_generated.prerelease-lifecycle.go` in
 * https://github.com/kubernetes/api, v0.28.0 to v0.36.0 and 1.37 as of its code freeze;
 * https://kubernetes.io/docs/reference/using-api/deprecation-guide/).
 */
// eslint-disable-next-line max-lines-per-function -- a table
export const kubernetesKinds = atFirstUse((): KindRows => ({
  '': {
    Binding: namespaced({ versions: V1, runsPods: true }),
    ComponentStatus: clusterScoped({ versions: V1 }),
    ConfigMap: namespaced({ versions: V1, shortName: 'cm' }),
    Endpoints: namespaced({ versions: V1, shortName: 'ep' }),
    Event: namespaced({ versions: V1, shortName: 'ev' }),
    LimitRange: namespaced({ versions: V1, shortName: 'limits' }),
    Namespace: clusterScoped({ versions: V1 }),
    Node: clusterScoped({ versions: V1 }),
    PersistentVolume: clusterScoped({ versions: V1 }),
    PersistentVolumeClaim: namespaced({ versions: V1, shortName: 'pvc' }),
    Pod: namespaced({
      versions: V1,
      podSpec: ['spec'],
      shortName: 'po',
      subresources: [
        'attach',
        'binding',
        'ephemeralcontainers',
        'eviction',
        'exec',
        'log',
        'portforward',
        'proxy',
        'resize',
        'status',
      ],
    }),
    PodTemplate: namespaced({ versions: V1, podSpec: ['template', 'spec'] }),
    ReplicationController: namespaced({
      versions: V1,
      podSpec: IN_TEMPLATE,
      shortName: 'rc',
      subresources: SCALE_AND_STATUS,
    }),
    ResourceQuota: namespaced({ versions: V1, shortName: 'quota' }),
    Secret: namespaced({ versions: V1 }),
    Service: namespaced({ versions: V1, shortName: 'svc', subresources: ['proxy', 'status'] }),
    ServiceAccount: namespaced({ versions: V1, shortName: 'sa', subresources: ['token'] }),
  },
  'admissionregistration.k8s.io': {
    MutatingAdmissionPolicy: clusterScoped({
      versions: { v1alpha1: { since: 32 }, v1beta1: { since: 34 }, v1: { since: 36 } },
    }),
    MutatingAdmissionPolicyBinding: clusterScoped({
      versions: { v1alpha1: { since: 32 }, v1beta1: { since: 34 }, v1: { since: 36 } },
    }),
    MutatingWebhookConfiguration: clusterScoped({ versions: V1 }),
    ValidatingAdmissionPolicy: clusterScoped({
      versions: { v1alpha1: { until: 31 }, v1beta1: { until: 33 }, v1: { since: 30 } },
    }),
    ValidatingAdmissionPolicyBinding: clusterScoped({
      versions: { v1alpha1: { until: 31 }, v1beta1: { until: 33 }, v1: { since: 30 } },
    }),
    ValidatingWebhookConfiguration: clusterScoped({ versions: V1 }),
  },
  'apiextensions.k8s.io': { CustomResourceDefinition: clusterScoped({ versions: V1 }) },
  'apiregistration.k8s.io': { APIService: clusterScoped({ versions: V1 }) },
  apps: {
    // What a controller goes back to holds a pod template.
    ControllerRevision: namespaced({ versions: V1, runsPods: true }),
    DaemonSet: namespaced({ versions: V1, podSpec: IN_TEMPLATE, shortName: 'ds' }),
    Deployment: namespaced({
      versions: V1,
      podSpec: IN_TEMPLATE,
      shortName: 'deploy',
      subresources: SCALE_AND_STATUS,
    }),
    ReplicaSet: namespaced({ versions: V1, podSpec: IN_TEMPLATE, shortName: 'rs', subresources: SCALE_AND_STATUS }),
    StatefulSet: namespaced({ versions: V1, podSpec: IN_TEMPLATE, shortName: 'sts', subresources: SCALE_AND_STATUS }),
  },
  'authentication.k8s.io': {
    SelfSubjectReview: clusterScoped({ versions: { v1alpha1: { until: 31 }, v1beta1: { until: 32 }, v1: {} } }),
    TokenReview: clusterScoped({ versions: V1 }),
  },
  'authorization.k8s.io': {
    LocalSubjectAccessReview: namespaced({ versions: V1 }),
    SelfSubjectAccessReview: clusterScoped({ versions: V1 }),
    SelfSubjectRulesReview: clusterScoped({ versions: V1 }),
    SubjectAccessReview: clusterScoped({ versions: V1 }),
  },
  autoscaling: { HorizontalPodAutoscaler: namespaced({ versions: { v1: {}, v2: {} }, shortName: 'hpa' }) },
  batch: {
    CronJob: namespaced({
      versions: V1,
      podSpec: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
      shortName: 'cj',
    }),
    Job: namespaced({ versions: V1, podSpec: IN_TEMPLATE }),
  },
  'certificates.k8s.io': {
    CertificateSigningRequest: clusterScoped({ versions: V1 }),
    ClusterTrustBundle: clusterScoped({
      versions: { v1alpha1: { until: 36 }, v1beta1: { since: 33 }, v1: { since: 37 } },
    }),
    PodCertificateRequest: namespaced({
      versions: { v1alpha1: { since: 34, until: 34 }, v1beta1: { since: 35 }, v1: { since: 37 } },
    }),
  },
  'coordination.k8s.io': {
    Lease: namespaced({ versions: V1 }),
    LeaseCandidate: namespaced({
      versions: { v1alpha1: { since: 31, until: 31 }, v1alpha2: { since: 32 }, v1beta1: { since: 33 } },
    }),
  },
  'discovery.k8s.io': { EndpointSlice: namespaced({ versions: V1 }) },
  'events.k8s.io': { Event: namespaced({ versions: V1 }) },
  'flowcontrol.apiserver.k8s.io': {
    FlowSchema: clusterScoped({ versions: { v1beta2: { until: 28 }, v1beta3: { until: 31 }, v1: { since: 29 } } }),
    PriorityLevelConfiguration: clusterScoped({
      versions: { v1beta2: { until: 28 }, v1beta3: { until: 31 }, v1: { since: 29 } },
    }),
  },
  'internal.apiserver.k8s.io': { StorageVersion: clusterScoped({ versions: { v1alpha1: {} } }) },
  'lifecycle.k8s.io': {
    Eviction: namespaced({ versions: { v1alpha1: { since: 37 } } }),
    EvictionRequest: namespaced({ versions: { v1alpha1: { since: 37 } } }),
  },
  'metrics.k8s.io': {
    NodeMetrics: clusterScoped({ plural: 'nodes', versions: { v1beta1: {} } }),
    PodMetrics: namespaced({ plural: 'pods', versions: { v1beta1: {} } }),
  },
  'networking.k8s.io': {
    ClusterCIDR: clusterScoped({ versions: { v1alpha1: { until: 28 } } }),
    IPAddress: clusterScoped({
      versions: { v1alpha1: { until: 32 }, v1beta1: { since: 31, until: 36 }, v1: { since: 33 } },
    }),
    Ingress: namespaced({ versions: V1, shortName: 'ing' }),
    IngressClass: clusterScoped({ versions: V1 }),
    NetworkPolicy: namespaced({ versions: V1, shortName: 'netpol' }),
    ServiceCIDR: clusterScoped({
      versions: { v1alpha1: { since: 29, until: 32 }, v1beta1: { since: 31, until: 36 }, v1: { since: 33 } },
    }),
  },
  'node.k8s.io': { RuntimeClass: clusterScoped({ versions: V1 }) },
  policy: { PodDisruptionBudget: namespaced({ versions: V1, shortName: 'pdb' }) },
  'rbac.authorization.k8s.io': {
    ClusterRole: clusterScoped({ versions: V1 }),
    ClusterRoleBinding: clusterScoped({ versions: V1 }),
    Role: namespaced({ versions: V1 }),
    RoleBinding: namespaced({ versions: V1 }),
  },
  'resource.k8s.io': {
    DeviceClass: clusterScoped({ versions: DEVICES }),
    DeviceTaintRule: clusterScoped({
      versions: { v1alpha3: { since: 33 }, v1beta2: { since: 36 }, v1: { since: 37 } },
    }),
    PodSchedulingContext: namespaced({ versions: { v1alpha2: { until: 30 }, v1alpha3: { since: 31, until: 31 } } }),
    ResourceClaim: namespaced({ versions: DEVICES_SINCE_28, subresources: ['binding', 'driver', 'status'] }),
    ResourceClaimParameters: namespaced({
      plural: 'resourceclaimparameters',
      versions: { v1alpha2: { since: 30, until: 30 } },
    }),
    ResourceClaimTemplate: namespaced({ versions: DEVICES_SINCE_28 }),
    ResourceClass: clusterScoped({ versions: { v1alpha2: { until: 30 } } }),
    ResourceClassParameters: namespaced({
      plural: 'resourceclassparameters',
      versions: { v1alpha2: { since: 30, until: 30 } },
    }),
    ResourcePoolStatusRequest: clusterScoped({ versions: { v1alpha3: { since: 36 } } }),
    ResourceSlice: clusterScoped({ versions: { v1alpha2: { since: 30, until: 30 }, ...DEVICES } }),
  },
  'scheduling.k8s.io': {
    CompositePodGroup: namespaced({ versions: { v1alpha3: { since: 37 } } }),
    PodGroup: namespaced({
      versions: { v1alpha2: { since: 36, until: 36 }, v1alpha3: { since: 37 }, v1beta1: { since: 37 } },
    }),
    PriorityClass: clusterScoped({ versions: V1 }),
    Workload: namespaced({
      versions: {
        v1alpha1: { since: 35, until: 35 },
        v1alpha2: { since: 36, until: 36 },
        v1alpha3: { since: 37 },
        v1beta1: { since: 37 },
      },
    }),
  },
  'storage.k8s.io': {
    CSIDriver: clusterScoped({ versions: V1 }),
    CSINode: clusterScoped({ versions: V1 }),
    CSIStorageCapacity: namespaced({ versions: V1 }),
    StorageClass: clusterScoped({ versions: V1 }),
    VolumeAttachment: clusterScoped({ versions: V1 }),
    VolumeAttributesClass: clusterScoped({
      versions: { v1alpha1: { since: 29, until: 34 }, v1beta1: { since: 31, until: 36 }, v1: { since: 34 } },
    }),
  },
  'storagemigration.k8s.io': {
    StorageVersionMigration: clusterScoped({
      versions: { v1alpha1: { since: 30, until: 34 }, v1beta1: { since: 35 }, v1: { since: 37 } },
    }),
  },
}));

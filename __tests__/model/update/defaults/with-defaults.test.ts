import { judgeUpdate } from '../../../../lib/model/update/judge-update';
import { object } from '../objects';

const pod = (fragment: string) => `spec: { template: { spec: { ${fragment} } } }`;
const container = (fragment: string) => pod(`containers: { 0: { ${fragment} } }`);

/** What the API server fills in, spelled out. */
const SPELLED_OUT = [
  [
    'Deployment',
    '{}',
    'spec: { revisionHistoryLimit: 10, progressDeadlineSeconds: 600, paused: false, minReadySeconds: 0 }',
  ],
  ['Deployment', 'spec: { replicas: null }', 'spec: { replicas: 1 }'],
  [
    'Deployment',
    '{}',
    'spec: { strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 25%, maxUnavailable: 25% } } }',
  ],
  ['Deployment', '{}', pod('dnsPolicy: ClusterFirst, restartPolicy: Always, hostPID: false, hostIPC: false')],
  ['Deployment', pod('serviceAccountName: s'), pod('serviceAccountName: s, serviceAccount: s')],
  [
    'Deployment',
    '{}',
    container('terminationMessagePath: /dev/termination-log, terminationMessagePolicy: File, tty: false'),
  ],
  ['Deployment', container('env: [{ name: A, value: "" }]'), container('env: [{ name: A }]')],
  [
    'Deployment',
    container('env: [{ name: A, valueFrom: { fieldRef: { fieldPath: metadata.name } } }]'),
    container('env: [{ name: A, valueFrom: { fieldRef: { fieldPath: metadata.name, apiVersion: v1 } } }]'),
  ],
  [
    'Deployment',
    container('env: [{ name: A, valueFrom: { resourceFieldRef: { resource: limits.cpu } } }]'),
    container('env: [{ name: A, valueFrom: { resourceFieldRef: { resource: limits.cpu, divisor: 0 } } }]'),
  ],
  [
    'Deployment',
    container('lifecycle: { preStop: { httpGet: { port: 80 } } }'),
    container('lifecycle: { preStop: { httpGet: { port: 80, path: /, scheme: HTTP } } }'),
  ],
  [
    'Deployment',
    container('livenessProbe: { grpc: { port: 80 } }'),
    container(
      'livenessProbe: { grpc: { port: 80, service: "" }, timeoutSeconds: 1, successThreshold: 1, failureThreshold: 3 }',
    ),
  ],
  ['Deployment', container('image: "m"'), container('image: "m", imagePullPolicy: Always')],
  ['Deployment', container('image: "m:latest"'), container('image: "m:latest", imagePullPolicy: Always')],
  ['Deployment', container('image: "r:5000/m"'), container('image: "r:5000/m", imagePullPolicy: Always')],
  ['Deployment', container('image: "m@sha256:a"'), container('image: "m@sha256:a", imagePullPolicy: IfNotPresent')],
  ['Deployment', container('image: "m:1@sha256:a"'), container('image: "m:1@sha256:a", imagePullPolicy: IfNotPresent')],
  ['Deployment', pod('volumes: [{ name: v }]'), pod('volumes: [{ name: v, emptyDir: {} }]')],
  ['Deployment', pod('volumes: [{ name: v, emptyDir: {} }]'), pod('volumes: [{ name: v, emptyDir: { medium: "" } }]')],
  [
    'Deployment',
    pod('volumes: [{ name: v, secret: { secretName: s } }]'),
    pod('volumes: [{ name: v, secret: { secretName: s, defaultMode: 420 } }]'),
  ],
  [
    'Deployment',
    pod('volumes: [{ name: v, hostPath: { path: /a } }]'),
    pod('volumes: [{ name: v, hostPath: { path: /a, type: "" } }]'),
  ],
  [
    'Deployment',
    pod('volumes: [{ name: v, projected: { sources: [{ serviceAccountToken: { path: t } }] } }]'),
    pod(
      'volumes: [{ name: v, projected: { defaultMode: 420, sources: [{ serviceAccountToken: { path: t, expirationSeconds: 3600 } }] } }]',
    ),
  ],
  [
    'Deployment',
    pod('volumes: [{ name: v, image: { reference: "a:1" } }]'),
    pod('volumes: [{ name: v, image: { reference: "a:1", pullPolicy: IfNotPresent } }]'),
  ],
  [
    'Deployment',
    pod('volumes: [{ name: v, ephemeral: { volumeClaimTemplate: { spec: { accessModes: [a] } } } }]'),
    pod(
      'volumes: [{ name: v, ephemeral: { volumeClaimTemplate: { spec: { accessModes: [a], volumeMode: Filesystem } } } }]',
    ),
  ],
  [
    'StatefulSet',
    '{}',
    'spec: { podManagementPolicy: OrderedReady, updateStrategy: { type: RollingUpdate, rollingUpdate: { partition: 0 } } }',
  ],
  ['StatefulSet', '{}', 'spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: Retain, whenScaled: Retain } }'],
  [
    'StatefulSet',
    '{}',
    'spec: { volumeClaimTemplates: { 0: { apiVersion: v1, kind: PersistentVolumeClaim, spec: { volumeMode: Filesystem } } } }',
  ],
  [
    'DaemonSet',
    '{}',
    'spec: { updateStrategy: { type: RollingUpdate, rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } } }',
  ],
  ['ReplicaSet', 'spec: { replicas: null }', 'spec: { replicas: 1 }'],
  [
    'Job',
    '{}',
    'spec: { completions: 1, parallelism: 1, backoffLimit: 6, suspend: false, completionMode: NonIndexed, podReplacementPolicy: TerminatingOrFailed }',
  ],
  ['Job', 'spec: { backoffLimitPerIndex: 1 }', 'spec: { backoffLimitPerIndex: 1, backoffLimit: 2147483647 }'],
  [
    'Job',
    'spec: { podFailurePolicy: { rules: [{ action: Ignore, onPodConditions: [{ type: a }] }] } }',
    'spec: { podReplacementPolicy: Failed, podFailurePolicy: { rules: [{ action: Ignore, onPodConditions: [{ type: a, status: "True" }] }] } }',
  ],
  [
    'CronJob',
    '{}',
    'spec: { concurrencyPolicy: Allow, suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 }',
  ],
  ['CronJob', '{}', 'spec: { jobTemplate: { spec: { template: { spec: { schedulerName: default-scheduler } } } } }'],
  ['Pod', '{}', 'spec: { enableServiceLinks: true, containers: { 0: { resources: { requests: { memory: 1Gi } } } } }'],
  [
    'Pod',
    'spec: { hostNetwork: true }',
    'spec: { hostNetwork: true, containers: { 0: { ports: { 0: { hostPort: 8000 } } } } }',
  ],
  [
    'Service',
    '{}',
    'spec: { type: ClusterIP, sessionAffinity: None, internalTrafficPolicy: Cluster, ipFamilyPolicy: SingleStack }',
  ],
  ['Service', 'spec: { ports: [{ port: 80 }] }', 'spec: { ports: [{ port: 80, protocol: TCP, targetPort: 80 }] }'],
  [
    'Service',
    'spec: { sessionAffinity: ClientIP }',
    'spec: { sessionAffinity: ClientIP, sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } } }',
  ],
  ['Service', 'spec: { type: NodePort }', 'spec: { type: NodePort, externalTrafficPolicy: Cluster }'],
  [
    'Service',
    'spec: { type: LoadBalancer }',
    'spec: { type: LoadBalancer, externalTrafficPolicy: Cluster, allocateLoadBalancerNodePorts: true }',
  ],
  ['Service', 'spec: { externalIPs: [1.2.3.4] }', 'spec: { externalIPs: [1.2.3.4], externalTrafficPolicy: Cluster }'],
  ['Service', 'spec: { clusterIP: None }', 'spec: { clusterIP: None, clusterIPs: [None] }'],
  ['Service', 'spec: { clusterIP: "fd00::1" }', 'spec: { clusterIP: "fd00::1", ipFamilies: [IPv6] }'],
  [
    'HorizontalPodAutoscaler',
    '{}',
    'spec: { minReplicas: 1, metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 80 } } }] }',
  ],
  [
    'HorizontalPodAutoscaler',
    'spec: { behavior: { scaleDown: { selectPolicy: Min } } }',
    'spec: { behavior: { scaleDown: { selectPolicy: Min, policies: [{ type: Percent, value: 100, periodSeconds: 15 }] }, scaleUp: { stabilizationWindowSeconds: 0, selectPolicy: Max } } }',
  ],
  [
    'HorizontalPodAutoscaler',
    '{ apiVersion: autoscaling/v1, spec: { targetCPUUtilizationPercentage: 70 } }',
    'spec: { metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }] }',
  ],
  [
    'HorizontalPodAutoscaler',
    'spec: { metrics: [{ type: External, external: { metric: { name: q }, target: { type: Value, value: 1000m } } }] }',
    'spec: { metrics: [{ type: External, external: { metric: { name: q }, target: { type: Value, value: 1 } } }] }',
  ],
  ['NetworkPolicy', '{}', 'spec: { policyTypes: [Ingress], ingress: { 0: { ports: { 0: { protocol: TCP } } } } }'],
  ['NetworkPolicy', 'spec: { egress: [{}] }', 'spec: { egress: [{}], policyTypes: [Ingress, Egress] }'],
  ['NetworkPolicy', 'spec: { podSelector: null }', 'spec: { podSelector: { matchLabels: null } }'],
  ['NetworkPolicy', 'spec: { ingress: null }', 'spec: { ingress: [] }'],
  [
    'RoleBinding',
    '{}',
    '{ roleRef: { apiGroup: rbac.authorization.k8s.io }, subjects: { 0: { apiGroup: rbac.authorization.k8s.io } } }',
  ],
  ['ClusterRoleBinding', '{}', 'subjects: { 0: { apiGroup: "" } }'],
  ['PersistentVolumeClaim', '{}', 'spec: { volumeMode: Filesystem }'],
  [
    'PersistentVolumeClaim',
    'spec: { dataSource: { kind: PersistentVolumeClaim, name: a } }',
    'spec: { dataSource: { kind: PersistentVolumeClaim, name: a }, dataSourceRef: { kind: PersistentVolumeClaim, name: a } }',
  ],
  ['PersistentVolume', '{}', 'spec: { volumeMode: Filesystem, persistentVolumeReclaimPolicy: Retain }'],
  ['StorageClass', '{}', '{ reclaimPolicy: Delete, volumeBindingMode: Immediate }'],
  [
    'CSIDriver',
    '{}',
    'spec: { attachRequired: true, podInfoOnMount: false, storageCapacity: false, requiresRepublish: false, seLinuxMount: false }',
  ],
  ['PriorityClass', '{}', '{ preemptionPolicy: PreemptLowerPriority, globalDefault: false, description: "" }'],
  ['Namespace', '{}', '{ metadata: { labels: { kubernetes.io/metadata.name: m } } }'],
  [
    'LimitRange',
    '{}',
    'spec: { limits: [{ type: Container, max: { cpu: 2 }, min: { memory: 1024Ki }, default: { cpu: 2000m }, defaultRequest: { cpu: 2, memory: 1Mi } }] }',
  ],
  ['ResourceQuota', '{}', 'spec: { hard: { pods: "10" } }'],
  [
    'ResourceClaim',
    '{}',
    'spec: { devices: { requests: { 0: { exactly: { allocationMode: ExactCount, count: 1 } } } } }',
  ],
  ['ResourceClaimTemplate', '{}', 'spec: { spec: { devices: { requests: { 0: { exactly: { count: 1 } } } } } }'],
  [
    'IngressClass',
    'spec: { parameters: { kind: a, name: b } }',
    'spec: { parameters: { kind: a, name: b, scope: Cluster } }',
  ],
  [
    'CustomResourceDefinition',
    '{}',
    'spec: { conversion: { strategy: None }, names: { singular: thing, listKind: ThingList } }',
  ],
  [
    'ValidatingWebhookConfiguration',
    '{}',
    'webhooks: { 0: { failurePolicy: Fail, matchPolicy: Equivalent, timeoutSeconds: 10, namespaceSelector: {}, objectSelector: {}, clientConfig: { service: { port: 443 } }, rules: { 0: { scope: "*" } } } }',
  ],
  [
    'HTTPRoute',
    '{}',
    'spec: { parentRefs: { 0: { group: gateway.networking.k8s.io, kind: Gateway } }, rules: { 0: { matches: [{ path: { type: PathPrefix, value: / } }], backendRefs: { 0: { group: "", kind: Service } } } } }',
  ],
  [
    'Gateway',
    '{}',
    'spec: { listeners: { 0: { allowedRoutes: { namespaces: { from: Same } }, tls: { mode: Terminate, certificateRefs: { 0: { group: "", kind: Secret } } } } } }',
  ],
  [
    'GRPCRoute',
    'spec: { rules: [{ matches: [{ method: { service: a } }], filters: [{ requestMirror: { backendRef: { name: b } } }] }] }',
    'spec: { rules: [{ matches: [{ method: { service: a, type: Exact } }], filters: [{ requestMirror: { backendRef: { name: b, kind: Service, group: "" } } }] }] }',
  ],
  ['Secret', '{}', '{ type: Opaque, stringData: {} }'],
  ['ConfigMap', '{}', '{ binaryData: {}, metadata: { labels: {}, annotations: null } }'],
  ['ServiceAccount', '{}', '{ secrets: [], imagePullSecrets: [] }'],
] as const;

describe('what the API server fills in', () => {
  it.each(SPELLED_OUT)('into a %s with %s is no change when it is spelled out: %s', (kind, before, after) => {
    const [short, long] = [object(kind, before), object(kind, after)];
    const nothing = { refused: [], changed: false, restarts: false, restartCauses: [], changes: [] };
    expect(judgeUpdate(short, long)).toEqual(nothing);
    expect(judgeUpdate(long, short)).toEqual(nothing);
  });

  it.each([
    ['ServiceAccount', '{}', 'automountServiceAccountToken: true'],
    ['Deployment', '{}', pod('enableServiceLinks: true')],
    ['StatefulSet', '{}', 'spec: { updateStrategy: { type: RollingUpdate, rollingUpdate: { partition: 1 } } }'],
    ['Deployment', container('resources: { requests: null }'), container('resources: { requests: { cpu: null } }')],
    ['NetworkPolicy', '{}', 'spec: { ingress: { 0: { from: [{ podSelector: {}, namespaceSelector: {} }] } } }'],
    ['NetworkPolicy', '{}', 'spec: { ingress: { 0: { from: null } } }'],
    ['PodDisruptionBudget', '{}', 'spec: { unhealthyPodEvictionPolicy: IfHealthyBudget }'],
    ['PodDisruptionBudget', '{}', 'spec: { selector: null }'],
    ['PersistentVolumeClaim', 'spec: { storageClassName: null }', 'spec: { storageClassName: "" }'],
    ['ConfigMap', '{}', 'data: { b: "" }'],
    ['Ingress', '{}', 'spec: { rules: { 0: { http: { paths: { 0: { path: /a } } } } } }'],
  ])('into a %s with %s is not %s', (kind, before, after) => {
    expect(judgeUpdate(object(kind, before), object(kind, after)).changed).toBe(true);
  });
});

describe('what nobody gives', () => {
  it('is no change: bookkeeping, status, the revision of a Deployment', () => {
    const dumped = object(
      'Deployment',
      `{ metadata: { uid: a, resourceVersion: '1', generation: 3, creationTimestamp: x, managedFields: [{ manager: m }],
        annotations: { deployment.kubernetes.io/revision: '3', kubectl.kubernetes.io/last-applied-configuration: x } },
        status: { replicas: 3 } }`,
    );
    expect(judgeUpdate(object('Deployment'), dumped).changed).toBe(false);
    expect(judgeUpdate(dumped, object('Deployment')).changed).toBe(false);
  });

  it('is no change: the version of the API', () => {
    const [old, now] = ['autoscaling/v2', 'autoscaling/v2beta2'].map((apiVersion) =>
      object('HorizontalPodAutoscaler', `apiVersion: ${apiVersion}`),
    );
    expect(judgeUpdate(old, now).changed).toBe(false);
  });

  it('stays with a Job: its selector and the labels of its pods', () => {
    const labelled = object('Job', 'spec: { template: { metadata: { labels: { a: b } } } }');
    expect(judgeUpdate(labelled, labelled)).toMatchObject({ refused: [], changed: false });
    const suspended = object('Job', 'spec: { suspend: true, template: { metadata: { labels: { a: b } } } }');
    expect(judgeUpdate(labelled, suspended)).toMatchObject({ refused: [], changes: [{ at: '/spec/suspend' }] });
  });
});

import { judgeUpdate } from '../../../lib/model/update/judge-update';
import { object } from './objects';
import { validate } from './validate';

/** What is told of a change of a live object. */
function told(kind: string, before: string, after: string, apply?: 'client-side'): string {
  const { refused, changed } = judgeUpdate(object(kind, before), object(kind, after), { validate, apply });
  if (refused.length === 0) return changed ? 'accepted' : 'no change';
  return refused.map(({ at, immutable }) => `${immutable ? 'cannot change' : 'invalid'} ${at}`).join(', ');
}

describe('a field that cannot change', () => {
  it.each([
    ['Deployment', '{}', 'spec: { selector: { matchLabels: { tier: x } } }', '/spec/selector'],
    [
      'Deployment',
      '{}',
      'spec: { selector: { matchLabels: null, matchExpressions: [{ key: app, operator: In, values: [m] }] } }',
      '/spec/selector',
    ],
    ['ReplicaSet', '{}', 'spec: { selector: { matchLabels: { tier: x } } }', '/spec/selector'],
    ['DaemonSet', '{}', 'spec: { selector: { matchLabels: { tier: x } } }', '/spec/selector'],
    ['StatefulSet', '{}', 'spec: { selector: { matchLabels: { tier: x } } }', '/spec/selector'],
    ['StatefulSet', '{}', 'spec: { serviceName: other }', '/spec/serviceName'],
    ['StatefulSet', '{}', 'spec: { podManagementPolicy: Parallel }', '/spec/podManagementPolicy'],
    [
      'StatefulSet',
      '{}',
      'spec: { volumeClaimTemplates: { 0: { spec: { resources: { requests: { storage: 2Gi } } } } } }',
      '/spec/volumeClaimTemplates',
    ],
    [
      'StatefulSet',
      '{}',
      'spec: { volumeClaimTemplates: { 0: { metadata: { labels: { a: b } } } } }',
      '/spec/volumeClaimTemplates',
    ],
    ['StatefulSet', '{}', 'spec: { volumeClaimTemplates: null }', '/spec/volumeClaimTemplates'],
    ['ControllerRevision', '{}', 'data: { a: c }', '/data'],
    ['Job', '{}', 'spec: { template: { spec: { containers: { 0: { image: j:2 } } } } }', '/spec/template'],
    ['Job', '{}', 'spec: { template: { metadata: { annotations: { a: c } } } }', '/spec/template'],
    ['Job', '{}', 'spec: { completionMode: Indexed, completions: 1 }', '/spec/completionMode'],
    ['Job', '{}', 'spec: { completions: 2 }', '/spec/completions'],
    ['Job', '{}', 'spec: { backoffLimitPerIndex: 1 }', '/spec/backoffLimitPerIndex'],
    ['Job', '{}', 'spec: { managedBy: a.example/c }', '/spec/managedBy'],
    [
      'Job',
      'spec: { suspend: true }',
      'spec: { suspend: true, template: { spec: { containers: { 0: { image: j:2 } } } } }',
      '/spec/template',
    ],
    [
      'Job',
      'spec: { completionMode: Indexed, completions: 2, parallelism: 2 }',
      'spec: { completionMode: Indexed, completions: 3, parallelism: 2 }',
      '/spec/completions',
    ],
    ['Pod', '{}', 'spec: { containers: { 0: { args: [x] } } }', '/spec'],
    ['Pod', '{}', 'spec: { tolerations: [{ key: b, operator: Exists }] }', '/spec/tolerations'],
    ['Service', 'spec: { clusterIP: 10.0.0.5 }', 'spec: { clusterIP: 10.0.0.6 }', '/spec/clusterIP'],
    ['Service', 'spec: { clusterIP: 10.0.0.5 }', 'spec: { clusterIP: None }', '/spec/clusterIP'],
    ['Service', '{}', 'spec: { clusterIP: None }', '/spec/clusterIP'],
    ['Service', 'spec: { clusterIP: None }', 'spec: { type: LoadBalancer }', '/spec/type'],
    ['Service', 'spec: { clusterIP: None }', 'spec: { type: NodePort }', '/spec/type'],
    ['Service', 'spec: { ipFamilies: [IPv4] }', 'spec: { ipFamilies: [IPv6] }', '/spec/ipFamilies'],
    [
      'Service',
      'spec: { type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30100 }',
      'spec: { type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 30200 }',
      '/spec/healthCheckNodePort',
    ],
    [
      'Service',
      'spec: { type: LoadBalancer, loadBalancerClass: a.example/a }',
      'spec: { type: LoadBalancer, loadBalancerClass: a.example/b }',
      '/spec/loadBalancerClass',
    ],
    ['PersistentVolumeClaim', '{}', 'spec: { accessModes: [ReadWriteMany] }', '/spec'],
    ['PersistentVolumeClaim', '{}', 'spec: { storageClassName: slow }', '/spec'],
    ['PersistentVolumeClaim', '{}', 'spec: { storageClassName: null }', '/spec'],
    ['PersistentVolumeClaim', '{}', 'spec: { volumeMode: Block }', '/spec'],
    [
      'PersistentVolumeClaim',
      '{}',
      'spec: { resources: { requests: { storage: 5Gi } } }',
      '/spec/resources/requests/storage',
    ],
    ['PersistentVolume', '{}', 'spec: { nfs: { server: b } }', '/spec/nfs'],
    ['PersistentVolume', '{}', 'spec: { volumeMode: Block }', '/spec/volumeMode'],
    [
      'PersistentVolume',
      'spec: { nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [] }] } } }',
      '{}',
      '/spec/nodeAffinity',
    ],
    ['ConfigMap', 'immutable: true', '{ immutable: true, data: { a: c } }', '/data'],
    ['ConfigMap', 'immutable: true', 'immutable: false', '/immutable'],
    ['ConfigMap', 'immutable: true', '{}', '/immutable'],
    ['ConfigMap', 'immutable: true', '{ immutable: true, binaryData: { b: Yg== } }', '/binaryData'],
    ['Secret', '{}', 'type: kubernetes.io/tls', '/type'],
    ['Secret', 'immutable: true', '{ immutable: true, data: { a: Yw== } }', '/data'],
    ['RoleBinding', '{}', 'roleRef: { name: other }', '/roleRef'],
    ['ClusterRoleBinding', '{}', 'roleRef: { name: other }', '/roleRef'],
    ['StorageClass', '{}', 'provisioner: q', '/provisioner'],
    ['StorageClass', '{}', 'parameters: { a: c }', '/parameters'],
    ['StorageClass', '{}', 'reclaimPolicy: Retain', '/reclaimPolicy'],
    ['StorageClass', '{}', 'volumeBindingMode: WaitForFirstConsumer', '/volumeBindingMode'],
    ['VolumeAttributesClass', '{}', 'driverName: e', '/driverName'],
    ['VolumeAttributesClass', '{}', 'parameters: { a: c }', '/parameters'],
    ['CSIDriver', '{}', 'spec: { attachRequired: false }', '/spec/attachRequired'],
    ['CSIDriver', '{}', 'spec: { volumeLifecycleModes: [Ephemeral] }', '/spec/volumeLifecycleModes'],
    ['IngressClass', '{}', 'spec: { controller: a.example/d }', '/spec/controller'],
    ['PriorityClass', '{}', 'value: 11', '/value'],
    ['PriorityClass', '{}', 'preemptionPolicy: Never', '/preemptionPolicy'],
    ['RuntimeClass', '{}', 'handler: kata', '/handler'],
    ['ResourceQuota', '{}', 'spec: { scopes: [Terminating] }', '/spec/scopes'],
    ['ResourceClaim', '{}', 'spec: { devices: { requests: { 0: { exactly: { count: 2 } } } } }', '/spec'],
    [
      'ResourceClaimTemplate',
      '{}',
      'spec: { spec: { devices: { requests: { 0: { exactly: { count: 2 } } } } } }',
      '/spec',
    ],
    ['CustomResourceDefinition', '{}', 'spec: { group: b.example }', '/spec/group'],
    ['CustomResourceDefinition', '{}', 'spec: { scope: Cluster }', '/spec/scope'],
    ['CustomResourceDefinition', '{}', 'spec: { names: { kind: Other } }', '/spec/names/kind'],
    ['Rollout', '{}', 'spec: { selector: { matchLabels: { tier: x } } }', '/spec/selector'],
    ['GatewayClass', '{}', 'spec: { controllerName: a.example/h }', '/spec/controllerName'],
  ])('of a %s with %s is refused in %s', (kind, before, after, at) => {
    const { refused } = judgeUpdate(object(kind, before), object(kind, after));
    expect(refused.map((refusal) => [refusal.at, refusal.immutable])).toEqual([[at, true]]);
    expect(refused[0].message).toMatch(/^[a-z][\w./]+ of a live \w+ cannot change: /);
    expect(refused[0].fix).toMatch(/^[a-z]/);
  });
});

describe('what is commonly taken for immutable', () => {
  it.each([
    ['Job', '{}', 'spec: { parallelism: 2 }'],
    ['Job', '{}', 'spec: { backoffLimit: 2 }'],
    ['Job', '{}', 'spec: { suspend: true }'],
    ['Job', '{}', 'spec: { ttlSecondsAfterFinished: 2 }'],
    [
      'Job',
      'spec: { completionMode: Indexed, completions: 2, parallelism: 2 }',
      'spec: { completionMode: Indexed, completions: 3, parallelism: 3 }',
    ],
    ['Job', 'spec: { suspend: true }', 'spec: { suspend: true, template: { spec: { nodeSelector: { a: b } } } }'],
    ['Job', 'spec: { suspend: true }', 'spec: { suspend: true, template: { metadata: { annotations: { a: c } } } }'],
    [
      'Job',
      'spec: { suspend: true }',
      'spec: { suspend: true, template: { spec: { containers: { 0: { resources: { requests: { cpu: 1 } } } } } } }',
    ],
    ['StatefulSet', '{}', 'spec: { revisionHistoryLimit: 3 }'],
    ['StatefulSet', '{}', 'spec: { replicas: 5, minReadySeconds: 3, ordinals: { start: 1 } }'],
    ['StatefulSet', '{}', 'spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: Delete } }'],
    ['CronJob', '{}', 'spec: { jobTemplate: { spec: { template: { spec: { containers: { 0: { image: j:2 } } } } } } }'],
    ['HorizontalPodAutoscaler', '{}', 'spec: { scaleTargetRef: { name: other } }'],
    ['PodDisruptionBudget', '{}', 'spec: { selector: { matchLabels: { app: other } } }'],
    ['PodDisruptionBudget', '{}', 'spec: { maxUnavailable: null, minAvailable: 1 }'],
    ['Ingress', '{}', 'spec: { ingressClassName: b }'],
    ['NetworkPolicy', '{}', 'spec: { podSelector: {}, ingress: [] }'],
    ['PersistentVolume', '{}', 'spec: { persistentVolumeReclaimPolicy: Delete }'],
    ['PersistentVolume', '{}', 'spec: { nodeAffinity: { required: { nodeSelectorTerms: [] } } }'],
    ['PersistentVolumeClaim', '{}', 'spec: { resources: { requests: { storage: 20Gi } } }'],
    ['PersistentVolumeClaim', '{}', 'spec: { volumeAttributesClassName: gold }'],
    ['PersistentVolumeClaim', 'spec: { storageClassName: null }', 'spec: { storageClassName: fast, volumeName: v }'],
    ['StorageClass', '{}', '{ allowVolumeExpansion: true, mountOptions: [a], allowedTopologies: [] }'],
    ['RuntimeClass', '{}', '{ scheduling: { nodeSelector: { a: b } }, overhead: { podFixed: { cpu: 1m } } }'],
    ['CSIDriver', '{}', 'spec: { podInfoOnMount: true, fsGroupPolicy: None }'],
    ['DeviceClass', '{}', `spec: { selectors: [{ cel: { expression: 'false' } }] }`],
    ['LimitRange', '{}', 'spec: { limits: [] }'],
    ['ResourceQuota', '{}', 'spec: { hard: { pods: 20 } }'],
    ['Service', '{}', 'spec: { type: LoadBalancer }'],
    ['Service', 'spec: { type: LoadBalancer }', '{}'],
    ['Service', 'spec: { clusterIP: 10.0.0.5 }', 'spec: { type: ExternalName, externalName: a.example }'],
    [
      'Service',
      'spec: { ipFamilyPolicy: SingleStack, ipFamilies: [IPv4] }',
      'spec: { ipFamilyPolicy: PreferDualStack, ipFamilies: [IPv4, IPv6] }',
    ],
    ['ConfigMap', 'immutable: true', '{ immutable: true, metadata: { labels: { a: b } } }'],
    ['ConfigMap', '{}', '{ immutable: true, data: { a: c } }'],
    ['RoleBinding', '{}', 'subjects: [{ kind: User, name: u }]'],
    ['Pod', '{}', 'spec: { containers: { 0: { image: m:2 } }, activeDeadlineSeconds: 60 }'],
    ['Pod', '{}', 'spec: { tolerations: { 2: { key: c, operator: Exists } } }'],
    ['Rollout', '{}', 'spec: { template: { spec: { containers: { 0: { image: m:2 } } } } }'],
  ])('may change in a %s with %s to %s', (kind, before, after) => {
    const { refused, changed } = judgeUpdate(object(kind, before), object(kind, after));
    expect({ refused, changed }).toEqual({ refused: [], changed: true });
  });
});

describe('a field that was filled in', () => {
  const filled = [
    ['Deployment', '{}', 'spec: { strategy: { type: Recreate } }'],
    ['Deployment', 'spec: { strategy: { type: RollingUpdate } }', 'spec: { strategy: { type: Recreate } }'],
    ['StatefulSet', '{}', 'spec: { updateStrategy: { type: OnDelete } }'],
  ] as const;

  it.each(filled)('stays in a %s with %s and is refused by the type in %s', (kind, before, after) => {
    const field = kind === 'Deployment' ? 'strategy' : 'updateStrategy';
    expect(told(kind, before, after)).toBe(`invalid /spec/${field}/type`);
  });

  it('goes when the strategy that it belongs to was spelled out', () => {
    const spelledOut = 'spec: { strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 1 } } }';
    expect(told('Deployment', spelledOut, 'spec: { strategy: { type: Recreate } }')).toBe('accepted');
    const partition = 'spec: { updateStrategy: { type: RollingUpdate, rollingUpdate: { partition: 1 } } }';
    expect(told('StatefulSet', partition, 'spec: { updateStrategy: { type: OnDelete } }')).toBe('accepted');
  });

  it('goes from a Deployment, and not from a StatefulSet, when applied client-side', () => {
    expect(told('Deployment', '{}', 'spec: { strategy: { type: Recreate } }', 'client-side')).toBe('accepted');
    expect(told('StatefulSet', '{}', 'spec: { updateStrategy: { type: OnDelete } }', 'client-side')).toBe(
      'invalid /spec/updateStrategy/type',
    );
  });

  it('is told as the cause where nobody gave it', () => {
    const volume = 'spec: { template: { spec: { volumes: { 1: { emptyDir: null } } } } }';
    const other = 'spec: { template: { spec: { volumes: { 1: { emptyDir: null, configMap: { name: c } } } } } }';
    const at = '/spec/template/spec/volumes/1/emptyDir';
    const two = (after: object) =>
      'emptyDir' in (after as any).spec.template.spec.volumes[1] ? [{ at, message: 'may have one source' }] : [];
    const [server, client] = [undefined, 'client-side' as const].map(
      (apply) =>
        judgeUpdate(object('Deployment', volume), object('Deployment', other), { validate: two, apply }).refused,
    );
    expect(server).toEqual([
      expect.objectContaining({ at, fix: expect.stringMatching(/^the new version does not have this/) }),
    ]);
    expect(client).toEqual([]);
  });
});

describe('what is wrong with the new version by itself', () => {
  it('is refused, and is not immutable', () => {
    const labels = 'spec: { template: { metadata: { labels: { app: other } } } }';
    const { refused, restarts } = judgeUpdate(object('Deployment'), object('Deployment', labels), { validate });
    expect(refused).toEqual([expect.objectContaining({ immutable: false })]);
    expect(restarts).toBe(false);
  });

  it('is not asked for where nothing changes', () => {
    const wrong = () => [{ at: '', message: 'wrong' }];
    const spelledOut = 'spec: { strategy: { type: RollingUpdate } }';
    expect(judgeUpdate(object('Deployment'), object('Deployment', spelledOut), { validate: wrong }).refused).toEqual(
      [],
    );
  });

  it('is two items that cannot be told apart, unless applied client-side', () => {
    const twice = 'spec: { template: { spec: { containers: { 0: { env: [{ name: A }, { name: A }] } } } } }';
    const [server, client] = [undefined, 'client-side' as const].map(
      (apply) => judgeUpdate(object('Deployment'), object('Deployment', twice), { apply }).refused,
    );
    expect(server).toEqual([
      {
        at: '/spec/template/spec/containers/0/env/1',
        immutable: false,
        message: `spec.template.spec.containers.0.env has two items with name 'A', items 0 and 1`,
        fix: 'keep one of them',
      },
    ]);
    expect(client).toEqual([]);
  });
});

describe('an object under another name', () => {
  it.each([
    '{ metadata: { name: other } }',
    '{ metadata: { namespace: other } }',
    '{ kind: Service }',
    '{ apiVersion: a.example/v1 }',
  ])('is another object: %s', (fragment) => {
    const { refused } = judgeUpdate(object('Deployment'), object('Deployment', fragment));
    expect(refused).toEqual([expect.objectContaining({ immutable: true })]);
  });
});

describe('the message of a refusal', () => {
  it('says what it was and would be, and what to do', () => {
    const { refused } = judgeUpdate(object('RoleBinding'), object('RoleBinding', 'roleRef: { name: other }'));
    expect(refused).toEqual([
      {
        at: '/roleRef',
        immutable: true,
        message: `roleRef of a live RoleBinding cannot change: name was 'r' and would be 'other'`,
        fix: 'delete the binding first, or make a new one under another name beside it: until then its rights are gone',
      },
    ]);
  });

  it('counts what it does not tell', () => {
    const fields = 'spec: { template: { spec: { a: 1, b: 2, c: 3, d: 4, e: 5 } } }';
    const { refused } = judgeUpdate(object('Job'), object('Job', fields));
    expect(refused[0].message).toBe(
      'spec.template of a live Job cannot change: spec.a would be added, spec.b would be added, spec.c would be added, 2 more',
    );
  });
});

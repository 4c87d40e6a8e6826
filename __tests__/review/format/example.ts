import type { ReviewedObject } from '../../../lib/review/data/object';
import type { Review } from '../../../lib/review/data/review';

const inVision =
  (apiVersion: string, kind: string) =>
  (name: string): ReviewedObject => ({ apiVersion, kind, name, namespaceName: 'vision' });
const deployment = inVision('apps/v1', 'Deployment');
const service = inVision('v1', 'Service');
const ingress = inVision('networking.k8s.io/v1', 'Ingress')('public-route');
const role = inVision('rbac.authorization.k8s.io/v1', 'RoleBinding')('model-puller');
const policy = inVision('networking.k8s.io/v1', 'NetworkPolicy');

const LABELS = ['iris-stable', 'iris-canary', 'iris'].map((name) => ({
  object: { apiVersion: 'v1', kind: 'ServiceAccount', name, namespaceName: 'vision' },
  kind: 'labels' as const,
  fields: [
    {
      at: '/metadata/labels/app.kubernetes.io~1version',
      kind: 'changed' as const,
      before: '"0.2.0"',
      after: '"0.3.0"',
    },
  ],
}));

/** The Iris canary goes from step 2 to step 3 of 4, and takes a refused Service, a wider role and more of its quota along. */
export const example: Review = {
  verdict: 'refused',
  reasons: [
    "Service 'iris-metrics' in namespace 'vision' is refused: spec.clusterIP cannot change.",
    "ServiceAccount 'iris-puller' in namespace 'vision' may read Secrets that it could not read.",
    "namespace 'vision' takes 44 of 40 CPUs on the way: 4 pods of Deployment 'iris-canary' stay pending until others are gone.",
  ],
  delivery: 'kubectl',
  objects: { before: 23, after: 24 },
  refusals: [
    {
      object: service('iris-metrics'),
      at: '/spec/clusterIP',
      immutable: true,
      message: "spec.clusterIP was 'None' and would be removed; it is given once",
      fix: 'keep clusterIP: None, or delete the Service first: `kubectl delete service iris-metrics -n vision`',
      halfApplied:
        "kubectl goes on: Deployment 'iris-canary' and Ingress 'public-route' are applied, the Service stays as it is",
    },
  ],
  restarts: [
    {
      object: deployment('iris-canary'),
      causes: [
        {
          at: '/spec/template/spec/containers/0/image',
          kind: 'changed',
          before: 'registry.example/iris:0.3.0-rc.1',
          after: 'registry.example/iris:0.3.0',
        },
        { at: '/spec/template/spec/containers/0/args/3', kind: 'added', after: '--max-batch-size=32' },
      ],
      rollout: { pods: 3, waves: 3, seconds: 1800, fewestReady: 1, mostPods: 4 },
      message: 'pods are replaced one at a time, none goes before its successor is ready',
    },
  ],
  staleConfigurations: [
    {
      object: deployment('iris-stable'),
      causes: [{ at: '/data/thresholds.yaml', kind: 'changed', before: '0.80', after: '0.75' }],
      message: "reads ConfigMap 'iris-thresholds' as environment, which pods keep until they are replaced",
    },
  ],
  changes: [
    {
      object: deployment('iris-canary'),
      kind: 'changed',
      fields: [
        { at: '/spec/replicas', kind: 'changed', before: '1', after: '3' },
        {
          at: '/spec/template/spec/containers/0/image',
          kind: 'changed',
          before: 'registry.example/iris:0.3.0-rc.1',
          after: 'registry.example/iris:0.3.0',
        },
      ],
    },
    {
      object: deployment('iris-stable'),
      kind: 'changed',
      fields: [{ at: '/spec/replicas', kind: 'changed', before: '9', after: '7' }],
    },
    {
      object: ingress,
      kind: 'changed',
      fields: [
        {
          at: '/metadata/annotations/nginx.ingress.kubernetes.io~1canary-weight',
          kind: 'changed',
          before: '10',
          after: '30',
        },
      ],
    },
    {
      object: service('iris-metrics'),
      kind: 'changed',
      fields: [{ at: '/spec/clusterIP', kind: 'removed', before: 'None' }],
    },
    { object: role, kind: 'added', fields: [] },
    { object: policy('iris-canary-from-frontend'), kind: 'added', fields: [] },
    ...LABELS,
  ],
  removals: [
    {
      object: policy('iris-legacy'),
      outcome: 'stays until somebody deletes it; kubectl apply removes nothing',
      isDestructive: false,
    },
    {
      object: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name: 'iris-cache', namespaceName: 'vision' },
      outcome: 'stays until somebody deletes it, and 40Gi of weights with it then',
      isDestructive: true,
    },
  ],
  traffic: [
    {
      requests: 'models.example.com/iris (nginx)',
      route: ingress,
      before: [
        { service: service('iris-stable'), workloads: ['Deployment vision/iris-stable'], percent: 90 },
        { service: service('iris-canary'), workloads: ['Deployment vision/iris-canary'], percent: 10 },
      ],
      after: [
        { service: service('iris-stable'), workloads: ['Deployment vision/iris-stable'], percent: 70 },
        { service: service('iris-canary'), workloads: ['Deployment vision/iris-canary'], percent: 30 },
      ],
      message: '20 of 100 requests go from the stable version to the canary',
      isOutage: false,
    },
  ],
  services: [
    {
      object: service('iris-stable'),
      before: [{ workload: 'Deployment vision/iris-stable', pods: 9 }],
      after: [{ workload: 'Deployment vision/iris-stable', pods: 7 }],
      losesAll: false,
      message: '2 pods leave',
    },
    {
      object: service('iris-canary'),
      before: [{ workload: 'Deployment vision/iris-canary', pods: 1 }],
      after: [{ workload: 'Deployment vision/iris-canary', pods: 3 }],
      losesAll: false,
      message: '2 pods join when they are ready, within 30 minutes',
    },
  ],
  releases: [
    {
      name: 'iris',
      namespaceName: 'vision',
      kind: 'Canary',
      before: 'step 2 of 4: 10 %',
      after: 'step 3 of 4: 30 %',
      sides: [
        { deploymentName: 'iris-stable', pods: { before: 9, after: 7 }, weight: { before: 90, after: 70 } },
        { deploymentName: 'iris-canary', pods: { before: 1, after: 3 }, weight: { before: 10, after: 30 } },
      ],
      fewestReady: 8,
      mostPods: 12,
      message: '10 % to 30 % of the requests',
      next: 'wait until 3 canary pods are ready and their error rate holds, then step 4 of 4: 50 %',
      skips: false,
    },
  ],
  models: [
    {
      object: deployment('iris-canary'),
      what: 'image',
      before: 'registry.example/iris:0.3.0-rc.1',
      after: 'registry.example/iris:0.3.0',
    },
    { object: deployment('iris-canary'), what: 'engine flags', after: '--max-batch-size=32' },
  ],
  capacity: [
    {
      namespaceName: 'vision',
      key: 'requests.cpu',
      before: '38',
      after: '40',
      peak: '44',
      hard: '40',
      exceeds: 'on the way',
    },
    {
      namespaceName: 'vision',
      key: 'requests.nvidia.com/gpu',
      before: '1',
      after: '3',
      peak: '4',
      hard: '4',
      exceeds: 'no',
    },
    { namespaceName: 'vision', key: 'pods', before: '10', after: '10', peak: '12', exceeds: 'no' },
  ],
  permissions: [
    {
      subject: 'ServiceAccount vision/iris-puller',
      kind: 'gained',
      namespaceName: 'vision',
      what: 'get, list secrets',
      isEscalation: true,
      through: role,
    },
  ],
  reach: [
    {
      kind: 'opened',
      from: 'pods of namespace frontend',
      to: 'Deployment vision/iris-canary',
      ports: 'TCP 8080',
      isWide: true,
      message: "NetworkPolicy 'iris-canary-from-frontend' lets them in",
    },
  ],
  security: [
    {
      object: service('iris-metrics'),
      kind: 'exposure',
      message: 'with type NodePort it answers on every node of the cluster',
    },
  ],
  findings: {
    added: [
      {
        rule: 'quota-fit-rollouts',
        severity: 'warning',
        object: deployment('iris-canary'),
        at: '/spec/strategy/rollingUpdate/maxSurge',
        message: "a rollout takes 44 CPUs of the 40 in ResourceQuota 'vision'",
        fix: 'set maxSurge: 0 and maxUnavailable: 1, or raise requests.cpu to 44',
        origin: { file: 'dist/vision.k8s.yaml', line: 212 },
      },
    ],
    gone: [
      {
        rule: 'service-selects-pods',
        severity: 'error',
        object: service('iris-canary'),
        message: 'selects no pod',
      },
    ],
  },
  acknowledgements: [
    {
      object: deployment('iris-canary'),
      rule: 'pdb-single-replica',
      reason: 'a canary may be gone for a minute; agreed with the team of the frontend',
    },
  ],
  notChecked: [
    'live replica counts: an autoscaler may hold others than the manifests say',
    'admission webhooks of the cluster',
    'whether 3 free GPUs are there for the canary',
  ],
};

/** A change of which there is nothing to say. */
export const nothing: Review = {
  verdict: 'safe',
  reasons: [],
  delivery: 'flux',
  objects: { before: 24, after: 24 },
  refusals: [],
  restarts: [],
  staleConfigurations: [],
  changes: [],
  removals: [],
  traffic: [],
  services: [],
  releases: [],
  models: [],
  capacity: [],
  permissions: [],
  reach: [],
  security: [],
  findings: { added: [], gone: [] },
  acknowledgements: [],
  notChecked: [],
};

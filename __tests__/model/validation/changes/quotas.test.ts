import { itAccepts, itRefuses } from './changes';

const quota = (hard: string, rest = ''): string =>
  `+ { apiVersion: v1, kind: ResourceQuota, metadata: { name: quota, namespace: shop }, spec: { hard: { ${hard} }${rest} } }`;
const range = (item: string): string =>
  `+ { apiVersion: v1, kind: LimitRange, metadata: { name: limits, namespace: shop }, spec: { limits: [${item}] } }`;

describe('quotas', () => {
  itAccepts([
    quota('requests.cpu: 10, limits.memory: 100Gi, pods: 20, services.nodeports: 0, configmaps: 5'),
    quota('requests.nvidia.com/gpu: 4, count/deployments.apps: 5, count/services: 5, requests.storage: 1.5Gi'),
    quota('gold.storageclass.storage.k8s.io/requests.storage: 1Ti, gpu.deviceclass.resource.k8s.io/devices: 2'),
    quota('pods: 4, cpu: 4', ', scopes: [NotBestEffort]'),
  ]);
  itRefuses([
    [
      quota('pods: 4', ', scopeSelector: { matchExpressions: [{ scopeName: Gold, operator: Exists }] }'),
      "ResourceQuota /spec/scopeSelector/matchExpressions/0/scopeName must be one of 'BestEffort', 'NotBestEffort', 'NotTerminating', 'PriorityClass', 'Terminating', 'CrossNamespacePodAffinity', 'VolumeAttributesClass', got 'Gold'",
    ],
    [
      quota('requests.nvidia.com/gpu: 0.5'),
      'ResourceQuota /spec/hard/requests.nvidia.com~1gpu must be a whole number, got 0.5',
    ],
    [quota('pods: 30.5'), 'ResourceQuota /spec/hard/pods must be a whole number, got 30.5'],
  ]);
});

describe('limit ranges', () => {
  itAccepts([
    range(
      '{ type: Container, min: { cpu: 10m }, defaultRequest: { cpu: 100m }, default: { cpu: 1 }, max: { cpu: 4 } }',
    ),
    range('{ type: PersistentVolumeClaim, max: { storage: 1Ti } }'),
  ]);
  itRefuses([
    [
      range('{ type: Container, min: { cpu: 200m }, defaultRequest: { cpu: 100m }, default: { cpu: 1 } }'),
      "LimitRange /spec/limits/0/defaultRequest/cpu must be at least min '200m', got '100m'",
    ],
    [range('{ type: Pod, default: { cpu: 1 } }'), "LimitRange /spec/limits/0/default is not for the type 'Pod'"],
    [
      range('{ type: PersistentVolumeClaim, max: { cpu: 1 } }'),
      "LimitRange /spec/limits/0 must have min or max of 'storage' for the type 'PersistentVolumeClaim'",
    ],
    [range('{ type: Container, max: { cpu: -1 } }'), 'LimitRange /spec/limits/0/max/cpu must be 0 or more, got -1'],
  ]);
});

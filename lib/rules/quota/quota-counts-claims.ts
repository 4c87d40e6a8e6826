import { podsWhere } from '../../model/alike/alike-pods';
import { vendorOfClass, vendorOfResource } from '../../cluster/device-names';
import type { Manifest } from '../../manifests/manifest';
import { titleOf } from '../../manifests/object-ref';
import { devicesOf } from '../../model/quota/pod-charge';
import { acceleratorsOf, deviceClaimsIn } from '../../model/scaling/accelerators';
import { objectAt } from '../../private/json';
import { show } from '../../private/show';
import type { Rule, Violation } from '../rule';

export const quotaCountsClaims: Rule = {
  id: 'quota-counts-claims',
  title: 'a quota that limits accelerators limits those by claim too',
  severity: 'warning',
  reason:
    'A quota of requests.nvidia.com/gpu counts what device plugins hand out. GPUs that pods get by claims of a DeviceClass are counted under <class>.deviceclass.resource.k8s.io/devices alone: without that key a namespace with a budget takes as many as there are.',
  sources: [
    'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
    'https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/4381-dra-structured-parameters',
  ],
  example: {
    kubernetesMinor: 34,
    failing: `apiVersion: v1
kind: ResourceQuota
metadata: { name: quota, namespace: vision }
spec: { hard: { requests.nvidia.com/gpu: 4 } }
---
apiVersion: resource.k8s.io/v1
kind: ResourceClaimTemplate
metadata: { name: gpu, namespace: vision }
spec: { spec: { devices: { requests: [{ name: gpu, exactly: { deviceClassName: gpu.nvidia.com } }] } } }
---
apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: vision }
spec:
  resourceClaims: [{ name: gpu, resourceClaimTemplateName: gpu }]
  containers: [{ name: main, image: registry.example/llama:1.0.0, resources: { claims: [{ name: gpu }] } }]`,
    mended: `apiVersion: v1
kind: ResourceQuota
metadata: { name: quota, namespace: vision }
spec: { hard: { requests.nvidia.com/gpu: 4, gpu.nvidia.com.deviceclass.resource.k8s.io/devices: 4 } }
---
apiVersion: resource.k8s.io/v1
kind: ResourceClaimTemplate
metadata: { name: gpu, namespace: vision }
spec: { spec: { devices: { requests: [{ name: gpu, exactly: { deviceClassName: gpu.nvidia.com } }] } } }
---
apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: vision }
spec:
  resourceClaims: [{ name: gpu, resourceClaimTemplateName: gpu }]
  containers: [{ name: main, image: registry.example/llama:1.0.0, resources: { claims: [{ name: gpu }] } }]`,
  },
  check(set) {
    const quotas = set.ofKind('ResourceQuota', '');
    if (quotas.length === 0 || set.ofKind('ResourceClaimTemplate').length + set.ofKind('ResourceClaim').length === 0)
      return [];
    return podsWhere(set, ({ podSpec }) => podSpec.resourceClaims !== undefined).flatMap(
      ({ manifest, namespaceName, podSpec, at }) => {
        const own = quotas.filter((quota) => quota.namespaceName === namespaceName);
        if (own.length === 0) return [];
        const claimed = acceleratorsOf(podSpec, deviceClaimsIn(set, namespaceName)).filter(
          ({ isClaimed }) => isClaimed,
        );
        return [...new Set(claimed.map(({ resource }) => resource))].flatMap((deviceClass) =>
          uncounted(manifest, at, deviceClass, own),
        );
      },
    );
  },
};

function uncounted(manifest: Manifest, at: string, deviceClass: string, quotas: readonly Manifest[]): Violation[] {
  const keysOf = (quota: Manifest): string[] => Object.keys(objectAt(quota.json, 'spec', 'hard'));
  if (quotas.some((quota) => keysOf(quota).includes(devicesOf(deviceClass)))) return [];
  const vendor = vendorOfClass(deviceClass);
  const counts = (key: string): boolean =>
    vendor !== undefined && key.startsWith('requests.') && vendorOfResource(key.slice('requests.'.length)) === vendor;
  const quota = quotas.find((each) => keysOf(each).some(counts));
  const key = quota && keysOf(quota).find(counts);
  if (!quota || key === undefined) return [];
  return [
    {
      manifest,
      at: `${at}/resourceClaims`,
      message: `gets devices of the DeviceClass ${show(deviceClass)} by claims, and ${titleOf(quota)} limits ${show(key)} alone, which does not count them`,
      fix: `count them in the quota by ${show(devicesOf(deviceClass))}`,
      others: [quota],
    },
  ];
}

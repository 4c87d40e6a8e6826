import type { Explanation } from '../explanation';

export const quotaCountsClaims: Explanation = {
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
};

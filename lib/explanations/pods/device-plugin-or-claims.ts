import type { Explanation } from '../explanation';

export const devicePluginOrClaims: Explanation = {
  reason:
    "A device plugin and a DRA driver know nothing of each other: a pod that asks for GPUs of NVIDIA by nvidia.com/gpu and by a claim of gpu.nvidia.com needs a node on which both hand out the same hardware, and there both may hand out the same GPU. AWS offers its chips under several names too (aws.amazon.com/neuron, neuroncore): whoever asks for two of them asks for more than one node has. NVIDIA's channels between nodes (compute-domain-*.nvidia.com) are no GPUs, and go together with a device plugin.",
  sources: [
    'https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/',
    'https://github.com/NVIDIA/k8s-dra-driver-gpu',
    'https://awsdocs-neuron.readthedocs-hosted.com/en/latest/containers/kubernetes-getting-started.html',
  ],
  example: {
    kubernetesMinor: 34,
    failing: `apiVersion: resource.k8s.io/v1
kind: ResourceClaimTemplate
metadata: { name: gpu, namespace: vision }
spec: { spec: { devices: { requests: [{ name: gpu, exactly: { deviceClassName: gpu.nvidia.com } }] } } }
---
apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: vision }
spec:
  resourceClaims: [{ name: gpu, resourceClaimTemplateName: gpu }]
  containers:
    - name: main
      image: registry.example/llama:1.0.0
      resources: { claims: [{ name: gpu }], limits: { nvidia.com/gpu: 1 } }`,
    mended: `apiVersion: resource.k8s.io/v1
kind: ResourceClaimTemplate
metadata: { name: gpu, namespace: vision }
spec: { spec: { devices: { requests: [{ name: gpu, exactly: { deviceClassName: gpu.nvidia.com } }] } } }
---
apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: vision }
spec:
  resourceClaims: [{ name: gpu, resourceClaimTemplateName: gpu }]
  containers:
    - name: main
      image: registry.example/llama:1.0.0
      resources: { claims: [{ name: gpu }] }`,
  },
};

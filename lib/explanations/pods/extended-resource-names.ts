import type { Explanation } from '../explanation';

export const extendedResourceNames: Explanation = {
  reason:
    'The API server takes any name of an extended resource. Where no node offers it, its pods stay pending, and a quota by it counts nothing: of nvidia.com/gpus, nvidia.com/GPU or gpu.intel.com/i915s there are none anywhere. Looked at is what reads like a resource of a known device plugin; plugins that are told to rename what they offer may have any name.',
  sources: [
    'https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/device-plugins/',
    'https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/',
    'https://github.com/NVIDIA/k8s-device-plugin#configuration-option-details',
    'https://docs.nvidia.com/datacenter/cloud-native/kubernetes/latest/index.html',
  ],
  example: {
    failing: `apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: vision }
spec:
  containers: [{ name: main, image: registry.example/llama:1.0.0, resources: { limits: { nvidia.com/gpus: 1 } } }]`,
    mended: `apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: vision }
spec:
  containers: [{ name: main, image: registry.example/llama:1.0.0, resources: { limits: { nvidia.com/gpu: 1 } } }]`,
  },
};

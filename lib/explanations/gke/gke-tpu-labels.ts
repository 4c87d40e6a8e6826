import type { Explanation } from '../explanation';

export const gkeTpuLabels: Explanation = {
  reason:
    'GKE places pods with google.com/tpu by two labels of the nodes, the type of TPU and the topology of the slice. Without both it makes no node for them, and they stay pending. A node affinity may say them in place of the node selector, and pods of a ComputeClass are placed by that.',
  sources: ['https://cloud.google.com/kubernetes-engine/docs/how-to/tpus#run-workload'],
  example: {
    failing: `apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: vision }
spec:
  containers: [{ name: main, image: registry.example/llama:1.0.0, resources: { limits: { google.com/tpu: 8 } } }]`,
    mended: `apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: vision }
spec:
  nodeSelector:
    cloud.google.com/gke-tpu-accelerator: tpu-v6e-slice
    cloud.google.com/gke-tpu-topology: 2x4
  containers: [{ name: main, image: registry.example/llama:1.0.0, resources: { limits: { google.com/tpu: 8 } } }]`,
  },
};

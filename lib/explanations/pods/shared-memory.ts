import type { Explanation } from '../explanation';

export const sharedMemory: Explanation = {
  reason:
    'Processes that drive several accelerators together exchange through /dev/shm, of which a container has 64 MiB unless a volume held in memory is mounted there: servers hang or stop with a bus error once a model is split over the devices. Processes that have nothing to say to each other need none. Looked at are GPUs of NVIDIA and AMD, whose libraries (NCCL, RCCL) do so; parts of a device are not split further, and one process drives the chips of a TPU.',
  sources: [
    'https://docs.nvidia.com/deeplearning/nccl/user-guide/docs/troubleshooting.html#shared-memory',
    'https://docs.vllm.ai/en/latest/deployment/k8s.html',
    'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
  ],
  example: {
    failing: `apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: vision }
spec:
  containers: [{ name: main, image: registry.example/llama:1.0.0, resources: { limits: { nvidia.com/gpu: 4 } } }]`,
    mended: `apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: vision }
spec:
  containers:
    - name: main
      image: registry.example/llama:1.0.0
      resources: { limits: { nvidia.com/gpu: 4 } }
      volumeMounts: [{ name: shm, mountPath: /dev/shm }]
  volumes: [{ name: shm, emptyDir: { medium: Memory, sizeLimit: 8Gi } }]`,
  },
};

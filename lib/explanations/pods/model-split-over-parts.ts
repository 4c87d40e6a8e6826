import type { Explanation } from '../explanation';

export const modelSplitOverParts: Explanation = {
  reason:
    'Processes that split a model exchange with each other all the time, from device to device. Slices by MIG cannot, and replicas of a shared GPU are the same GPU again: the server ends at start or hangs in its first exchange. Asking for several shared GPUs gives no larger share (a warning), and device plugins may refuse it for good. Looked at are the flags of vLLM, SGLang, TensorRT-LLM, TGI, LMDeploy and KServe, in arguments and commands; what a shell works out is not.',
  sources: [
    'https://docs.nvidia.com/datacenter/tesla/mig-user-guide/',
    'https://github.com/NVIDIA/k8s-device-plugin#shared-access-to-gpus',
    'https://docs.vllm.ai/en/latest/serving/parallelism_scaling.html',
  ],
  example: {
    failing: `apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: vision }
spec:
  containers:
    - name: main
      image: registry.example/vllm:1.0.0
      args: [--model=llama, --tensor-parallel-size=2]
      resources: { limits: { nvidia.com/mig-3g.40gb: 2 } }`,
    mended: `apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: vision }
spec:
  containers:
    - name: main
      image: registry.example/vllm:1.0.0
      args: [--model=llama]
      resources: { limits: { nvidia.com/mig-7g.80gb: 1 } }`,
  },
};

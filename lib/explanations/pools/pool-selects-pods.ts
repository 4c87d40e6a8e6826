import type { Explanation } from '../explanation';

export const poolSelectsPods: Explanation = {
  reason:
    'The picker takes every pod of its pool for one that answers. Workers of a LeaderWorkerSet have no HTTP server: their share of the requests is refused, and since their metrics never come they may look idlest of all. A pool that selects nothing answers 503, which is a warning where pods of the namespace carry a key of the selector with another value, or not all of its labels; or, where none carries any key, where the pool is of a server that is there, or a route leads to it and its selector has the name of a workload under another key.',
  sources: [
    'https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#inferencepoolspec',
    'https://lws.sigs.k8s.io/docs/reference/labels-annotations-and-environment-variables/',
  ],
  example: {
    failing: `apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama, namespace: llm }
spec:
  selector: { matchLabels: { leaderworkerset.sigs.k8s.io/name: llama } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: llama-epp, port: { number: 9002 } }
---
apiVersion: leaderworkerset.x-k8s.io/v1
kind: LeaderWorkerSet
metadata: { name: llama, namespace: llm }
spec:
  replicas: 2
  leaderWorkerTemplate:
    size: 2
    workerTemplate: { spec: { containers: [{ name: llama, image: vllm/vllm-openai:v0.33.0 }] } }`,
    mended: `apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama, namespace: llm }
spec:
  selector:
    matchLabels: { leaderworkerset.sigs.k8s.io/name: llama, leaderworkerset.sigs.k8s.io/worker-index: "0" }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: llama-epp, port: { number: 9002 } }
---
apiVersion: leaderworkerset.x-k8s.io/v1
kind: LeaderWorkerSet
metadata: { name: llama, namespace: llm }
spec:
  replicas: 2
  leaderWorkerTemplate:
    size: 2
    workerTemplate: { spec: { containers: [{ name: llama, image: vllm/vllm-openai:v0.33.0 }] } }`,
  },
};

import type { Explanation } from '../explanation';

export const poolTargetPorts: Explanation = {
  reason:
    'The gateway sends requests to the target ports of the pods themselves, without a Service in between, and the picker reads metrics there: a port that nothing listens on is an endpoint that refuses, and pods are dropped without a word. More than 8 ports, none or the same one twice are refused by the API server. A number that no container declares may be listened on all the same: where containers declare other ports it is a warning.',
  sources: [
    'https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#inferencepoolspec',
    'https://github.com/kubernetes-sigs/gateway-api-inference-extension/issues/2562',
  ],
  example: {
    failing: `apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama, namespace: llm }
spec:
  selector: { matchLabels: { app: llama } }
  targetPorts: [{ number: 80 }]
  endpointPickerRef: { name: llama-epp, port: { number: 9002 } }
---
apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: llm, labels: { app: llama } }
spec:
  containers:
    - { name: llama, image: vllm/vllm-openai:v0.33.0, ports: [{ name: http, containerPort: 8000 }] }`,
    mended: `apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama, namespace: llm }
spec:
  selector: { matchLabels: { app: llama } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: llama-epp, port: { number: 9002 } }
---
apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: llm, labels: { app: llama } }
spec:
  containers:
    - { name: llama, image: vllm/vllm-openai:v0.33.0, ports: [{ name: http, containerPort: 8000 }] }`,
  },
};

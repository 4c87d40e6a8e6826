import type { Explanation } from '../explanation';

export const onePoolPerPod: Explanation = {
  reason:
    'Each picker counts the requests that it sent itself. Two of them over the same pods on the same port know half of what goes on: both take a pod for idle that the other has just filled, and versions that two pools should keep apart are mixed. Pools for different ports of the same pods are different endpoints.',
  sources: ['https://gateway-api-inference-extension.sigs.k8s.io/api-types/inferencepool/'],
  example: {
    failing: `apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama, namespace: llm }
spec:
  selector: { matchLabels: { app: llama } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: llama-epp, port: { number: 9002 } }
---
apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama-next, namespace: llm }
spec:
  selector: { matchLabels: { app: llama } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: llama-next-epp, port: { number: 9002 } }`,
    mended: `apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama, namespace: llm }
spec:
  selector: { matchLabels: { app: llama, version: "1" } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: llama-epp, port: { number: 9002 } }
---
apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama-next, namespace: llm }
spec:
  selector: { matchLabels: { app: llama, version: "2" } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: llama-next-epp, port: { number: 9002 } }`,
  },
};

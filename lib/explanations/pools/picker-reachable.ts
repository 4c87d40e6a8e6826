import type { Explanation } from '../explanation';

export const pickerReachable: Explanation = {
  reason:
    'A gateway asks the picker before each request: shut out, it refuses all of them, or picks pods itself where failureMode is FailOpen. A picker that does not reach the metrics of its pods takes all for equally idle; one that does not reach the API server never learns of a pod, and is never ready. The API server is no pod: a policy names its addresses, or the ports 443 or 6443 alone. What address blocks, selectors of unknown labels or policies of other kinds let in is not judged.',
  sources: [
    'https://gateway-api-inference-extension.sigs.k8s.io/concepts/api-overview/',
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-egress-traffic',
  ],
  example: {
    failing: `apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama, namespace: llm }
spec:
  selector: { matchLabels: { app: llama } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: llama-epp, port: { number: 9002 } }
---
apiVersion: v1
kind: Service
metadata: { name: llama-epp, namespace: llm }
spec: { selector: { app: llama-epp }, ports: [{ name: grpc, port: 9002 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: llama-epp, namespace: llm, labels: { app: llama-epp } }
spec: { containers: [{ name: epp, image: registry.example/epp:0.9.0 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: llm, labels: { app: llama } }
spec: { containers: [{ name: llama, image: vllm/vllm-openai:v0.33.0 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: inside, namespace: llm }
spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ podSelector: {} }] }] }`,
    mended: `apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama, namespace: llm }
spec:
  selector: { matchLabels: { app: llama } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: llama-epp, port: { number: 9002 } }
---
apiVersion: v1
kind: Service
metadata: { name: llama-epp, namespace: llm }
spec: { selector: { app: llama-epp }, ports: [{ name: grpc, port: 9002 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: llama-epp, namespace: llm, labels: { app: llama-epp } }
spec: { containers: [{ name: epp, image: registry.example/epp:0.9.0 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: llm, labels: { app: llama } }
spec: { containers: [{ name: llama, image: vllm/vllm-openai:v0.33.0 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: inside, namespace: llm }
spec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ podSelector: {} }] }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: llama-epp, namespace: llm }
spec:
  podSelector: { matchLabels: { app: llama-epp } }
  policyTypes: [Egress]
  egress: [{ ports: [{ port: 443 }, { port: 6443 }] }]`,
  },
};

import type { Explanation } from '../explanation';

export const poolPicker: Explanation = {
  reason:
    'A pool whose picker does not exist is not accepted by gateways, or answers 503 to everything unless its failureMode is FailOpen. A picker is started for one pool, by a flag: one that was copied picks pods of the other pool, to which the gateway does not send. A pool without any picker is left to the gateway from v1.6 of the extension on, and refused by most, which is a warning. Of namespaces in which no Service is made, nothing is known.',
  sources: [
    'https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#endpointpickerref',
    'https://github.com/llm-d/llm-d-router/blob/v0.9.0/pkg/epp/server/options.go',
  ],
  example: {
    failing: `apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama, namespace: llm }
spec:
  selector: { matchLabels: { app: llama } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: llama-picker, port: { number: 9002 } }
---
apiVersion: v1
kind: Service
metadata: { name: llama-epp, namespace: llm }
spec: { selector: { app: llama-epp }, ports: [{ name: grpc, port: 9002 }] }`,
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
spec: { selector: { app: llama-epp }, ports: [{ name: grpc, port: 9002 }] }`,
  },
};

import type { Explanation } from '../explanation';

export const scaleFromZero: Explanation = {
  reason:
    'A ScaledObject has no pods at least unless it says otherwise. Series that pods publish of themselves are gone with the last of them, and KEDA reads an empty answer as 0: nothing ever brings the first pod back. What counts in front of them does: a router, a gateway, a queue, the HTTP add-on. Only series of known servers of models are told.',
  sources: [
    'https://keda.sh/docs/latest/reference/scaledobject-spec/#minreplicacount',
    'https://keda.sh/docs/latest/scalers/prometheus/',
    'https://github.com/vllm-project/production-stack/issues/679',
  ],
  example: {
    failing: `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: llama, namespace: chat }
spec:
  scaleTargetRef: { name: llama }
  minReplicaCount: 0
  maxReplicaCount: 4
  triggers: [{ type: prometheus, metadata: { query: 'sum(vllm:num_requests_waiting)', threshold: '10' } }]`,
    mended: `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: llama, namespace: chat }
spec:
  scaleTargetRef: { name: llama }
  minReplicaCount: 1
  maxReplicaCount: 4
  triggers: [{ type: prometheus, metadata: { query: 'sum(vllm:num_requests_waiting)', threshold: '10' } }]`,
  },
};

import type { Explanation } from '../explanation';

export const oneScaler: Explanation = {
  reason:
    'Two HorizontalPodAutoscalers of one workload are both switched off (AmbiguousSelector), and KEDA refuses a ScaledObject for what something else scales. A VerticalPodAutoscaler that changes the requests which a HorizontalPodAutoscaler divides by is a warning: each undoes what the other does. A ScaledObject that is told to take a HorizontalPodAutoscaler over is meant.',
  sources: [
    'https://github.com/kubernetes/kubernetes/pull/112011',
    'https://keda.sh/docs/latest/concepts/admission-webhooks/',
    'https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/known-limitations.md',
  ],
  example: {
    failing: `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: iris, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: iris }
  maxReplicas: 8
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: iris, namespace: vision }
spec:
  scaleTargetRef: { name: iris }
  triggers: [{ type: prometheus, metadata: { query: 'sum(queue_depth)', threshold: '4' } }]`,
    mended: `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: iris, namespace: vision }
spec:
  scaleTargetRef: { name: iris }
  triggers:
    - { type: cpu, metricType: Utilization, metadata: { value: '70' } }
    - { type: prometheus, metadata: { query: 'sum(queue_depth)', threshold: '4' } }`,
  },
};

import type { Explanation } from '../explanation';

export const scalerBounds: Explanation = {
  reason:
    'A ScaledObject whose minimum is above its maximum is taken by the API server, and becomes a HorizontalPodAutoscaler that is refused, so that nothing scales. One that is written so by hand is refused at once (valid-objects). Pods while nothing happens (idleReplicaCount) must be fewer than the minimum.',
  sources: [
    'https://keda.sh/docs/latest/reference/scaledobject-spec/',
    'ValidateHorizontalPodAutoscaler in pkg/apis/autoscaling/validation/validation.go of kubernetes/kubernetes',
  ],
  example: {
    failing: `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: iris, namespace: vision }
spec:
  scaleTargetRef: { name: iris }
  minReplicaCount: 8
  maxReplicaCount: 4
  triggers: [{ type: prometheus, metadata: { query: 'sum(queue_depth)', threshold: '4' } }]`,
    mended: `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: iris, namespace: vision }
spec:
  scaleTargetRef: { name: iris }
  minReplicaCount: 4
  maxReplicaCount: 8
  triggers: [{ type: prometheus, metadata: { query: 'sum(queue_depth)', threshold: '4' } }]`,
  },
};

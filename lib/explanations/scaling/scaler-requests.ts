import type { Explanation } from '../explanation';

export const scalerRequests: Explanation = {
  reason:
    'A share of CPU or memory in use is measured by what the containers ask for. Where one of them asks for none the autoscaler has no number and never scales (FailedGetResourceMetric). Limits count as requests, and so do the defaults of LimitRanges; those that others make are not known.',
  sources: [
    'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work',
    'https://keda.sh/docs/latest/concepts/admission-webhooks/',
  ],
  example: {
    failing: `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0, resources: { requests: { memory: 1Gi } } }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: iris, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: iris }
  maxReplicas: 8
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]`,
    mended: `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0, resources: { requests: { cpu: 1, memory: 1Gi } } }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: iris, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: iris }
  maxReplicas: 8
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]`,
  },
};

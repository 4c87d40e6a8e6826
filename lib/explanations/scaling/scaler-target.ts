import type { Explanation } from '../explanation';

export const scalerTarget: Explanation = {
  reason:
    'An autoscaler whose target cannot be scaled, or is of a group that has no such kind, never does anything (FailedGetScale). A target that is not in the set is a warning where the set has workloads of its kind in that namespace, or another kind of its name: it may be made elsewhere.',
  sources: [
    'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work',
    'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/',
  ],
  example: {
    failing: `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0, resources: { requests: { cpu: 1 } } }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: iris, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: DaemonSet, name: iris }
  maxReplicas: 8`,
    mended: `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0, resources: { requests: { cpu: 1 } } }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: iris, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: iris }
  maxReplicas: 8`,
  },
};

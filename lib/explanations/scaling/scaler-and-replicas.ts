import type { Explanation } from '../explanation';

export const scalerAndReplicas: Explanation = {
  reason:
    'Every apply that carries `replicas` sets the number of pods back to it, under load as well, until the autoscaler looks again. With 0 replicas a HorizontalPodAutoscaler does nothing at all.',
  sources: [
    'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
    'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#implicit-maintenance-mode-deactivation',
  ],
  example: {
    failing: `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  replicas: 2
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
  minReplicas: 2
  maxReplicas: 8
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]`,
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
  minReplicas: 2
  maxReplicas: 8
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]`,
  },
};

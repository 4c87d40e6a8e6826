import type { Explanation } from '../explanation';

export const oneDisruptionBudget: Explanation = {
  reason: 'Evictions of a pod that two budgets select fail, so that no node can be drained.',
  sources: [
    'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
    'pkg/registry/core/pod/storage/eviction.go of kubernetes/kubernetes',
  ],
  example: {
    failing: `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: iris, namespace: vision }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: iris } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: all, namespace: vision }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: iris } } }`,
    mended: `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: iris, namespace: vision }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: iris } } }`,
  },
};

import type { Explanation } from '../explanation';

export const drainableBudget: Explanation = {
  reason:
    'A budget that lets no pod be evicted stops every drain of its nodes: upgrades of the cluster hang, until somebody deletes the budget or the pods. Percentages are rounded up, of the pods that must stay as of those that may go. With an autoscaler it is so while there are the fewest pods. Budgets that select pods whose number is not known are not looked at.',
  sources: [
    'https://kubernetes.io/docs/tasks/run-application/configure-pdb/#specifying-a-poddisruptionbudget',
    'getExpectedPodCount in pkg/controller/disruption/disruption.go of kubernetes/kubernetes',
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
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0 }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: iris, namespace: vision }
spec: { minAvailable: 2, selector: { matchLabels: { app: iris } } }`,
    mended: `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  replicas: 2
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

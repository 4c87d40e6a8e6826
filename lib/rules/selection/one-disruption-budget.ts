import type { Manifest } from '../../manifests/manifest';
import { keyOf, titleOf } from '../../manifests/object-ref';
import { controllersOf, type Workload } from '../../model/selection/pod-index';
import { objectAt } from '../../private/json';
import type { Rule } from '../rule';

export const oneDisruptionBudget: Rule = {
  id: 'one-disruption-budget',
  title: 'no pod has two disruption budgets',
  severity: 'error',
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
  check(set) {
    const { index } = controllersOf(set);
    const budgets = new Map<Workload, Manifest>();
    return set.ofKind('PodDisruptionBudget', 'policy').flatMap((budget) =>
      index.selectBy(budget.namespaceName, objectAt(budget.json, 'spec', 'selector')).flatMap((workload) => {
        const other = budgets.get(workload);
        budgets.set(workload, other ?? budget);
        // What is one object twice is told as such.
        if (other === undefined || keyOf(other) === keyOf(budget)) return [];
        return [
          {
            manifest: budget,
            at: '/spec/selector',
            message: `selects the pods of ${titleOf(workload.manifest)} that ${titleOf(other)} selects already`,
            fix: 'evictions of pods with two budgets fail, remove one',
            others: [workload.manifest, other],
          },
        ];
      }),
    );
  },
};

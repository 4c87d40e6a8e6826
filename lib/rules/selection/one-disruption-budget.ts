import type { Manifest } from '../../manifests/manifest';
import { titleOf } from '../../manifests/object-ref';
import { controllersIn, PodIndex, type Workload } from '../../model/selection/pod-index';
import { objectAt } from '../../private/json';
import type { Rule } from '../rule';

/** Evictions of a pod that two budgets select fail (pkg/registry/core/pod/storage/eviction.go of kubernetes/kubernetes). */
export const oneDisruptionBudget: Rule = {
  id: 'one-disruption-budget',
  title: 'no pod has two disruption budgets',
  severity: 'error',
  check(set) {
    const index = new PodIndex(controllersIn(set));
    const budgets = new Map<Workload, Manifest>();
    return set.ofKind('PodDisruptionBudget', 'policy').flatMap((budget) =>
      index
        .select(budget.namespaceName, objectAt(budget.json, 'spec', 'selector', 'matchLabels'))
        .flatMap((workload) => {
          const other = budgets.get(workload);
          budgets.set(workload, other ?? budget);
          if (other === undefined) return [];
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

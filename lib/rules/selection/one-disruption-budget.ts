import type { Manifest } from '../../manifests/manifest';
import { keyOf, titleOf } from '../../manifests/object-ref';
import { controllersOf, type Workload } from '../../model/selection/pod-index';
import { objectAt } from '../../private/json';
import type { Rule } from '../rule';

export const oneDisruptionBudget: Rule = {
  id: 'one-disruption-budget',
  title: 'no pod has two disruption budgets',
  severity: 'error',
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

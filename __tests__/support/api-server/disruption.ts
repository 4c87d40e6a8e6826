import type { IPodDisruptionBudgetSpec } from 'kubernetes-models/policy/v1/PodDisruptionBudgetSpec';
import { replicasOf, type WorkloadPods } from '../pod-template';
import { autoscaledMinimum } from './autoscaling-targets';
import { podsMeant } from './int-or-percent';
import type { LabelSelector } from './labels';
import { idOf, show, specOf, type Manifest } from './manifest';
import type { ManifestSet, SetRule } from './rules';

/** Budgets and the pods they protect: one each, and a node can still be drained. */
export const disruptionTargetRule: SetRule = function* (set) {
  const owners = new Map<WorkloadPods, Manifest>();
  for (const budget of set.ofKind('PodDisruptionBudget', 'policy')) {
    const spec = specOf<IPodDisruptionBudgetSpec>(budget);
    const selector = spec.selector as LabelSelector | undefined;
    const { namespace = 'default' } = budget.metadata;
    const pods = set.podIndex.select(namespace, selector);
    if (pods.length === 0) yield [budget, `selects the pods of no workload in ${namespace}`];
    for (const pod of pods) {
      const owner = owners.get(pod);
      if (owner) yield [budget, `the pods of ${idOf(pod.workload)} have the budget ${idOf(owner)} already`];
      else owners.set(pod, budget);
    }
    const blocked = blockedForever(spec, pods, set);
    if (blocked !== undefined) yield [budget, blocked];
  }
};

/** Both percentages are rounded up by the disruption controller. */
function blockedForever(
  { minAvailable, maxUnavailable }: Partial<IPodDisruptionBudgetSpec>,
  pods: readonly WorkloadPods[],
  set: ManifestSet,
): string | undefined {
  const counts = pods.map((pod) => autoscaledMinimum(pod.workload, set) ?? replicasOf(pod.workload));
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  if (maxUnavailable !== undefined && podsMeant(maxUnavailable, total, 'up') === 0) {
    return `never lets a pod be evicted: maxUnavailable ${show(maxUnavailable)}`;
  }
  if (minAvailable !== undefined && podsMeant(minAvailable, total, 'up') >= total) {
    return `never lets a pod be evicted: minAvailable ${show(minAvailable)} of ${total}`;
  }
  return undefined;
}

import type { WorkloadPods } from '../pod-template';
import { isEmptySelector, type LabelSelector } from './labels';
import { idOf, isRecord, type Manifest } from './manifest';
import type { SetRule } from './rules';

const selecting = new Set(['DaemonSet', 'Deployment', 'ReplicaSet', 'Rollout', 'StatefulSet']);

function selectorOf(workload: Manifest): LabelSelector | undefined {
  const spec = isRecord(workload.spec) ? workload.spec : {};
  return spec.selector as LabelSelector | undefined;
}

/** A workload selects no other workload's pods: two controllers would fight over them. */
export const disjointSelectorRule: SetRule = function* (set) {
  for (const { workload, namespace } of set.pods) {
    const selector = selectorOf(workload);
    if (!selecting.has(workload.kind) || !selector || isEmptySelector(selector)) continue;
    const others = set.podIndex.select(namespace, selector).filter((pod) => pod.workload !== workload);
    if (others.length > 0) yield [workload, `spec.selector also selects the pods of ${names(others)}`];
  }
};

/** Workloads for a sentence. */
export function names(pods: readonly WorkloadPods[]): string {
  return pods.map((pod) => idOf(pod.workload)).join(', ');
}

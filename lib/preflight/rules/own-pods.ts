import { type JsonObject, objectAt } from '../../private/json';
import type { ManifestSet, ResolvedObject } from '../manifest-set';
import type { Rule } from '../rule';

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

/** Labels that an object selects pods by, and the labels of the pods it makes. */
interface Workload {
  readonly object: ResolvedObject;
  readonly selector: JsonObject;
  readonly labels: JsonObject;
}

/**
 * Two controllers whose selectors match the same pods fight over them, and a Service sends one model's requests to the
 * other (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector). Evictions of a pod that two
 * budgets select fail (pkg/registry/core/pod/storage/eviction.go of kubernetes/kubernetes).
 */
export const ownPods: Rule = {
  id: 'own-pods',
  title: 'workloads select only their own pods, and no pod has two disruption budgets',
  check(set) {
    const workloads = WORKLOADS.flatMap((kind) => set.ofKind(kind)).map(workloadOf);
    const index = new PodIndex(workloads);
    return [...workloads.flatMap((workload) => intruded(workload, index)), ...budgetProblems(set, index)];
  },
};

function workloadOf(object: ResolvedObject): Workload {
  const spec = objectAt(object.manifest, 'spec');
  return {
    object,
    selector: objectAt(spec, 'selector', 'matchLabels'),
    labels: objectAt(spec, 'template', 'metadata', 'labels'),
  };
}

function intruded({ object, selector }: Workload, index: PodIndex): string[] {
  return index
    .select(object.namespaceName, selector)
    .filter((other) => other.object !== object)
    .map(
      (other) =>
        `'${object.path}': its selector ${text(selector)} matches the pods of '${other.object.path}' as well; selectors must match their own pods only, change the labels or the prop selector of one`,
    );
}

function budgetProblems(set: ManifestSet, index: PodIndex): string[] {
  const budgets = new Map<Workload, string>();
  return set.ofKind('PodDisruptionBudget').flatMap((budget) =>
    index
      .select(budget.namespaceName, objectAt(budget.manifest, 'spec', 'selector', 'matchLabels'))
      .flatMap((workload) => {
        const other = budgets.get(workload);
        budgets.set(workload, other ?? budget.path);
        return other === undefined
          ? []
          : [
              `'${budget.path}': selects the pods of '${workload.object.path}' that '${other}' selects already; evictions of pods with two budgets fail, remove one`,
            ];
      }),
  );
}

/** Finds pods by labels without looking at all of them: by the label that fewest of them carry. */
class PodIndex {
  private readonly byLabel = new Map<string, Workload[]>();

  public constructor(workloads: readonly Workload[]) {
    for (const workload of workloads) {
      for (const [key, value] of Object.entries(workload.labels)) {
        const label = labelKey(workload.object.namespaceName, key, value);
        const carriers = this.byLabel.get(label);
        if (carriers) carriers.push(workload);
        else this.byLabel.set(label, [workload]);
      }
    }
  }

  /** The workloads whose pods carry all labels; none for no labels, which other rules speak of. */
  public select(namespaceName: string | undefined, wanted: JsonObject): Workload[] {
    const entries = Object.entries(wanted);
    const candidates = entries.map(([key, value]) => this.byLabel.get(labelKey(namespaceName, key, value)) ?? []);
    const fewest = candidates.reduce<Workload[] | undefined>(
      (best, list) => (best && best.length <= list.length ? best : list),
      undefined,
    );
    return (fewest ?? []).filter(({ labels }) => entries.every(([key, value]) => labels[key] === value));
  }
}

function labelKey(namespaceName: string | undefined, key: string, value: unknown): string {
  return [namespaceName ?? '', key, String(value)].join('\n');
}

function text(labels: JsonObject): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(',');
}

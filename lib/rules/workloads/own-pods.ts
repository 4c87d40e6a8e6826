import { type JsonObject, objectAt } from '../../private/json';
import { LABEL, MANAGED_BY } from '../../private/labels';
import type { ManifestSet, ResolvedObject } from '../../manifests/manifest-set';
import type { Rule } from '../rule';

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];
/** The labels that tell servers apart: Services of ours select by these, unless an override or adopted labels say otherwise. */
const TOLD_BY: readonly string[] = [LABEL.INSTANCE, LABEL.NAME];

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
 *
 * A Service of a server or release leads to what is declared in the same construct. Services that others write may lead
 * to whatever they like.
 */
export const ownPods: Rule = {
  id: 'own-pods',
  title: 'workloads and the Services of servers select only their own pods, and no pod has two disruption budgets',
  check(set) {
    const workloads = WORKLOADS.flatMap((kind) => set.ofKind(kind)).map(workloadOf);
    const index = new PodIndex(workloads);
    const intrusions = workloads.flatMap((workload) => intrusionsOf(workload, index));
    return [
      ...intrusions.map(intrusion),
      ...serviceProblems(set, workloads, intrusions),
      ...budgetProblems(set, index),
    ];
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

/** A workload, and another one whose pods it selects. */
interface Intrusion {
  readonly workload: Workload;
  readonly other: Workload;
}

function intrusionsOf(workload: Workload, index: PodIndex): Intrusion[] {
  const { object, selector } = workload;
  return index
    .select(object.namespaceName, selector)
    .filter((other) => other.object !== object)
    .map((other) => ({ workload, other }));
}

function intrusion({ workload: { object, selector }, other }: Intrusion): string {
  return `'${object.path}': its selector ${text(selector)} matches the pods of '${other.object.path}' as well; selectors must match their own pods only, change the labels or the prop selector of one`;
}

/** Services of servers and releases that lead to the pods of another one, those of its Jobs included. */
function serviceProblems(set: ManifestSet, workloads: readonly Workload[], intrusions: readonly Intrusion[]): string[] {
  const jobs = set.ofKind('Job').map((object) => ({ ...workloadOf(object), selector: {} }));
  const index = new PodIndex([...workloads, ...jobs]);
  // Whose Deployment selects the pods has been told so already.
  const told = new Set(intrusions.map(({ workload, other }) => `${text(workload.selector)} ${other.object.path}`));
  return set.ofKind('Service').flatMap((service) => {
    const selector = objectAt(service.manifest, 'spec', 'selector');
    if (!isOurs(service, selector)) return [];
    const home = service.path.slice(0, service.path.lastIndexOf('/') + 1);
    return index
      .select(service.namespaceName, selector)
      .filter(({ object }) => !object.path.startsWith(home))
      .filter(({ object }) => !told.has(`${text(selector)} ${object.path}`))
      .map(
        ({ object }) =>
          `'${service.path}': Service '${service.name}' selects ${text(selector)} and sends requests to the pods of '${object.path}' as well, which belong to another server; the names of servers and releases must differ within a namespace, change the id or the prop name of one`,
      );
  });
}

function isOurs({ group, manifest }: ResolvedObject, selector: JsonObject): boolean {
  return (
    group === '' &&
    objectAt(manifest, 'metadata', 'labels')[LABEL.MANAGED_BY] === MANAGED_BY &&
    Object.keys(selector).every((key) => TOLD_BY.includes(key))
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

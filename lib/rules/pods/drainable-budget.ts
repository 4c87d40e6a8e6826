import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { titleOf } from '../../manifests/object-ref';
import { replicasOf } from '../../model/scaling/pods-at-once';
import { type PodGroup, podGroupsOf } from '../../model/selection/pod-groups';
import { scaledValueOf } from '../../private/int-or-percent';
import { isPlainObject, objectAt } from '../../private/json';
import { show } from '../../private/show';
import type { Rule, Violation } from '../rule';

export const drainableBudget: Rule = {
  id: 'drainable-budget',
  title: 'a disruption budget lets one pod at least go at a time',
  severity: 'warning',
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
  check: (set) => set.ofKind('PodDisruptionBudget', 'policy').flatMap((budget) => violationsOf(set, budget)),
};

/** Kinds whose pods are counted by their replicas. */
const COUNTED = new Set([
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
  'LeaderWorkerSet',
  'Rollout',
]);

function violationsOf(set: ManifestSet, budget: Manifest): Violation[] {
  const { minAvailable, maxUnavailable, selector } = objectAt(budget.json, 'spec');
  // One without selector selects nothing, an empty one everything, also what others make.
  if (!isPlainObject(selector) || Object.keys(selector).length === 0) return [];
  const groups = podGroupsOf(set).select(budget.namespaceName, selector);
  const pods = fewestOf(set, groups);
  if (!pods || pods.count === 0) return [];
  if (isNothing(minAvailable) && isNothing(maxUnavailable)) return [withoutNumber(budget, groups)];
  const field = isNothing(maxUnavailable) ? 'minAvailable' : 'maxUnavailable';
  const value = field === 'minAvailable' ? minAvailable : maxUnavailable;
  const count = scaledValueOf(value, pods.count, 'up');
  if (count === undefined || (field === 'minAvailable' ? count < pods.count : count > 0)) return [];
  const many = pods.count === 1 ? 'the only pod' : `all ${pods.count} pods`;
  const never = value === '100%' || field === 'maxUnavailable';
  const when = pods.scalers.length > 0 && !never ? `, while ${titleOf(pods.scalers[0])} keeps the fewest` : '';
  return [
    {
      manifest: budget,
      at: `/spec/${field}`,
      message: `${field} of ${show(value)} keeps ${many} of ${titlesOf(groups)} from being evicted${when}: a drain of their nodes never ends`,
      fix:
        pods.count === 1 && !when
          ? 'run two pods or more with maxUnavailable 1, or remove the budget'
          : 'set maxUnavailable to 1',
      others: [...groups.map(({ manifest }) => manifest), ...pods.scalers],
    },
  ];
}

/** The controller expects no pods of such a budget, and then allows no eviction. */
function withoutNumber(budget: Manifest, groups: readonly PodGroup[]): Violation {
  return {
    manifest: budget,
    at: '/spec',
    message: `neither maxUnavailable nor minAvailable is set, which keeps the pods of ${titlesOf(groups)} from being evicted: a drain of their nodes never ends`,
    fix: 'set maxUnavailable to 1',
    others: groups.map(({ manifest }) => manifest),
  };
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

/** The fewest pods of all that are selected; nothing where one of them is not counted. */
function fewestOf(
  set: ManifestSet,
  groups: readonly PodGroup[],
): { readonly count: number; readonly scalers: readonly Manifest[] } | undefined {
  let count = 0;
  const scalers: Manifest[] = [];
  for (const { manifest, perReplica } of groups) {
    if (!COUNTED.has(manifest.kind)) return undefined;
    if (manifest.scaledDownFor) continue;
    const { fewest, scaler } = replicasOf(set, manifest);
    count += fewest * perReplica;
    if (scaler) scalers.push(scaler);
  }
  return { count, scalers };
}

function titlesOf(groups: readonly PodGroup[]): string {
  const titles = groups.slice(0, 3).map(({ manifest }) => titleOf(manifest));
  return groups.length > 3 ? `${titles.join(', ')} and ${groups.length - 3} more` : titles.join(' and ');
}

import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { groupOf, titleOf } from '../../manifests/object-ref';
import { containerNames, measuredContainers } from '../../model/scaling/measured-containers';
import { type Scaler, scaledWorkloadsOf, scalersOf, targetIn } from '../../model/scaling/scalers';
import { podGroupsOf } from '../../model/selection/pod-groups';
import { show } from '../../private/show';
import type { Rule, Violation } from '../rule';

/** Kinds of Kubernetes that have no `scale`, in the groups they are in. */
const NOT_SCALABLE = new Map([
  ['DaemonSet', 'apps'],
  ['Job', 'batch'],
  ['CronJob', 'batch'],
  ['Pod', ''],
  ['Service', ''],
  ['PodTemplate', ''],
]);
/** Where the kinds that have one are. */
const SCALABLE = new Map([
  ['Deployment', 'apps'],
  ['StatefulSet', 'apps'],
  ['ReplicaSet', 'apps'],
  ['ReplicationController', ''],
  ['LeaderWorkerSet', 'leaderworkerset.x-k8s.io'],
  ['Rollout', 'argoproj.io'],
]);

export const scalerTarget: Rule = {
  id: 'scaler-target',
  title: 'an autoscaler is for a workload that exists and can be scaled, by containers that it has',
  severity: 'error',
  reason:
    'An autoscaler whose target cannot be scaled, or is of a group that has no such kind, never does anything (FailedGetScale). A target that is not in the set is a warning where the set has workloads of its kind in that namespace, or another kind of its name: it may be made elsewhere. A metric of a container that no pod of the target has is never there (FailedGetContainerResourceMetric), and nothing is scaled by it: a warning, since a webhook may inject the container.',
  sources: [
    'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work',
    'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/',
  ],
  example: {
    failing: `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0, resources: { requests: { cpu: 1 } } }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: iris, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: DaemonSet, name: iris }
  maxReplicas: 8`,
    mended: `apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0, resources: { requests: { cpu: 1 } } }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: iris, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: iris }
  maxReplicas: 8`,
  },
  check: (set) => [
    ...scalersOf(set).flatMap((scaler) => violationsOf(set, scaler)),
    ...[...scaledWorkloadsOf(set)].flatMap(([workload, scalers]) =>
      scalers.flatMap((scaler) => containerViolations(workload, scaler)),
    ),
  ],
};

/** Of a container that no pod has there is no metric, and nothing is scaled by it. What webhooks inject is not known here. */
function containerViolations(workload: Manifest, { manifest }: Scaler): Violation[] {
  const measured = measuredContainers(manifest);
  const names = measured.length === 0 ? [] : containerNames(workload);
  // A template that is taken from elsewhere, or none that can be read.
  if (names.length === 0) return [];
  return measured
    .filter(({ name }) => !names.includes(name))
    .map(({ at, name }) => ({
      manifest,
      at,
      severity: 'warning',
      message: `scales by the container ${show(name)}, which the pods of ${titleOf(workload)} do not have; they have ${names.slice(0, 5).join(', ')}`,
      fix: 'correct the name: by a container without metrics nothing is scaled',
      others: [workload],
    }));
}

function violationsOf(set: ManifestSet, scaler: Scaler): Violation[] {
  const { manifest, target } = scaler;
  const group = groupOf(target.apiVersion);
  const what = `${target.kind} '${target.name}'`;
  const violation = (rest: Pick<Violation, 'message' | 'fix'> & Partial<Violation>): Violation[] => [
    { manifest, at: '/spec/scaleTargetRef', ...rest },
  ];
  // Of the core group there is one kind that can be scaled: for the others the API server refuses an autoscaler.
  if (group === '' && manifest.kind === 'HorizontalPodAutoscaler' && target.kind !== 'ReplicationController') return [];
  if (NOT_SCALABLE.get(target.kind) === group)
    return violation({
      message: `the target must be of a kind that can be scaled, got ${what}`,
      fix: 'scale a Deployment or StatefulSet, or remove the autoscaler',
    });
  const rightGroup = SCALABLE.get(target.kind);
  if (rightGroup !== undefined && rightGroup !== group)
    return violation({
      message: `the target's apiVersion must be ${rightGroup === '' ? "'v1'" : `'${rightGroup}/v1'`} for a ${target.kind}, got ${show(target.apiVersion)}`,
      fix: 'correct apiVersion: a kind is looked up in the group that it names',
    });
  if (targetIn(set, scaler) || isMadeElsewhere(scaler)) return [];
  const alike = podGroupsOf(set).inNamespace(manifest.namespaceName);
  const named = alike.find((each) => each.manifest.name === target.name)?.manifest;
  // What an operator makes is written by nobody.
  if (named?.madeBy && named.kind === target.kind && named.group === group) return [];
  // Of namespaces without workloads of the kind nothing is known: others may make them there.
  if (!named && !alike.some((each) => each.manifest.kind === target.kind)) return [];
  const there = alike.map((each) => titleOf({ kind: each.manifest.kind, name: each.manifest.name }));
  return violation({
    severity: 'warning',
    message: `the target must be a workload that exists, got ${what} in the namespace '${manifest.namespaceName ?? ''}', which has ${named ? titleOf({ kind: named.kind, name: named.name }) : there.slice(0, 5).join(', ')}`,
    fix: 'correct the kind or the name',
    others: named ? [named] : [],
  });
}

function isMadeElsewhere({ manifest, target }: Scaler): boolean {
  return manifest.madeElsewhere?.includes(`${target.kind} ${manifest.namespaceName ?? ''}/${target.name}`) ?? false;
}

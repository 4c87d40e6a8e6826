import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { titleOf } from '../../manifests/object-ref';
import { poolLabels, poolsOf } from '../../model/pools/inference-pool';
import { groupsWithWorkersIn, podsOfPool } from '../../model/pools/pool-pods';
import { meantPods } from '../../model/routing/meant-pods';
import { carriedOf, namespacesWithUnseenPods, nearestOf } from '../../model/selection/nearest-pods';
import { labelsText } from '../../model/selection/pod-index';
import { podGroupsOf } from '../../model/selection/pod-groups';
import type { Rule, Violation } from '../rule';

export const poolSelectsPods: Rule = {
  id: 'pool-selects-pods',
  title: 'InferencePools select pods that something makes, and of a group of pods the leader alone',
  severity: 'error',
  reason:
    'The picker takes every pod of its pool for one that answers. Workers of a LeaderWorkerSet have no HTTP server: their share of the requests is refused, and since their metrics never come they may look idlest of all. A pool that selects nothing answers 503, which is a warning where pods of the namespace carry a key of the selector with another value, or not all of its labels; or, where none carries any key, where the pool is of a server that is there, or a route leads to it and its selector has the name of a workload under another key.',
  sources: [
    'https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/#inferencepoolspec',
    'https://lws.sigs.k8s.io/docs/reference/labels-annotations-and-environment-variables/',
  ],
  example: {
    failing: `apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama, namespace: llm }
spec:
  selector: { matchLabels: { leaderworkerset.sigs.k8s.io/name: llama } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: llama-epp, port: { number: 9002 } }
---
apiVersion: leaderworkerset.x-k8s.io/v1
kind: LeaderWorkerSet
metadata: { name: llama, namespace: llm }
spec:
  replicas: 2
  leaderWorkerTemplate:
    size: 2
    workerTemplate: { spec: { containers: [{ name: llama, image: vllm/vllm-openai:v0.33.0 }] } }`,
    mended: `apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: llama, namespace: llm }
spec:
  selector:
    matchLabels: { leaderworkerset.sigs.k8s.io/name: llama, leaderworkerset.sigs.k8s.io/worker-index: "0" }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: llama-epp, port: { number: 9002 } }
---
apiVersion: leaderworkerset.x-k8s.io/v1
kind: LeaderWorkerSet
metadata: { name: llama, namespace: llm }
spec:
  replicas: 2
  leaderWorkerTemplate:
    size: 2
    workerTemplate: { spec: { containers: [{ name: llama, image: vllm/vllm-openai:v0.33.0 }] } }`,
  },
  check: (set) => poolsOf(set).flatMap((pool) => [...workers(set, pool), ...nobody(set, pool)]),
};

function workers(set: ManifestSet, pool: Manifest): Violation[] {
  return groupsWithWorkersIn(set, pool).map((group) => ({
    manifest: pool,
    at: '/spec/selector/matchLabels',
    message: `selects ${labelsText(poolLabels(pool))}, which the workers of ${titleOf(group)} carry as well as its leaders, and workers take no requests`,
    fix: "add leaderworkerset.sigs.k8s.io/worker-index: '0' to the selector",
    others: [group],
  }));
}

function nobody(set: ManifestSet, pool: Manifest): Violation[] {
  const { namespaceName } = pool;
  if (podsOfPool(set, pool).length > 0 || namespacesWithUnseenPods(set).has(namespaceName ?? '')) return [];
  // Workers are pods, and are told of by themselves.
  if (groupsWithWorkersIn(set, pool).length > 0) return [];
  const selector = poolLabels(pool);
  if (Object.values(selector).some((value) => typeof value !== 'string')) return [];
  const nearest = nearestOf(podGroupsOf(set).inNamespace(namespaceName), selector);
  const meant = nearest ? { group: nearest, labels: carriedOf(nearest, selector) } : meantPods(set, pool, selector);
  if (!meant) return [];
  return [
    {
      manifest: pool,
      at: '/spec/selector/matchLabels',
      severity: 'warning',
      message: `selects ${labelsText(selector)}, and no pods of the namespace carry that; nearest are those of ${titleOf(meant.group.manifest)} with ${labelsText(meant.labels)}`,
      fix: 'correct the labels of one of both',
      others: [meant.group.manifest],
    },
  ];
}

import { inPods } from '../in-pods';
import { acceleratorsOf, deviceClaimsIn } from '../../model/scaling/accelerators';
import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import { show } from '../../private/show';
import type { Rule } from '../rule';

const COMPUTE_CLASS = 'cloud.google.com/compute-class';
const LABELS = ['cloud.google.com/gke-tpu-accelerator', 'cloud.google.com/gke-tpu-topology'];

export const gkeTpuLabels: Rule = {
  id: 'gke-tpu-labels',
  title: 'pods with TPUs choose nodes by type and by topology',
  severity: 'warning',
  reason:
    'GKE places pods with google.com/tpu by two labels of the nodes, the type of TPU and the topology of the slice. Without both it makes no node for them, and they stay pending. A node affinity may say them in place of the node selector, and pods of a ComputeClass are placed by that.',
  sources: ['https://cloud.google.com/kubernetes-engine/docs/how-to/tpus#run-workload'],
  example: {
    failing: `apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: vision }
spec:
  containers: [{ name: main, image: registry.example/llama:1.0.0, resources: { limits: { google.com/tpu: 8 } } }]`,
    mended: `apiVersion: v1
kind: Pod
metadata: { name: llama, namespace: vision }
spec:
  nodeSelector:
    cloud.google.com/gke-tpu-accelerator: tpu-v6e-slice
    cloud.google.com/gke-tpu-topology: 2x4
  containers: [{ name: main, image: registry.example/llama:1.0.0, resources: { limits: { google.com/tpu: 8 } } }]`,
  },
  check: (set) =>
    inPods(set, ({ manifest, namespaceName, podSpec, at }) => {
      const tpu = acceleratorsOf(podSpec, deviceClaimsIn(set, namespaceName)).find(
        ({ resource }) => resource === 'google.com/tpu',
      );
      const missing =
        tpu && !choosesBy(podSpec, COMPUTE_CLASS) ? LABELS.filter((label) => !choosesBy(podSpec, label)) : [];
      if (!tpu || missing.length === 0) return [];
      return [
        {
          manifest,
          at: `${at}/nodeSelector`,
          message: `container ${show(tpu.container.name)} has ${tpu.count} google.com/tpu, and its pods choose nodes by no ${missing.join(' and no ')}: GKE has no node for them`,
          fix: `set ${missing.length > 1 ? 'both labels' : 'the label'} in nodeSelector, for example tpu-v6e-slice and 2x4`,
        },
      ];
    }),
};

function choosesBy(podSpec: JsonObject, label: string): boolean {
  if (Object.hasOwn(objectAt(podSpec, 'nodeSelector'), label)) return true;
  const required = objectAt(podSpec, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  return objectsIn(required.nodeSelectorTerms).some(({ matchExpressions }) =>
    objectsIn(matchExpressions).some(({ key }) => key === label),
  );
}

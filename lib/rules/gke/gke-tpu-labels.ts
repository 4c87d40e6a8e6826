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

import type { Manifest } from '../manifests/manifest';
import type { ManifestSet } from '../manifests/manifest-set';
import { podSpecOf } from '../manifests/pod-spec';
import { acceleratorsOf, deviceClaimsIn } from '../model/scaling/accelerators';
import type { Pairs } from './pairs';
import type { Side } from './side';

/** What manifests do not tell, and what of it this change hangs on. */
export function notChecked({ changed, added }: Pairs, after: Side): string[] {
  const touched = [...changed.map((pair) => pair.after), ...added];
  const kinds = new Set(touched.map(({ kind }) => kind));
  const isScaled = after.set.ofKind('HorizontalPodAutoscaler').length + after.set.ofKind('ScaledObject').length > 0;
  const asksForDevices = touched.some((manifest) => asksForAccelerators(after.set, manifest));
  const custom = touched
    .filter(({ group }) => group.includes('.') && !group.endsWith('.k8s.io'))
    .map(({ kind }) => kind);
  return [
    'what was changed in the cluster by hand since the manifests were last applied',
    ...(isScaled ? ['how many replicas autoscalers have made of their workloads just now'] : []),
    ...(asksForDevices ? ['whether a node has the devices free that new pods ask for'] : []),
    ...(kinds.has('Deployment') || kinds.has('StatefulSet') || kinds.has('Job')
      ? ['whether images exist and can be pulled, and whether nodes have room']
      : []),
    'what admission webhooks and policies of the cluster refuse or change',
    ...(custom.length > 0
      ? [`what the controllers of ${[...new Set(custom)].sort().slice(0, 5).join(', ')} make of them`]
      : []),
  ];
}

function asksForAccelerators(set: ManifestSet, manifest: Manifest): boolean {
  const podSpec = podSpecOf(manifest);
  return podSpec !== undefined && acceleratorsOf(podSpec, deviceClaimsIn(set, manifest.namespaceName)).length > 0;
}

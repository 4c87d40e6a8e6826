import { objectAt } from '../../private/json';
import type { Manifest } from '../../manifests/manifest';
import { countIn } from './amounts';

/** Most pods that autoscalers give to workloads, by kind and name of the workload. */
export type ScalingLimits = ReadonlyMap<string, number>;

/** Reads the HorizontalPodAutoscalers of a namespace and the ScaledObjects of KEDA, which become some. */
export function scalingLimits(objects: readonly Manifest[]): ScalingLimits {
  const limits = new Map<string, number>();
  for (const { group, kind, json } of objects) {
    const spec = objectAt(json, 'spec');
    const isKeda = group === 'keda.sh' && kind === 'ScaledObject';
    if (!isKeda && !(group === 'autoscaling' && kind === 'HorizontalPodAutoscaler')) continue;
    const target = objectAt(spec, 'scaleTargetRef');
    const key = targetKey(typeof target.kind === 'string' ? target.kind : 'Deployment', String(target.name));
    // KEDA's own default: https://keda.sh/docs/latest/reference/scaledobject-spec/#maxreplicacount
    const most = isKeda ? countIn(spec.maxReplicaCount, 100) : countIn(spec.maxReplicas, 1);
    limits.set(key, Math.max(most, limits.get(key) ?? 0));
  }
  return limits;
}

export function targetKey(kind: string, name: string): string {
  return `${kind}/${name}`;
}

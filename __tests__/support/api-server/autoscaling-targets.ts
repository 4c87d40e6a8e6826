import { idOf, isRecord, show, specOf, type Manifest } from './manifest';
import type { ManifestSet, SetRule } from './rules';

interface Target {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly name?: string;
}

/** What scales workloads: HorizontalPodAutoscalers, and the ScaledObjects that become some. */
function autoscalersOf(set: ManifestSet): readonly Manifest[] {
  return [...set.ofKind('HorizontalPodAutoscaler', 'autoscaling'), ...set.ofKind('ScaledObject', 'keda.sh')];
}

function targetOf(autoscaler: Manifest): Target {
  const { scaleTargetRef } = specOf<{ scaleTargetRef: Target }>(autoscaler);
  const isScaledObject = autoscaler.kind === 'ScaledObject';
  return { kind: 'Deployment', ...(isScaledObject ? { apiVersion: 'apps/v1' } : {}), ...scaleTargetRef };
}

const byTarget = new WeakMap<ManifestSet, Map<string, Manifest>>();

/** What scales a workload of a set. */
export function autoscalerOf(workload: Manifest, set: ManifestSet): Manifest | undefined {
  const known = byTarget.get(set) ?? new Map<string, Manifest>();
  if (!byTarget.has(set)) {
    byTarget.set(set, known);
    for (const each of autoscalersOf(set)) {
      const { kind, name } = targetOf(each);
      known.set(`${kind}/${each.metadata.namespace}/${name}`, each);
    }
  }
  return known.get(idOf(workload));
}

/** The lowest number of pods an autoscaler leaves to a workload; `undefined` where none scales it. */
export function autoscaledMinimum(workload: Manifest, set: ManifestSet): number | undefined {
  const autoscaler = autoscalerOf(workload, set);
  if (!autoscaler) return undefined;
  const spec = specOf<{ minReplicas: number; minReplicaCount: number }>(autoscaler);
  return spec.minReplicas ?? spec.minReplicaCount ?? (autoscaler.kind === 'ScaledObject' ? 0 : 1);
}

/** Autoscalers and what they scale. */
export const autoscalerTargetRule: SetRule = function* (set) {
  const owners = new Map<Manifest, Manifest>();
  for (const autoscaler of autoscalersOf(set)) {
    const { apiVersion = '', kind = '', name = '' } = targetOf(autoscaler);
    const target = set.find(kind, autoscaler.metadata.namespace, name);
    if (!target) {
      yield [autoscaler, `spec.scaleTargetRef names nothing in the set: ${kind} ${show(name)}`];
      continue;
    }
    if (apiVersion !== target.apiVersion) {
      yield [autoscaler, `spec.scaleTargetRef.apiVersion must be ${target.apiVersion}, got ${show(apiVersion)}`];
    }
    const owner = owners.get(target);
    if (owner) yield [autoscaler, `${idOf(target)} is scaled by ${idOf(owner)} already`];
    owners.set(target, autoscaler);
    const spec = isRecord(target.spec) ? target.spec : {};
    if (spec.replicas !== undefined && set.options.replicasWithAutoscaler !== true) {
      yield [target, `spec.replicas would undo what ${idOf(autoscaler)} has scaled at every apply`];
    }
  }
};

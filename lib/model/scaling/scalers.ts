import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { groupOf } from '../../manifests/object-ref';
import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../private/json';
import { append } from '../../private/append';
import { oncePerSet } from '../once-per-set';
import { setWithMade } from '../operators/made-objects';
import { countIn } from '../quota/amounts';

/** What an autoscaler changes the number of pods of. */
export interface ScaleTarget {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/** What sets the number of pods of a workload. */
export interface Scaler {
  readonly manifest: Manifest;
  readonly target: ScaleTarget;
  readonly fewest: number;
  readonly most: number;
  /** The kinds of what it goes by: `cpu`, `memory`, and for everything else its type. */
  readonly metrics: readonly string[];
}

/** HorizontalPodAutoscalers and the ScaledObjects of KEDA, which become some. */
export const scalersOf = oncePerSet((set: ManifestSet): readonly Scaler[] => [
  ...set.ofKind('HorizontalPodAutoscaler', 'autoscaling').flatMap(podAutoscaler),
  ...set.ofKind('ScaledObject', 'keda.sh').flatMap(scaledObject),
]);

/** The scalers of each workload that is in the set. */
export const scaledWorkloadsOf = oncePerSet((set: ManifestSet): ReadonlyMap<Manifest, readonly Scaler[]> => {
  const scaled = new Map<Manifest, Scaler[]>();
  for (const scaler of scalersOf(set)) {
    // A Rollout is another object where the template that it takes from a Deployment is in it.
    const workloads = new Set([targetIn(set, scaler), targetIn(setWithMade(set), scaler)]);
    for (const workload of workloads) if (workload) append(scaled, workload, scaler);
  }
  return scaled;
});

/** Objects of a set by group, kind, namespace and name. */
const byTarget = oncePerSet((set: ManifestSet): ReadonlyMap<string, Manifest> => {
  const kinds = new Set(scalersOf(set).map(({ target }) => target.kind));
  return new Map(
    [...kinds].flatMap((kind) => set.ofKind(kind).map((manifest) => [keyOf(manifest), manifest] as const)),
  );
});

/** The workload of the set that a scaler is for. */
export function targetIn(set: ManifestSet, { manifest, target }: Scaler): Manifest | undefined {
  return byTarget(set).get(
    keyOf({
      group: groupOf(target.apiVersion),
      kind: target.kind,
      namespaceName: manifest.namespaceName,
      name: target.name,
    }),
  );
}

function keyOf({
  group,
  kind,
  namespaceName = '',
  name,
}: Pick<Manifest, 'group' | 'kind' | 'namespaceName' | 'name'>): string {
  return [group, kind, namespaceName, name].join('\n');
}

function podAutoscaler(manifest: Manifest): Scaler[] {
  const spec = objectAt(manifest.json, 'spec');
  const target = targetOf(objectAt(spec, 'scaleTargetRef'), '', '');
  if (!target) return [];
  const metrics = objectsIn(spec.metrics).map(metricOf);
  return [
    {
      manifest,
      target,
      fewest: countIn(spec.minReplicas, 1),
      most: countIn(spec.maxReplicas, 0),
      // Without any the API server writes 80 % of CPU in.
      metrics: metrics.length > 0 ? metrics : ['cpu'],
    },
  ];
}

function metricOf(metric: JsonObject): string {
  const type = String(metric.type);
  if (type !== 'Resource' && type !== 'ContainerResource') return type;
  return String(objectAt(metric, type === 'Resource' ? 'resource' : 'containerResource').name);
}

/** https://keda.sh/docs/latest/reference/scaledobject-spec/ */
function scaledObject(manifest: Manifest): Scaler[] {
  const spec = objectAt(manifest.json, 'spec');
  const target = targetOf(objectAt(spec, 'scaleTargetRef'), 'apps/v1', 'Deployment');
  if (!target) return [];
  return [
    {
      manifest,
      target,
      fewest: Math.min(countIn(spec.minReplicaCount, 0), countIn(spec.idleReplicaCount, Infinity)),
      most: countIn(spec.maxReplicaCount, 100),
      metrics: objectsIn(spec.triggers).map(({ type }) => String(type)),
    },
  ];
}

function targetOf(reference: JsonObject, apiVersion: string, kind: string): ScaleTarget | undefined {
  const { name } = reference;
  if (!isPlainObject(reference) || typeof name !== 'string') return undefined;
  return {
    apiVersion: typeof reference.apiVersion === 'string' ? reference.apiVersion : apiVersion,
    kind: typeof reference.kind === 'string' ? reference.kind : kind,
    name,
  };
}

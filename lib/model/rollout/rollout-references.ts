import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { groupOf } from '../../manifests/object-ref';
import { isPlainObject, objectAt } from '../../private/json';
import { oncePerSet } from '../once-per-set';

/** Whose template Rollouts take: `workloadRef` names a workload in place of a template of their own. */
export interface RolloutReferences {
  /** The workload whose template a Rollout takes, where it is there. */
  referencedBy(rollout: Manifest): Manifest | undefined;
  /** The Rollout that takes the template of a workload. */
  takenBy(workload: Manifest): Manifest | undefined;
  /** Whether a Rollout scales a workload down to nothing once its own pods are there. */
  isHandedOver(workload: Manifest): boolean;
}

export const NO_REFERENCES: RolloutReferences = {
  referencedBy: () => undefined,
  takenBy: () => undefined,
  isHandedOver: () => false,
};

/** What a Rollout names in place of a template, in the words it uses. */
export function workloadRefOf({
  json,
}: Manifest):
  { readonly group: string; readonly kind: string; readonly name: string; readonly scaleDown: unknown } | undefined {
  const reference = objectAt(json, 'spec').workloadRef;
  if (!isPlainObject(reference) || typeof reference.name !== 'string') return undefined;
  const { apiVersion, kind, name, scaleDown } = reference;
  return { group: groupOf(String(apiVersion)), kind: String(kind), name, scaleDown };
}

/** Resolves the references of the Rollouts among objects (rollout/templateref.go of argoproj/argo-rollouts, v1.9). */
export function rolloutReferences(objects: readonly Manifest[]): RolloutReferences {
  const rollouts = objects.filter(
    (each) => each.group === 'argoproj.io' && each.kind === 'Rollout' && workloadRefOf(each) !== undefined,
  );
  if (rollouts.length === 0) return NO_REFERENCES;
  const byKey = new Map(objects.map((each) => [keyOf(each, each), each]));
  const referenced = new Map<Manifest, Manifest>();
  const taken = new Map<Manifest, Manifest>();
  for (const rollout of rollouts) {
    const reference = workloadRefOf(rollout);
    const workload = reference && byKey.get(keyOf(rollout, reference));
    if (!workload) continue;
    referenced.set(rollout, workload);
    taken.set(workload, rollout);
  }
  return {
    referencedBy: (rollout) => referenced.get(rollout),
    takenBy: (workload) => taken.get(workload),
    isHandedOver: (workload) => {
      const rollout = taken.get(workload);
      return rollout !== undefined && HANDED_OVER.has(String(workloadRefOf(rollout)?.scaleDown));
    },
  };
}

/** The references of the Rollouts of a set, worked out once. */
export const rolloutReferencesOf = oncePerSet((set: ManifestSet): RolloutReferences =>
  set.ofKind('Rollout', 'argoproj.io').length === 0 ? NO_REFERENCES : rolloutReferences(set.manifests),
);

/** Where a workload keeps its pods, or has them until those of the Rollout are there. */
const HANDED_OVER = new Set(['onsuccess', 'progressively']);

function keyOf(
  { namespaceName = '' }: Pick<Manifest, 'namespaceName'>,
  { group, kind, name }: Pick<Manifest, 'group' | 'kind' | 'name'>,
): string {
  return [group, kind, namespaceName, name].join('\n');
}

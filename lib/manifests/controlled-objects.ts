import { objectAt, objectsIn } from '../private/json';
import { knownKind } from './kinds';
import type { Manifest } from './manifest';
import { keyOf } from './object-ref';

/** Objects as somebody applies them, and those that controllers make of them. */
export interface AppliedObjects {
  /** The list itself where nothing is left out. */
  readonly applied: readonly Manifest[];
  readonly controlled: readonly Manifest[];
}

/**
 * Leaves out what controllers make of other objects of the list, as `kubectl get -o yaml` shows it: a ReplicaSet of a
 * Deployment, its Pods (https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/). What these
 * need is counted by their owners. References to them still hold. What is made by kinds of which nothing is known stays.
 */
export function withoutControlled(manifests: readonly Manifest[]): AppliedObjects {
  if (!manifests.some((manifest) => controllerOf(manifest) !== undefined))
    return { applied: manifests, controlled: [] };
  const byKey = new Map(manifests.map((manifest) => [keyOf(manifest), manifest]));
  const controlled = new Set(manifests.filter((manifest) => isMade(manifest, byKey)));
  if (controlled.size === 0) return { applied: manifests, controlled: [] };
  const madeElsewhere = [...controlled].map(({ kind, namespaceName = '', name }) => `${kind} ${namespaceName}/${name}`);
  const applied = manifests.filter((manifest) => !controlled.has(manifest));
  return {
    applied: applied.map((manifest) => ({
      ...manifest,
      madeElsewhere: manifest.madeElsewhere ? [...manifest.madeElsewhere, ...madeElsewhere] : madeElsewhere,
    })),
    controlled: [...controlled],
  };
}

/** Whether an object of a known kind controls it, or what controls it. */
function isMade(manifest: Manifest, byKey: ReadonlyMap<string, Manifest>): boolean {
  const chain = new Set([manifest]);
  let isKnown = false;
  for (let owner = ownerIn(manifest, byKey); owner; owner = ownerIn(owner, byKey)) {
    // Objects that own each other were made by nobody.
    if (chain.has(owner)) return false;
    chain.add(owner);
    isKnown ||= knownKind(owner.group, owner.kind) !== undefined;
  }
  return isKnown;
}

function ownerIn(manifest: Manifest, byKey: ReadonlyMap<string, Manifest>): Manifest | undefined {
  const key = controllerOf(manifest);
  return key === undefined ? undefined : byKey.get(key);
}

/** The key of what controls an object: one of its owners at most does. */
function controllerOf({ json, namespaceName }: Manifest): string | undefined {
  const owner = objectsIn(objectAt(json, 'metadata').ownerReferences).find(({ controller }) => controller === true);
  const { apiVersion, kind, name } = owner ?? {};
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof name !== 'string') return undefined;
  return keyOf({ apiVersion, kind, name, ...(namespaceName !== undefined && { namespaceName }) });
}

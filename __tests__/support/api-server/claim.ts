import type { IPersistentVolumeClaimSpec } from 'kubernetes-models/v1/PersistentVolumeClaimSpec';
import { isNegative, parseQuantity } from '../quantity-oracle';
import { show, specOf } from './manifest';
import { at, dns1123Subdomain } from './names';
import { isKind, type ObjectRule } from './rules';

/** PersistentVolumeClaims. */
export const claimRule: ObjectRule = function* (manifest) {
  if (isKind(manifest, 'PersistentVolumeClaim', '')) yield* claimProblems('spec', specOf(manifest));
};

/** The spec of a claim, of its own or inside a volume. */
export function* claimProblems(where: string, spec: Partial<IPersistentVolumeClaimSpec>): Generator<string> {
  const accessModes: readonly string[] = spec.accessModes ?? [];
  if (accessModes.length === 0) yield `${where}.accessModes must hold a mode`;
  if (accessModes.includes('ReadWriteOncePod') && accessModes.length > 1) {
    yield `${where}.accessModes must hold ReadWriteOncePod alone`;
  }
  const asked = spec.resources?.requests?.storage;
  const storage = parseQuantity(asked);
  if (!storage || isNegative(storage) || storage.numerator === 0n) {
    yield `${where}.resources.requests.storage must be a quantity above 0, got ${show(asked)}`;
  }
  const { storageClassName = '' } = spec;
  if (storageClassName !== '') yield* at(`${where}.storageClassName`, dns1123Subdomain(storageClassName));
}

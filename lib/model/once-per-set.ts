import type { ManifestSet } from '../manifests/manifest-set';

/** Works something out once for each set: several rules ask, and are told the same. */
export function oncePerSet<T>(work: (set: ManifestSet) => T): (set: ManifestSet) => T {
  const known = new WeakMap<ManifestSet, { readonly value: T }>();
  return (set) => {
    let found = known.get(set);
    if (!found) known.set(set, (found = { value: work(set) }));
    return found.value;
  };
}

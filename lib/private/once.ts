/**
 * Remembers what loading gives. For modules that most apps never need: they are loaded when first used, and
 * `require` takes its time even for a module that is there already.
 */
export function once<T>(load: () => T): () => T {
  let loaded: { readonly value: T } | undefined;
  return () => (loaded ??= { value: load() }).value;
}

/**
 * Remembers what loading gives. For modules that most apps never need: they are loaded when first used, and
 * `require` takes its time even for a module that is there already.
 *
 * Such a module may describe objects, but must leave making them to what is loaded with the library: a test runner that
 * forgets modules in between gives it a cdk8s of its own (`__tests__/modules-forgotten.test.ts`).
 */
export function once<T>(load: () => T): () => T {
  let loaded: { readonly value: T } | undefined;
  return () => (loaded ??= { value: load() }).value;
}

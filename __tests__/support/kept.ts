const KEPT = Symbol.for('cdk8s-model-serving.tests.kept');

/**
 * What takes long to make and never changes, such as a compiled schema: made once in a worker, not in each test file.
 * @param name Of what is made, unique in all tests.
 */
export function keptInWorker<T>(name: string, make: () => T): T {
  const kept = ((globalThis as { [KEPT]?: Map<string, unknown> })[KEPT] ??= new Map());
  if (!kept.has(name)) kept.set(name, make());
  return kept.get(name) as T;
}

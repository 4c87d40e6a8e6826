/** Where tests find the `require` of Node.js, by which all of a worker's test files share what is loaded. */
export const NATIVE = Symbol.for('cdk8s-model-serving.tests.require');

/** An expression that gives it, or Jest's own in a file with an environment for itself. */
export const NATIVE_OR_OWN = `(globalThis[Symbol.for(${JSON.stringify(NATIVE.description)})] ?? require)`;

/** The limit of stack traces while it is another one. */
let limit: number | undefined;

/**
 * Prepares an error that is about to be thrown for callers in Python, Java, Go and C#. What a method throws, the kernel of
 * jsii throws again as an error of its own: with the text of this one, and with its own stack, in which there is nothing
 * of the caller's. So the text is the message alone, as it is where a constructor throws, and stacks have no lines until
 * the call is over.
 *
 * https://github.com/aws/jsii/blob/main/packages/%40jsii/kernel/src/kernel.ts (`_ensureSync`)
 */
export function forOtherLanguages(error: Error): void {
  // The runtimes set it: `Python/3.11.7`.
  if (process.env.JSII_AGENT === undefined) return;
  Object.defineProperty(error, 'toString', { value: () => error.message });
  if (limit !== undefined) return;
  limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  queueMicrotask(() => {
    if (limit !== undefined) Error.stackTraceLimit = limit;
    limit = undefined;
  });
}

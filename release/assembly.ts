/**
 * An assembly of jsii without members that only its own compiler reads. Both are optional:
 * https://github.com/aws/jsii/blob/main/packages/@jsii/spec/src/assembly.ts
 *
 * @param leftOut says of a member whether it goes
 */
export function withoutMembers(value: unknown, leftOut: (key: string, item: unknown) => boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutMembers(item, leftOut));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => !leftOut(key, item))
      .map(([key, item]) => [key, withoutMembers(item, leftOut)]),
  );
}

/** Where in the sources something is declared: the package has no sources. */
export function isOfSources(key: string): boolean {
  return key === 'locationInModule';
}

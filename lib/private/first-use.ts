/**
 * Holds a value back until it is first asked for: a table that many processes never look into would otherwise be made by
 * every `require` of the library.
 */
export function atFirstUse<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

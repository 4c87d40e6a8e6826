import { byCodeUnit } from './json';

/**
 * In which order the variables of a container stand: by their names, so that the order of writing never shows, but for
 * those that others refer to by `$(NAME)`, which must stand before them.
 */
export function environmentOrder(values: ReadonlyMap<string, unknown>): string[] {
  const ordered = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    if (ordered.has(name) || path.includes(name)) return;
    for (const needed of referencesIn(values.get(name))) if (values.has(needed)) visit(needed, [...path, name]);
    ordered.add(name);
  };
  for (const name of [...values.keys()].sort(byCodeUnit)) visit(name, []);
  return [...ordered];
}

/** The names that a value refers to by `$(NAME)`. */
export function referencesIn(value: unknown): string[] {
  if (typeof value !== 'string') return [];
  return [...value.matchAll(/(\$\$)|\$\(([-._a-zA-Z0-9]+)\)/g)]
    .flatMap(([, escaped, name]) => (escaped ? [] : [name]))
    .sort(byCodeUnit);
}

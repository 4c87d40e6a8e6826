import { type Assembly, type AssemblyType, parentsOf } from './assembly';

/** The types of one page, the one that it is called after first. */
export type Family = readonly AssemblyType[];

/**
 * Puts every type on a page. Classes and interfaces with behaviour have one each; a struct or enum is on the page of what
 * uses it while that is a single page, else it has its own.
 */
export function familiesOf(assembly: Assembly): Family[] {
  const types = Object.values(assembly.types).sort(byName);
  const users = usersOf(assembly);
  const page = new Map(types.map((type) => [type.name, type.name]));
  const pageOf = (name: string): string => {
    const next = page.get(name) ?? name;
    return next === name ? name : pageOf(next);
  };
  for (let moved = true; moved;) {
    moved = false;
    for (const type of types.filter((one) => !hasPage(one) && page.get(one.name) === one.name)) {
      const pages = new Set([...(users.get(type.name) ?? [])].map(pageOf).filter((name) => name !== type.name));
      if (pages.size !== 1) continue;
      page.set(type.name, [...pages][0]);
      moved = true;
    }
  }
  const heads = types.filter(({ name }) => page.get(name) === name);
  return heads.map((head) => [head, ...types.filter((type) => type !== head && pageOf(type.name) === head.name)]);
}

function hasPage({ kind, datatype }: AssemblyType): boolean {
  return kind === 'class' || (kind === 'interface' && datatype !== true);
}

/** The names of the types that name a type: in a member, or as what they extend. */
function usersOf(assembly: Assembly): Map<string, Set<string>> {
  const users = new Map<string, Set<string>>();
  for (const type of Object.values(assembly.types)) {
    const used = [...namedIn(type), ...parentsOf(assembly, type).map(({ fqn }) => fqn)];
    for (const { name } of used.flatMap((fqn) => (fqn in assembly.types ? [assembly.types[fqn]] : [])))
      if (name !== type.name) users.set(name, (users.get(name) ?? new Set()).add(type.name));
  }
  return users;
}

/** Every `fqn` in a piece of the assembly: how it refers to types, however deep in lists, maps and unions. */
function namedIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { fqn } = value as { fqn?: unknown };
  return [...(typeof fqn === 'string' ? [fqn] : []), ...Object.values(value).flatMap(namedIn)];
}

function byName(a: AssemblyType, b: AssemblyType): number {
  return a.name < b.name ? -1 : 1;
}

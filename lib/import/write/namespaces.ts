import type { Manifest } from '../../manifests/manifest';
import { isClusterScoped } from '../../manifests/kinds';

/** The chart of objects that name no namespace, and of those that live in none. */
const NO_NAMESPACE = 'models';
const NO_NAMESPACE_AT_ALL = 'cluster';

/** Objects that are written into one chart. */
export interface ChartOfObjects {
  readonly id: string;
  readonly namespaceName: string | undefined;
  readonly manifests: readonly Manifest[];
}

/** The objects by their namespaces, a Namespace among what is in it, in the order in which they come. */
export function chartsOf(manifests: readonly Manifest[]): ChartOfObjects[] {
  const byNamespace = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const key = placeOf(manifest);
    byNamespace.set(key, [...(byNamespace.get(key) ?? []), manifest]);
  }
  const names = [...byNamespace.keys()].map((key) => key.slice(1));
  return [...byNamespace].map(([key, ofOne]) => {
    if (key.startsWith('/')) return { id: key.slice(1), namespaceName: key.slice(1), manifests: ofOne };
    return { id: unlike(key, names), namespaceName: undefined, manifests: ofOne };
  });
}

function placeOf({ group, kind, name, namespaceName }: Manifest): string {
  if (group === '' && kind === 'Namespace') return `/${name}`;
  if (isClusterScoped(group, kind)) return NO_NAMESPACE_AT_ALL;
  return namespaceName === undefined ? NO_NAMESPACE : `/${namespaceName}`;
}

/** A file is named by its chart: no two may be called alike. */
function unlike(id: string, names: readonly string[]): string {
  return names.includes(id) ? unlike(`${id}-objects`, names) : id;
}

import type { Manifest } from '../../manifests/manifest';
import type { JsonObject } from '../../private/json';

/** A Service that a route sends requests to, hand-made routes included. */
export interface ServiceReference {
  readonly route: Manifest;
  /** Where in the manifest, in words: `spec.rules[0].backendRefs[1]`. */
  readonly where: string;
  /** The same as a JSON pointer. */
  readonly at: string;
  readonly namespaceName: string | undefined;
  readonly name: string;
  /** Number or name; nothing where the manifest says none. */
  readonly port: number | string | undefined;
  /** The manifest's own words, for fields besides. */
  readonly entry: JsonObject;
}

/** The reference that a part of a route is; none where it names no Service. */
export function referenceAt(route: Manifest, where: string, entry: JsonObject): ServiceReference[] {
  const { name, namespace, port } = entry;
  if (typeof name !== 'string') return [];
  return [
    {
      route,
      where,
      at: `/${where.replace(/\[(\d+)\]/g, '.$1').replaceAll('.', '/')}`,
      name,
      namespaceName: typeof namespace === 'string' ? namespace : route.namespaceName,
      port: typeof port === 'number' || typeof port === 'string' ? port : undefined,
      entry,
    },
  ];
}

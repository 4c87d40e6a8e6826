import { objectAt, objectsIn } from '../../private/json';
import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { INGRESS_KINDS } from './dialects/ingress/kinds';
import { textOr, withoutSlash } from './text';

/** A host and path of an Ingress. */
export interface IngressPath {
  readonly host: string;
  /** A slash at the end of a prefix is left out. */
  readonly path: string;
  readonly type: string;
  /** The path as it is written. */
  readonly text: string;
}

/** The hosts and paths of an Ingress, as every program reads them that serves Ingresses. */
export function pathsOf({ json }: Manifest): IngressPath[] {
  return objectsIn(objectAt(json, 'spec').rules).flatMap((rule) =>
    objectsIn(objectAt(rule, 'http').paths).map(({ path, pathType }) => ({
      host: textOr(rule.host, '*'),
      path: withoutSlash(textOr(path, '/'), pathType),
      type: String(pathType),
      text: String(path),
    })),
  );
}

/** The Ingresses of a set. */
export function ingressesOf(set: ManifestSet): readonly Manifest[] {
  return set.ofKind('Ingress', INGRESS_KINDS.group);
}

import { isPlainObject, objectAt, objectsIn } from '../../private/json';
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

/** A host and path of an Ingress with the Service behind it. */
export interface IngressBackend extends IngressPath {
  readonly route: Manifest;
  readonly namespaceName: string | undefined;
  readonly name: string;
  readonly port: unknown;
  /** Where it is, in words: `spec.rules[0].http.paths[1].backend`. */
  readonly where: string;
}

/** The hosts and paths of an Ingress, as every program reads them that serves Ingresses. */
export function pathsOf({ json }: Manifest): IngressPath[] {
  return objectsIn(objectAt(json, 'spec').rules).flatMap((rule) =>
    objectsIn(objectAt(rule, 'http').paths).map(({ path, pathType }) => pathOf(rule.host, path, pathType)),
  );
}

/** Those that lead to a Service. */
export function backendsOf(route: Manifest): IngressBackend[] {
  return objectsIn(objectAt(route.json, 'spec').rules).flatMap((rule, index) =>
    objectsIn(objectAt(rule, 'http').paths).flatMap(({ path, pathType, backend }, position) => {
      const service = isPlainObject(backend) ? objectAt(backend, 'service') : {};
      if (typeof service.name !== 'string') return [];
      const { number, name } = objectAt(service, 'port');
      return [
        {
          ...pathOf(rule.host, path, pathType),
          route,
          namespaceName: route.namespaceName,
          name: service.name,
          port: number ?? name,
          where: `spec.rules[${index}].http.paths[${position}].backend`,
        },
      ];
    }),
  );
}

function pathOf(host: unknown, path: unknown, type: unknown): IngressPath {
  return {
    host: textOr(host, '*'),
    path: withoutSlash(textOr(path, '/'), type),
    type: String(type),
    text: String(path),
  };
}

/** The Ingresses of a set. */
export function ingressesOf(set: ManifestSet): readonly Manifest[] {
  return set.ofKind('Ingress', INGRESS_KINDS.group);
}

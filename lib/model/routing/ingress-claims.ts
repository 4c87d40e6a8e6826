import { objectAt, objectsIn } from '../../private/json';
import type { Manifest } from '../../manifests/manifest';
import type { Claim } from './claims';
import { textOr, withoutSlash } from './text';

/** What an Ingress takes among those of its class. */
export function ofIngress(route: Manifest): Claim[] {
  const gateway = `class ${textOr(objectAt(route.json, 'spec').ingressClassName, '')}`;
  return pathsOf(route).map(({ host, path, type, text }) => ({
    route,
    gateway,
    host,
    conditions: `${type} ${path}`,
    text,
  }));
}

/** A host and path of an Ingress. */
export interface IngressPath {
  readonly host: string;
  /** A slash at the end of a prefix is left out. */
  readonly path: string;
  readonly type: string;
  /** The path as it is written. */
  readonly text: string;
}

/** The hosts and paths of an Ingress. */
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

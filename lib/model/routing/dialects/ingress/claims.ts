import type { Manifest } from '../../../../manifests/manifest';
import type { ManifestSet } from '../../../../manifests/manifest-set';
import { objectAt } from '../../../../private/json';
import type { Claim } from '../../claim';
import { ingressesOf, pathsOf } from '../../ingresses';
import { textOr } from '../../text';

/** What Ingresses take, each among those of its class. */
export function ingressClaims(set: ManifestSet): Claim[] {
  return ingressesOf(set).flatMap(ofIngress);
}

function ofIngress(route: Manifest): Claim[] {
  const gateway = `class ${textOr(objectAt(route.json, 'spec').ingressClassName, '')}`;
  return pathsOf(route).map(({ host, path, type, text }) => ({
    route,
    gateway,
    host,
    conditions: `${type} ${path}`,
    text,
  }));
}

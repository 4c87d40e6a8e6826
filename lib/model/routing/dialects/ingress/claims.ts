import type { Manifest } from '../../../../manifests/manifest';
import type { ManifestSet } from '../../../../manifests/manifest-set';
import { ingressClassOf } from '../../attachments';
import type { Claim } from '../../claim';
import { ingressesOf, pathsOf } from '../../ingresses';

/** What Ingresses take, each among those of its class. */
export function ingressClaims(set: ManifestSet): Claim[] {
  return ingressesOf(set).flatMap(ofIngress);
}

function ofIngress(route: Manifest): Claim[] {
  const gateway = `class ${ingressClassOf(route) ?? ''}`;
  return pathsOf(route).map(({ host, path, type, text }) => ({
    route,
    gateway,
    host,
    conditions: `${type} ${path}`,
    text,
  }));
}

import type { Manifest } from '../../../../manifests/manifest';
import type { ManifestSet } from '../../../../manifests/manifest-set';
import { objectAt, objectsIn } from '../../../../private/json';
import { ingressesOf } from '../../ingresses';
import { type RoutedRequests, sharesOf, type WeightedBackend } from '../../routed-requests';
import { textOr } from '../../text';

/** What Ingresses do with requests; those that ingress-nginx takes for canaries stand in no rule of their own. */
export function ingressRequests(set: ManifestSet): RoutedRequests[] {
  const weights = canaryWeights(set);
  return ingressesOf(set)
    .filter(isMain)
    .flatMap((route) => ofIngress(route, weights));
}

const CANARY = 'nginx.ingress.kubernetes.io/canary';
const WEIGHT = 'nginx.ingress.kubernetes.io/canary-weight';

function isMain({ json }: Manifest): boolean {
  return objectAt(json, 'metadata', 'annotations')[CANARY] !== 'true';
}

/** https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary */
function canaryWeights(set: ManifestSet): ReadonlyMap<string, WeightedBackend> {
  return new Map(
    ingressesOf(set)
      .filter((route) => !isMain(route))
      .flatMap((route) => {
        const weight = Number(objectAt(route.json, 'metadata', 'annotations')[WEIGHT] ?? 0);
        return pathsOf(route).map(
          ({ requests, name }) =>
            [`${route.namespaceName ?? ''} ${requests}`, { namespaceName: route.namespaceName, name, weight }] as const,
        );
      }),
  );
}

function pathsOf({ json }: Manifest): { readonly requests: string; readonly name: string }[] {
  const { rules, defaultBackend } = objectAt(json, 'spec');
  const ofRules = objectsIn(rules).flatMap((rule) =>
    objectsIn(objectAt(rule, 'http').paths).map(({ path, backend }) => ({
      requests: `${textOr(rule.host, '*')}${textOr(path, '/')}`,
      name: textOr(objectAt({ backend }, 'backend', 'service').name, ''),
    })),
  );
  const fallback = textOr(objectAt({ defaultBackend }, 'defaultBackend', 'service').name, '');
  return [...ofRules, { requests: 'everything else', name: fallback }].filter(({ name }) => name !== '');
}

function ofIngress(route: Manifest, weights: ReadonlyMap<string, WeightedBackend>): RoutedRequests[] {
  const { namespaceName } = route;
  return pathsOf(route).map(({ requests, name }) => {
    const canary = weights.get(`${namespaceName ?? ''} ${requests}`);
    const main = { namespaceName, name, weight: 100 - (canary?.weight ?? 0) };
    return { route, requests, shares: sharesOf(canary ? [main, canary] : [main]) };
  });
}

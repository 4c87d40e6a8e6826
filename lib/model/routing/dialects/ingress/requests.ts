import type { Manifest } from '../../../../manifests/manifest';
import type { ManifestSet } from '../../../../manifests/manifest-set';
import { objectAt } from '../../../../private/json';
import { backendsOf, type IngressBackend, ingressesOf } from '../../ingresses';
import { type RoutedRequests, type ServiceShare, sharesOf } from '../../routed-requests';
import { textOr } from '../../text';
import { canariesByUpstream, type CanaryPath, isNginxCanary, upstreamOf } from './nginx-canaries';
import { readRegexPath } from './nginx-paths';

/** What Ingresses do with requests; those that ingress-nginx takes for canaries stand in no rule of their own. */
export function ingressRequests(set: ManifestSet): RoutedRequests[] {
  return ingressesOf(set)
    .filter((route) => !isNginxCanary(route))
    .flatMap((route) => [...backendsOf(route).flatMap((main) => ofPath(set, main)), ...ofDefault(route)]);
}

function ofPath(set: ManifestSet, main: IngressBackend): RoutedRequests[] {
  const { route, host, text, namespaceName, name } = main;
  const requests = `${host}${readRegexPath(text)?.path ?? (text === 'undefined' ? '/' : text)}`;
  const found = canariesByUpstream(set).get(upstreamOf(main));
  if (!found) return [{ route, requests, shares: sharesOf([{ namespaceName, name, weight: 1 }]) }];
  const { canary, backend } = found;
  const shares = sharesOf([
    { namespaceName, name, weight: canary.total - canary.weight },
    { namespaceName: backend.namespaceName, name: backend.name, weight: canary.weight },
  ]);
  return [
    { route, requests, shares },
    ...pinned(found).map(([condition, isCanary]) => {
      const alone = isCanary ? backend : main;
      const share: ServiceShare = { namespaceName: alone.namespaceName, name: alone.name, percent: 100 };
      return { route, requests: `${requests} (${condition})`, shares: [share] };
    }),
  ];
}

/** Requests that go to one of both whatever the weight: by a header, then by a cookie. */
function pinned({ canary: { header, cookie } }: CanaryPath): (readonly [condition: string, isCanary: boolean])[] {
  const { name = '', value, pattern } = header ?? {};
  const byName = [
    [`${name}: always`, true],
    [`${name}: never`, false],
  ] as const;
  const byHeader =
    value !== undefined
      ? [[`${name}: ${value}`, true] as const]
      : pattern !== undefined
        ? [[`${name} ~ ${pattern}`, true] as const]
        : byName;
  const byCookie = [
    [`cookie ${String(cookie)}=always`, true],
    [`cookie ${String(cookie)}=never`, false],
  ] as const;
  return [...(header ? byHeader : []), ...(cookie === undefined ? [] : byCookie)];
}

function ofDefault(route: Manifest): RoutedRequests[] {
  const { defaultBackend } = objectAt(route.json, 'spec');
  const name = textOr(objectAt({ defaultBackend }, 'defaultBackend', 'service').name, '');
  const { namespaceName } = route;
  return name === ''
    ? []
    : [{ route, requests: 'everything else', shares: sharesOf([{ namespaceName, name, weight: 1 }]) }];
}

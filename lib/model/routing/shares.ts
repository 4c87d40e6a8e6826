import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { type JsonObject, objectAt, objectsIn } from '../../private/json';
import { hostAndRest } from './host-and-rest';
import { textOr } from './text';

/** A Service and the share of requests that it gets. */
export interface ServiceShare {
  readonly namespaceName: string | undefined;
  readonly name: string;
  /** From 0 to 100. */
  readonly percent: number;
}

/** Requests that a rule of a route takes, and who gets them. */
export interface RoutedRequests {
  readonly route: Manifest;
  /** Host and other conditions as people read them: `models.example.com/iris`. */
  readonly requests: string;
  readonly shares: readonly ServiceShare[];
}

/** What every rule of every route of a set does with the requests it takes. */
export function routedRequests(set: ManifestSet): RoutedRequests[] {
  const weights = canaryWeights(set);
  return [
    ...set
      .ofKind('Ingress', 'networking.k8s.io')
      .filter(isMain)
      .flatMap((route) => ofIngress(route, weights)),
    ...set.ofKind('IngressRoute', 'traefik.io').flatMap((route) => ofIngressRoute(route, set)),
    ...['HTTPRoute', 'GRPCRoute']
      .flatMap((kind) => set.ofKind(kind, 'gateway.networking.k8s.io'))
      .flatMap(ofGatewayRoute),
  ];
}

/** A backend with the weight that its route gives it. */
interface Weighted {
  readonly namespaceName: string | undefined;
  readonly name: string;
  readonly weight: number;
}

/** The shares of weights; nobody gets anything where all are 0. */
function sharesOf(backends: readonly Weighted[]): ServiceShare[] {
  const total = backends.reduce((sum, { weight }) => sum + weight, 0);
  const byService = new Map<string, ServiceShare>();
  for (const { namespaceName, name, weight } of backends) {
    const key = `${namespaceName ?? ''}/${name}`;
    const percent = (byService.get(key)?.percent ?? 0) + (total === 0 ? 0 : (weight * 100) / total);
    byService.set(key, { namespaceName, name, percent: Math.round(percent * 100) / 100 });
  }
  return [...byService.values()];
}

const CANARY = 'nginx.ingress.kubernetes.io/canary';
const WEIGHT = 'nginx.ingress.kubernetes.io/canary-weight';

function isMain({ json }: Manifest): boolean {
  return objectAt(json, 'metadata', 'annotations')[CANARY] !== 'true';
}

/** https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary */
function canaryWeights(set: ManifestSet): ReadonlyMap<string, Weighted> {
  return new Map(
    set
      .ofKind('Ingress', 'networking.k8s.io')
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

function ofIngress(route: Manifest, weights: ReadonlyMap<string, Weighted>): RoutedRequests[] {
  const { namespaceName } = route;
  return pathsOf(route).map(({ requests, name }) => {
    const canary = weights.get(`${namespaceName ?? ''} ${requests}`);
    const main = { namespaceName, name, weight: 100 - (canary?.weight ?? 0) };
    return { route, requests, shares: sharesOf(canary ? [main, canary] : [main]) };
  });
}

function ofGatewayRoute(route: Manifest): RoutedRequests[] {
  const { hostnames, rules } = objectAt(route.json, 'spec');
  const hosts = Array.isArray(hostnames) && hostnames.length > 0 ? hostnames.map(String) : ['*'];
  return objectsIn(rules).flatMap((rule) => {
    const backends = objectsIn(rule.backendRefs)
      .filter(({ kind = 'Service', group = '' }) => kind === 'Service' && group === '')
      .map((ref) => backendOf(ref, route, 1));
    const matches = objectsIn(rule.matches);
    return (matches.length > 0 ? matches : [{}]).flatMap((match) =>
      hosts.map((host) => ({ route, requests: `${host}${matchText(match)}`, shares: sharesOf(backends) })),
    );
  });
}

/** The conditions of a match in one spelling. */
function matchText(match: JsonObject): string {
  const { value = '/' } = objectAt(match, 'path');
  const { method, headers, queryParams } = match;
  const conditions = [
    ...(typeof method === 'string' ? [method] : []),
    ...(method !== undefined && typeof method === 'object' ? [JSON.stringify(method)] : []),
    ...objectsIn(headers).map(({ name, value: wanted }) => `${String(name)}: ${String(wanted)}`),
    ...objectsIn(queryParams).map(({ name, value: wanted }) => `${String(name)}=${String(wanted)}`),
  ];
  return `${String(value)}${conditions.length > 0 ? ` (${conditions.join(', ')})` : ''}`;
}

function backendOf(ref: JsonObject, route: Manifest, fallback: number): Weighted {
  return {
    namespaceName: typeof ref.namespace === 'string' ? ref.namespace : route.namespaceName,
    name: String(ref.name),
    weight: typeof ref.weight === 'number' ? ref.weight : fallback,
  };
}

function ofIngressRoute(route: Manifest, set: ManifestSet): RoutedRequests[] {
  return objectsIn(objectAt(route.json, 'spec').routes).flatMap(({ match, services }) => {
    const { hosts, rest } = hostAndRest(String(match));
    const shares = sharesOf(objectsIn(services).flatMap((service) => resolved(service, route, set, 1)));
    return (hosts.length > 0 ? hosts : ['*']).map((host) => ({
      route,
      requests: rest === '' ? host : `${host} ${rest}`,
      shares,
    }));
  });
}

/** TraefikServices may hold TraefikServices; a circle is Traefik's to refuse. */
const MAX_DEPTH = 10;

/** The Services behind an entry of Traefik, each with its part of the entry's weight. */
function resolved(entry: JsonObject, route: Manifest, set: ManifestSet, scale: number, depth = 0): Weighted[] {
  const own = backendOf(entry, route, 1);
  const weight = own.weight * scale;
  if ((entry.kind ?? 'Service') === 'Service') return [{ ...own, weight }];
  const found = set
    .ofKind('TraefikService', 'traefik.io')
    .find(({ name, namespaceName }) => name === own.name && namespaceName === own.namespaceName);
  if (!found || depth >= MAX_DEPTH) return [];
  const spec = objectAt(found.json, 'spec');
  const inner = objectsIn(objectAt(spec, 'weighted').services);
  if (inner.length === 0) {
    const single =
      Object.keys(objectAt(spec, 'mirroring')).length > 0
        ? objectAt(spec, 'mirroring')
        : objectAt(spec, 'failover', 'service');
    return Object.keys(single).length === 0
      ? []
      : resolved({ ...single, weight: undefined }, found, set, weight, depth + 1);
  }
  const total = inner.reduce((sum, each) => sum + backendOf(each, found, 1).weight, 0);
  return inner.flatMap((each) => (total === 0 ? [] : resolved(each, found, set, weight / total, depth + 1)));
}

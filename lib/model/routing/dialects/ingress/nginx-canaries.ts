import type { Manifest } from '../../../../manifests/manifest';
import type { ManifestSet } from '../../../../manifests/manifest-set';
import { objectAt } from '../../../../private/json';
import { oncePerSet } from '../../../once-per-set';
import { ingressClassOf } from '../../attachments';
import { type IngressBackend, backendsOf, ingressesOf } from '../../ingresses';

/**
 * Ingresses that ingress-nginx takes for canaries: they take no requests by themselves, and share those of another Ingress
 * for the same host and path (https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary).
 * A canary is merged into the Service of that path, not into the path: it holds wherever the class leads to the Service
 * (mergeAlternativeBackends in internal/ingress/controller/controller.go of kubernetes/ingress-nginx).
 */
export interface NginxCanary {
  readonly route: Manifest;
  /** Parts of the total that go to it. */
  readonly weight: number;
  readonly total: number;
  readonly header?: { readonly name: string; readonly value?: string; readonly pattern?: string };
  readonly cookie?: string;
}

/** A path of a canary, and the one that it is for. */
export interface CanaryPath {
  readonly canary: NginxCanary;
  readonly backend: IngressBackend;
  /** The path of another Ingress that it shares the requests of; nothing where there is none. */
  readonly main: IngressBackend | undefined;
  /** A path of the host that leads to the Service of the canary already: then it is ignored. */
  readonly leadsThere: IngressBackend | undefined;
}

const PREFIX = 'nginx.ingress.kubernetes.io/';

/** An annotation of ingress-nginx. */
export function nginxAnnotation({ json }: Manifest, name: string): string | undefined {
  const value = objectAt(json, 'metadata', 'annotations')[`${PREFIX}${name}`];
  return typeof value === 'string' ? value : undefined;
}

/** What Go reads as true (https://pkg.go.dev/strconv#ParseBool). */
const TRUE: readonly (string | undefined)[] = ['1', 't', 'T', 'TRUE', 'true', 'True'];

export function hasNginxFlag(route: Manifest, name: string): boolean {
  return TRUE.includes(nginxAnnotation(route, name));
}

/** The class of a Traefik by its Helm chart, whose provider of Ingresses does not look at these annotations. */
const TRAEFIK = 'traefik';

/** Whether an Ingress stands for a share of another one's requests, and not for itself. */
export function isNginxCanary(route: Manifest): boolean {
  return hasNginxFlag(route, 'canary') && ingressClassOf(route) !== TRAEFIK;
}

function canaryOf(route: Manifest): NginxCanary {
  const [name, value, pattern, cookie] = [
    'canary-by-header',
    'canary-by-header-value',
    'canary-by-header-pattern',
    'canary-by-cookie',
  ].map((each) => nginxAnnotation(route, each) || undefined);
  // What is no whole number is 0 there.
  const total = Math.max(100, wholeNumber(nginxAnnotation(route, 'canary-weight-total')) ?? 0);
  return {
    route,
    total,
    weight: Math.min(total, Math.max(0, wholeNumber(nginxAnnotation(route, 'canary-weight')) ?? 0)),
    ...(name !== undefined && { header: { name, value, pattern } }),
    ...(cookie !== undefined && { cookie }),
  };
}

/** A number as Go reads it; nothing where it is none. */
export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}

/** The Service of a backend as ingress-nginx keeps it: shared by all paths of the class that lead to it. */
export function upstreamOf({ route, namespaceName, name, port }: IngressBackend): string {
  return [ingressClassOf(route) ?? '', namespaceName ?? '', name, String(port)].join('\n');
}

/** The canaries of a set, path by path. */
export const canaryPaths = oncePerSet((set): readonly CanaryPath[] => {
  const ingresses = ingressesOf(set);
  const canaries = ingresses.filter(isNginxCanary);
  if (canaries.length === 0) return [];
  const hosts = new Map<string, IngressBackend[]>();
  for (const route of ingresses.filter((each) => !isNginxCanary(each)))
    for (const backend of backendsOf(route)) {
      const key = hostOf(backend);
      const list = hosts.get(key);
      if (list) list.push(backend);
      else hosts.set(key, [backend]);
    }
  return canaries.flatMap((route) => {
    const canary = canaryOf(route);
    return backendsOf(route).map((backend) => {
      const own = upstreamOf(backend);
      const all = hosts.get(hostOf(backend)) ?? [];
      const main = all.find(({ path, type }) => path === backend.path && type === backend.type);
      return { canary, backend, main, leadsThere: all.find((each) => upstreamOf(each) === own) };
    });
  });
});

function hostOf({ route, host }: IngressBackend): string {
  return `${ingressClassOf(route) ?? ''}\n${host}`;
}

/** The canary of each Service that has one: of several the first counts, and no other. */
export const canariesByUpstream = oncePerSet((set: ManifestSet): ReadonlyMap<string, CanaryPath> => {
  const found = new Map<string, CanaryPath>();
  for (const each of canaryPaths(set)) {
    if (!each.main || each.leadsThere) continue;
    const key = upstreamOf(each.main);
    if (!found.has(key)) found.set(key, each);
  }
  return found;
});

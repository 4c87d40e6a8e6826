import { parseAllDocuments } from 'yaml';

/** Manifests out of YAML documents; what has no namespace lands in `shop`. */
export function manifests(yaml: string): object[] {
  return parseAllDocuments(yaml).map((document) => {
    const object = document.toJS() as { metadata: object };
    return { ...object, metadata: { namespace: 'shop', ...object.metadata } };
  });
}

/** Services with a port 80 each, `name` or `namespace/name`. */
export function services(...names: string[]): object[] {
  return names.map((written) => {
    const [name = '', namespace = 'shop'] = written.split('/').reverse();
    const spec = { selector: { app: name }, ports: [{ name: 'http', port: 80, targetPort: 8000 }] };
    return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec };
  });
}

/** An Ingress of `host|path|pathType -> service` lines. */
export function ingress(lines: readonly string[], name = 'models', annotations: object = {}): object {
  const rules = lines.map((line) => {
    const [host = '', path = '', pathType = 'Prefix', service = ''] = line.split(/\||->/).map((part) => part.trim());
    const backend = { service: { name: service, port: { number: 80 } } };
    return { ...(host === '' ? {} : { host }), http: { paths: [{ path, pathType, backend }] } };
  });
  return { ...meta('networking.k8s.io/v1', 'Ingress', name, annotations), spec: { rules } };
}

/** An IngressRoute of routes. */
export function ingressRoute(routes: readonly object[], name = 'models', rest: object = {}): object {
  return { ...meta('traefik.io/v1alpha1', 'IngressRoute', name), spec: { routes, ...rest } };
}

/** A route to one Service. */
export function toService(match: string, name: string, rest: object = {}): object {
  return { match, kind: 'Rule', services: [{ name, port: 80 }], ...rest };
}

export function middleware(name: string, spec: object, namespace = 'shop'): object {
  return { apiVersion: 'traefik.io/v1alpha1', kind: 'Middleware', metadata: { name, namespace }, spec };
}

export function traefikService(name: string, spec: object): object {
  return { ...meta('traefik.io/v1alpha1', 'TraefikService', name), spec };
}

/** An HTTPRoute attached to a Gateway that is not among the manifests. */
export function httpRoute(rules: readonly object[], rest: object = {}, name = 'models', kind = 'HTTPRoute'): object {
  const parentRefs = [{ name: 'public', namespace: 'gateways' }];
  return { ...meta('gateway.networking.k8s.io/v1', kind, name), spec: { parentRefs, rules, ...rest } };
}

/** A rule to one Service. */
export function toBackend(match: object, name: string, rest: object = {}): object {
  return { matches: [match], backendRefs: [{ name, port: 80, weight: 1 }], ...rest };
}

export function pathPrefix(value: string, rest: object = {}): object {
  return { path: { type: 'PathPrefix', value }, ...rest };
}

function meta(apiVersion: string, kind: string, name: string, annotations: object = {}): object {
  const all = Object.keys(annotations).length === 0 ? {} : { annotations };
  return { apiVersion, kind, metadata: { name, namespace: 'shop', ...all } };
}

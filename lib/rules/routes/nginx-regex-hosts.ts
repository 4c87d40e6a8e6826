import type { Manifest } from '../../manifests/manifest';
import { titleOf } from '../../manifests/object-ref';
import { ingressClassOf } from '../../model/routing/attachments';
import { hasNginxFlag, isNginxCanary, nginxAnnotation } from '../../model/routing/dialects/ingress/nginx-canaries';
import { backendsOf, type IngressBackend, ingressesOf } from '../../model/routing/ingresses';
import type { Rule } from '../rule';
import { once } from '../violations';

export const nginxRegexHosts: Rule = {
  id: 'nginx-regex-hosts',
  title: 'where ingress-nginx takes the paths of a host for regular expressions, they are written as such',
  severity: 'warning',
  reason:
    'One Ingress with the annotation rewrite-target or use-regex makes a regular expression of every path of its hosts, of other Ingresses too, whatever their type: without regard to letter case, and anchored at the beginning alone. Exact `/v1` and Prefix `/v1` then both take `/v1beta`, and of those that match the longest text wins. Paths of the type ImplementationSpecific are taken for regular expressions that are meant.',
  sources: [
    'https://kubernetes.github.io/ingress-nginx/user-guide/ingress-path-matching/',
    'internal/ingress/controller/template/template.go (enforceRegexModifier) of kubernetes/ingress-nginx',
  ],
  example: {
    failing: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: iris
  namespace: vision
  annotations: { nginx.ingress.kubernetes.io/rewrite-target: /$2 }
spec:
  ingressClassName: nginx
  rules:
    - host: models.example
      http:
        paths:
          - path: /iris(/|$)(.*)
            pathType: ImplementationSpecific
            backend: { service: { name: iris, port: { number: 80 } } }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: rose, namespace: vision }
spec:
  ingressClassName: nginx
  rules:
    - host: models.example
      http:
        paths:
          - path: /rose
            pathType: Prefix
            backend: { service: { name: rose, port: { number: 80 } } }`,
    mended: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: iris
  namespace: vision
  annotations: { nginx.ingress.kubernetes.io/rewrite-target: /$2 }
spec:
  ingressClassName: nginx
  rules:
    - host: models.example
      http:
        paths:
          - path: /iris(/|$)(.*)
            pathType: ImplementationSpecific
            backend: { service: { name: iris, port: { number: 80 } } }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: rose, namespace: vision }
spec:
  ingressClassName: nginx
  rules:
    - host: models.example
      http:
        paths:
          - path: /rose(/|$)
            pathType: ImplementationSpecific
            backend: { service: { name: rose, port: { number: 80 } } }`,
  },
  check(set) {
    const all = ingressesOf(set)
      .filter((route) => ingressClassOf(route) !== 'traefik' && !isNginxCanary(route))
      .flatMap((route) => backendsOf(route));
    const makers = new Map<string, Manifest>();
    for (const backend of all)
      if (isRegex(backend) && !makers.has(hostOf(backend))) makers.set(hostOf(backend), backend.route);
    if (makers.size === 0) return [];
    return once(
      all.flatMap((backend) => {
        const { route, type, text, host, path, where } = backend;
        const maker = makers.get(hostOf(backend));
        // A slash alone takes everything either way.
        if (!maker || !['Exact', 'Prefix'].includes(type) || (path === '/' && type === 'Prefix')) return [];
        const whose = maker === route ? 'the same Ingress' : titleOf(maker);
        return [
          {
            manifest: route,
            at: `/${where
              .replace(/\[(\d+)\]/g, '.$1')
              .replaceAll('.', '/')
              .replace(/\/backend$/, '/path')}`,
            message: `has the path ${type} ${text} on the host '${host}', of which ${whose} makes regular expressions on ingress-nginx: it takes '${path}x' as well`,
            fix: `write ${text}${type === 'Exact' ? '$' : '(/|$)'} with the type ImplementationSpecific, or give the rewrite a host of its own`,
            others: maker === route ? [] : [maker],
          },
        ];
      }),
    );
  },
};

function isRegex({ route, text }: IngressBackend): boolean {
  const target = nginxAnnotation(route, 'rewrite-target');
  return (target !== undefined && target !== '' && target !== text) || hasNginxFlag(route, 'use-regex');
}

function hostOf({ route, host }: IngressBackend): string {
  return `${ingressClassOf(route) ?? ''}\n${host}`;
}

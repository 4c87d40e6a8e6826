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

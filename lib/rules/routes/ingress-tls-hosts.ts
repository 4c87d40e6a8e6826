import { objectAt, objectsIn } from '../../private/json';
import type { Rule } from '../rule';

export const ingressTlsHosts: Rule = {
  id: 'ingress-tls-hosts',
  title: 'every host in the tls of an Ingress is one that it has a rule for',
  severity: 'error',
  reason:
    'A certificate for a host that no rule serves is a slip of the keyboard: the host that was meant goes without.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#tls'],
  example: {
    failing: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: public, namespace: vision }
spec:
  ingressClassName: nginx
  tls: [{ hosts: [model.example], secretName: cert }]
  rules:
    - host: models.example
      http:
        paths:
          - path: /iris
            pathType: Prefix
            backend: { service: { name: iris, port: { number: 80 } } }`,
    mended: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: public, namespace: vision }
spec:
  ingressClassName: nginx
  tls: [{ hosts: [models.example], secretName: cert }]
  rules:
    - host: models.example
      http:
        paths:
          - path: /iris
            pathType: Prefix
            backend: { service: { name: iris, port: { number: 80 } } }`,
  },
  check(set) {
    return set.ofKind('Ingress', 'networking.k8s.io').flatMap((manifest) => {
      const { tls, rules } = objectAt(manifest.json, 'spec');
      const served = objectsIn(rules).map(({ host }) => host);
      const hosts = objectsIn(tls).flatMap((entry) => (Array.isArray(entry.hosts) ? (entry.hosts as unknown[]) : []));
      return [...new Set(hosts)]
        .filter((host) => !served.includes(host) && !served.includes(undefined) && !isServedByWildcard(host, served))
        .map((host) => ({
          manifest,
          at: '/spec/tls',
          message: `tls names the host '${String(host)}', which no rule serves`,
          fix: `it has rules for ${served.map(String).join(', ') || 'none'}`,
        }));
    });
  },
};

/** A wildcard certificate serves the hosts below it. */
function isServedByWildcard(host: unknown, served: readonly unknown[]): boolean {
  if (typeof host !== 'string' || !host.startsWith('*.')) return false;
  return served.some((each) => typeof each === 'string' && each.slice(each.indexOf('.')) === host.slice(1));
}

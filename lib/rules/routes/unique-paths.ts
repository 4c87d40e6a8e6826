import { titleOf } from '../../manifests/object-ref';
import type { Claim } from '../../model/routing/claim';
import { claims } from '../../model/routing/claims';
import type { Rule, Violation } from '../rule';
import { once } from '../violations';

export const uniquePaths: Rule = {
  id: 'unique-paths',
  title: 'no two routes take the same requests',
  severity: 'error',
  reason:
    'Which of two routes for the same host and path gets the requests is up to the controller: the older one, or either of them. Across namespaces one team takes the requests of another.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#multiple-matches'],
  example: {
    failing: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: one, namespace: vision }
spec:
  ingressClassName: nginx
  rules:
    - host: models.example
      http:
        paths:
          - path: /iris
            pathType: Prefix
            backend: { service: { name: iris, port: { number: 80 } } }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: two, namespace: vision }
spec:
  ingressClassName: nginx
  rules:
    - host: models.example
      http:
        paths:
          - path: /iris
            pathType: Prefix
            backend: { service: { name: iris, port: { number: 80 } } }`,
    mended: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: one, namespace: vision }
spec:
  ingressClassName: nginx
  rules:
    - host: models.example
      http:
        paths:
          - path: /iris
            pathType: Prefix
            backend: { service: { name: iris, port: { number: 80 } } }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: two, namespace: vision }
spec:
  ingressClassName: nginx
  rules:
    - host: models.example
      http:
        paths:
          - path: /rose
            pathType: Prefix
            backend: { service: { name: iris, port: { number: 80 } } }`,
  },
  check(set) {
    const owners = new Map<string, Claim>();
    const violations: Violation[] = [];
    for (const claim of claims(set)) {
      const key = [claim.gateway, claim.host, claim.conditions].join('\n');
      const owner = owners.get(key);
      if (!owner) owners.set(key, claim);
      // One redirect is as good as the other.
      else if (claim.answer === undefined || claim.answer !== owner.answer)
        violations.push({
          manifest: claim.route,
          message: `takes ${claim.text} on the host '${claim.host}', which ${owner.route === claim.route ? 'it' : titleOf(owner.route)} takes already`,
          fix: 'change the host, the path or another condition of one',
          others: owner.route === claim.route ? [] : [owner.route],
        });
    }
    return once(violations);
  },
};

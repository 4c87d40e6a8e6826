import type { Explanation } from '../explanation';

export const nginxCanaries: Explanation = {
  reason:
    'An Ingress with the annotation canary takes no requests by itself: ingress-nginx merges its Service into that of an Ingress with the same host, path and type, and ignores it in silence where there is none, where another path of the host leads to its Service already, or where that Service has a canary already. What it is merged into is the Service, not the path: every other path of the class that leads to the Service shares its requests as well, whatever host it has, which is a warning. A weight that is no whole number is 0. The Ingress that a canary is for may be made elsewhere: where the set has none of the host, nothing is said. A header wins over a cookie, and both over the weight.',
  sources: [
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary',
    'internal/ingress/controller/controller.go (mergeAlternativeBackends) of kubernetes/ingress-nginx',
    'https://github.com/kubernetes/ingress-nginx/issues/4692',
  ],
  example: {
    failing: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: iris, namespace: vision }
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
metadata:
  name: iris-canary
  namespace: vision
  annotations: { nginx.ingress.kubernetes.io/canary: 'true', nginx.ingress.kubernetes.io/canary-weight: '10' }
spec:
  ingressClassName: nginx
  rules:
    - host: models.example
      http:
        paths:
          - path: /iris/
            pathType: Exact
            backend: { service: { name: iris-canary, port: { number: 80 } } }`,
    mended: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: iris, namespace: vision }
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
metadata:
  name: iris-canary
  namespace: vision
  annotations: { nginx.ingress.kubernetes.io/canary: 'true', nginx.ingress.kubernetes.io/canary-weight: '10' }
spec:
  ingressClassName: nginx
  rules:
    - host: models.example
      http:
        paths:
          - path: /iris
            pathType: Prefix
            backend: { service: { name: iris-canary, port: { number: 80 } } }`,
  },
};

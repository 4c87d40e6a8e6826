import type { Explanation } from '../explanation';

export const uniquePaths: Explanation = {
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
};

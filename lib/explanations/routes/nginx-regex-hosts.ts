import type { Explanation } from '../explanation';

export const nginxRegexHosts: Explanation = {
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
};

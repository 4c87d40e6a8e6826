import type { Explanation } from '../explanation';

export const existingBackends: Explanation = {
  reason:
    'A route to a Service that does not exist answers 404 or 500, or takes its other backends down with it: on the Gateway API the share of its weight, on Traefik the whole route. Of namespaces in which nothing is made, nothing is known.',
  sources: ['https://gateway-api.sigs.k8s.io/reference/spec/#httpbackendref'],
  example: {
    failing: `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80 }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: public, namespace: vision }
spec:
  ingressClassName: nginx
  rules:
    - host: models.example
      http:
        paths:
          - path: /iris
            pathType: Prefix
            backend: { service: { name: rose, port: { number: 80 } } }`,
    mended: `apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80 }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: public, namespace: vision }
spec:
  ingressClassName: nginx
  rules:
    - host: models.example
      http:
        paths:
          - path: /iris
            pathType: Prefix
            backend: { service: { name: iris, port: { number: 80 } } }`,
  },
};

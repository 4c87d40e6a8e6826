import type { Explanation } from '../explanation';

export const ingressTlsHosts: Explanation = {
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
};

import type { Explanation } from '../explanation';

export const gkeIngressClass: Explanation = {
  reason:
    "GKE's controller of Ingresses goes by the annotation kubernetes.io/ingress.class and ignores spec.ingressClassName: with the class in that field alone nobody serves the Ingress, it never gets an address, and no event says why. Where the set has an IngressClass of that name, somebody else's controller may serve it.",
  sources: [
    'https://cloud.google.com/kubernetes-engine/docs/concepts/ingress#controller_summary',
    'https://cloud.google.com/kubernetes-engine/docs/concepts/gateway-api#gatewayclass',
  ],
  example: {
    failing: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: public, namespace: vision }
spec:
  ingressClassName: gce
  defaultBackend: { service: { name: iris, port: { number: 80 } } }`,
    mended: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: public, namespace: vision, annotations: { kubernetes.io/ingress.class: gce } }
spec:
  defaultBackend: { service: { name: iris, port: { number: 80 } } }`,
  },
};

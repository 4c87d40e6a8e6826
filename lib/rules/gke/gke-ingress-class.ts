import { isGkeClass } from '../../model/health/gke-health';
import { objectAt } from '../../private/json';
import { show } from '../../private/show';
import type { Rule } from '../rule';

const ANNOTATION = 'kubernetes.io/ingress.class';

/** Names that only GKE gives: of its controller of Ingresses, and of its GatewayClasses. */
const GKE_NAMES = /^(gce|gce-internal|gke-l7-.*)$/;

export const gkeIngressClass: Rule = {
  id: 'gke-ingress-class',
  title: 'Ingresses for GKE say so by the annotation that GKE reads',
  severity: 'error',
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
  check(set) {
    return set.ofKind('Ingress', 'networking.k8s.io').flatMap((manifest) => {
      const { ingressClassName } = objectAt(manifest.json, 'spec');
      const annotation = objectAt(manifest.json, 'metadata', 'annotations')[ANNOTATION];
      if (typeof ingressClassName !== 'string' || !GKE_NAMES.test(ingressClassName) || isGkeClass(annotation))
        return [];
      if (set.ofKind('IngressClass').some(({ name }) => name === ingressClassName)) return [];
      const has = annotation === undefined ? 'is not there' : `is ${show(annotation)}`;
      const isGatewayClass = !isGkeClass(ingressClassName);
      return [
        {
          manifest,
          at: '/spec/ingressClassName',
          message: isGatewayClass
            ? `has the class ${show(ingressClassName)}, which GKE has for Gateways and not for Ingresses, so that nobody serves it`
            : `has the class ${show(ingressClassName)} in spec.ingressClassName, which GKE ignores, and the annotation ${ANNOTATION} ${has}, so that nobody serves it`,
          fix: isGatewayClass
            ? `make it a Gateway with an HTTPRoute, or say gce in the annotation ${ANNOTATION}`
            : `say ${ingressClassName} in the annotation ${ANNOTATION}`,
        },
      ];
    });
  },
};

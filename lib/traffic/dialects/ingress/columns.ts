import type { GatewayFacts } from '../../../cluster/gateway-facts';
import { type Column, columnWith, type DeclaredGateway, SUPPORTED, through } from '../../capability/capability';

/** What every controller of Ingresses does. */
const INGRESS = {
  pathPrefix: SUPPORTED,
  exactPath: SUPPORTED,
  wildcardHost: SUPPORTED,
  tlsSecret: SUPPORTED,
  tlsCertManager: through("cert-manager's annotations"),
  tlsAtGateway: SUPPORTED,
} as const;

/** Ingresses, by the program that reads them. */
export const INGRESS_COLUMNS: readonly Column[] = [
  {
    id: 'ingress/other',
    title: 'Ingress, any controller',
    name: 'the Ingress, any controller',
    via: 'RouteRenderer.ingress()',
    source: 'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/ (v1.36)',
    features: INGRESS,
  },
  {
    id: 'ingress/traefik',
    title: 'Ingress on Traefik',
    name: 'the Ingress on Traefik',
    via: 'RouteRenderer.ingress() on Traefik',
    source: 'pkg/provider/kubernetes/ingress of traefik/traefik (v3.7)',
    features: {
      ...INGRESS,
      pathPrefix: through('strictPrefixMatching; without it `/v1` takes `/v1beta` as well'),
      exactPath: through('a priority, on an Ingress of their own where the route has prefixes as well'),
      middlewares: through('an annotation, the same for all rules'),
    },
  },
  {
    id: 'ingress/ingress-nginx',
    title: 'Ingress on ingress-nginx',
    name: 'the Ingress on ingress-nginx',
    via: 'RouteRenderer.ingress() on ingress-nginx',
    source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/ (v1.15)',
    features: {
      ...INGRESS,
      redirectToHttps: through('an annotation'),
      maxBodySize: through('an annotation, the same for all rules'),
    },
  },
];

/** The program that serves Ingresses by the declared facts. */
export function ingressGateway({ _ingress: facts }: GatewayFacts): DeclaredGateway | undefined {
  return facts && { column: columnWith(INGRESS_COLUMNS, `ingress/${facts.controller}`) };
}

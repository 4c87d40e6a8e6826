import type { GatewayFacts } from '../../../cluster/gateway-facts';
import { atFirstUse } from '../../../private/first-use';
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
// eslint-disable-next-line max-lines-per-function -- a table
export const ingressColumns = atFirstUse((): readonly Column[] => [
  {
    id: 'ingress/other',
    title: 'Ingress, any controller',
    name: 'the Ingress, any controller',
    via: 'RouteRenderer.ingress()',
    namedBy: 'controller',
    source: 'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/ (v1.36)',
    features: INGRESS,
  },
  {
    id: 'ingress/traefik',
    title: 'Ingress on Traefik',
    name: 'the Ingress on Traefik',
    via: 'RouteRenderer.ingress() on Traefik',
    programName: 'IngressController.TRAEFIK',
    source: 'pkg/provider/kubernetes/ingress of traefik/traefik (v3.7)',
    features: {
      ...INGRESS,
      pathPrefix: through('strictPrefixMatching; without it `/v1` takes `/v1beta` as well'),
      exactPath: through('a priority, on an Ingress of their own where the route has prefixes as well'),
      middlewares: through('an annotation, the same for all rules'),
    },
    byHand: {
      rewritePrefix: 'a Middleware in middlewares',
      rewritePath: 'a Middleware in middlewares',
      redirectToHttps: 'a Middleware in middlewares',
      sticky: 'annotations of the Service (traefik.ingress.kubernetes.io/service.sticky.cookie)',
      maxBodySize: 'a Middleware in middlewares',
      rateLimit: 'a Middleware in middlewares',
      maxInFlight: 'a Middleware in middlewares',
      cors: 'a Middleware in middlewares',
      basicAuth: 'a Middleware in middlewares',
      forwardAuth: 'a Middleware in middlewares',
      tlsOptions: 'a TLSOption and the annotation traefik.ingress.kubernetes.io/router.tls.options',
    },
  },
  {
    id: 'ingress/ingress-nginx',
    title: 'Ingress on ingress-nginx',
    name: 'the Ingress on ingress-nginx',
    via: 'RouteRenderer.ingress() on ingress-nginx',
    programName: 'IngressController.INGRESS_NGINX',
    source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/ (v1.15)',
    features: {
      ...INGRESS,
      headerPin: through('canary-by-header and canary-by-header-value on a second Ingress'),
      cookiePin: through('canary-by-cookie on a second Ingress, for the value `always` alone'),
      grpc: through('backend-protocol, over TLS alone'),
      mixedProtocols: through('an Ingress of its own for gRPC'),
      weights: through('a second Ingress with canary-weight, for two Services'),
      rewritePrefix: through('rewrite-target; every path of the host is a regular expression then'),
      rewritePath: through('rewrite-target; every path of the host is a regular expression then'),
      redirectToHttps: through('force-ssl-redirect'),
      sticky: through('affinity by cookie, which holds for pods and the canary'),
      maxBodySize: through('proxy-body-size'),
      rateLimit: through('limit-rps or limit-rpm, for each replica of the controller by itself, answered 503'),
      cors: through('enable-cors'),
      basicAuth: through('auth-secret, a Secret with the key `auth`'),
      forwardAuth: through('auth-url'),
    },
    byHand: {
      tlsOptions: 'the annotation auth-tls-secret, for client certificates of a whole host',
      mirror: 'the annotation mirror-target',
    },
  },
]);

/** The program that serves Ingresses by the declared facts. */
export function ingressGateway({ _ingress: facts }: GatewayFacts): DeclaredGateway | undefined {
  return facts && { column: columnWith(ingressColumns(), `ingress/${facts.controller}`) };
}

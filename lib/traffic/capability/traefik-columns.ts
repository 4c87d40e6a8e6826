import { type Column, SUPPORTED, through } from './capability';

/** Traefik spoken to in its own kinds. */
export const TRAEFIK_COLUMN: Column = {
  id: 'traefik',
  title: 'Traefik kinds',
  via: 'RouteRenderer.traefik()',
  source: 'https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/ingressroute/ (v3.7)',
  features: {
    pathPrefix: through('Path or PathPrefix with a slash at the end, since PathPrefix alone compares letters'),
    exactPath: SUPPORTED,
    wildcardHost: through('HostRegexp for one label'),
    methods: SUPPORTED,
    headers: SUPPORTED,
    queryParams: SUPPORTED,
    cookiePin: through('HeaderRegexp on the header Cookie'),
    grpc: through('Path or PathPrefix, and h2c to the pods'),
    weights: SUPPORTED,
    crossNamespace: through('allowCrossNamespace, for the whole cluster'),
    rewritePrefix: through('Middleware stripPrefix or replacePathRegex'),
    rewritePath: through('Middleware replacePath'),
    tlsSecret: SUPPORTED,
    tlsCertManager: through('a Certificate, since cert-manager does not look at IngressRoutes'),
    tlsAtGateway: SUPPORTED,
    tlsOptions: through('a TLSOption'),
    redirectToHttps: through('a second IngressRoute with the Middleware redirectScheme'),
    responseStartTimeout: through('a ServersTransport'),
    sticky: through('a TraefikService with a cookie at both levels'),
    mirror: through('a TraefikService'),
    mirrorPercent: through('a TraefikService'),
    maxBodySize: through('Middleware buffering, which holds answers back until they are complete'),
    rateLimit: through('Middleware rateLimit'),
    maxInFlight: through('Middleware inFlightReq'),
    cors: through('Middleware headers'),
    basicAuth: through('Middleware basicAuth'),
    forwardAuth: through('Middleware forwardAuth'),
    middlewares: SUPPORTED,
  },
};

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
    via: 'RouteRenderer.ingress()',
    source: 'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/ (v1.36)',
    features: INGRESS,
  },
  {
    id: 'ingress/traefik',
    title: 'Ingress on Traefik',
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
    via: 'RouteRenderer.ingress() on ingress-nginx',
    source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/ (v1.15)',
    features: {
      ...INGRESS,
      redirectToHttps: through('an annotation'),
      maxBodySize: through('an annotation, the same for all rules'),
    },
  },
];

import type { RoutingKinds } from '../../routing-api';

/**
 * Kinds of Traefik that routes are made of
 * (https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/ingressroute/). A Middleware can make
 * the gateway call other namespaces (`forwardAuth`), and a TLSOption named `default` is the whole gateway's: roles do not
 * write them.
 */
export const TRAEFIK_KINDS = {
  group: 'traefik.io',
  kinds: {
    IngressRoute: { access: 'write' },
    TraefikService: { access: 'write' },
    Middleware: { access: 'read' },
    ServersTransport: { access: 'read' },
    TLSOption: { access: 'none' },
  },
} as const satisfies RoutingKinds;

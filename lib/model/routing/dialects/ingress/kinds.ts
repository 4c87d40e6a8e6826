import type { RoutingKinds } from '../../routing-api';

/** Kinds of `networking.k8s.io` that routes are made of (https://kubernetes.io/docs/concepts/services-networking/ingress/). */
export const INGRESS_KINDS = {
  group: 'networking.k8s.io',
  kinds: {
    Ingress: { access: 'read', risk: 'leads traffic elsewhere' },
  },
} as const satisfies RoutingKinds;

import { GatewayFacts } from '../lib/cluster/gateway-facts';
import { ClusterProfile } from '../lib/core/cluster-profile';

/** The demonstration's gateway: a Traefik that compares whole elements of an Ingress's paths. */
export const traefik = GatewayFacts.traefik({ strictPrefixMatching: true });

/** The demonstration's cluster. */
export const cluster = ClusterProfile.of({ kubernetesVersion: '1.30', gateway: traefik });

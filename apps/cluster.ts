import { ClusterProfile, GatewayFacts } from '../lib';

/** The demonstration's cluster: its Traefik compares whole elements of an Ingress's paths. */
export const cluster = ClusterProfile.of({
  kubernetesVersion: '1.30',
  gateway: GatewayFacts.traefik({ strictPrefixMatching: true }),
});

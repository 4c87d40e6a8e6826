import type { Explanation } from '../explanation';

export const canaryIsRouted: Explanation = {
  reason:
    'A canary that a route splits off has a Service of its own, which nothing leads to but a route with weights. Without one the weight is written down and the canary gets nothing: its metrics are those of no traffic, and once it is promoted all requests go to a stable side that keeps fewer and fewer pods. Routes of the set that lead to the stable Service alone are an error; without any route the one that carries the weights may be made elsewhere, which is a warning. What the release says of its weights only its maker knows: looked at are releases made in the same app.',
  sources: [
    'https://gateway-api.sigs.k8s.io/guides/traffic-splitting/',
    'https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/traefikservice/',
  ],
};

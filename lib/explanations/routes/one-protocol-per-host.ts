import type { Explanation } from '../explanation';

export const oneProtocolPerHost: Explanation = {
  reason:
    'A gateway may refuse one of an HTTPRoute and a GRPCRoute for a host of a listener; until version 1.6 of the Gateway API it had to. Envoy Gateway, kgateway, agentgateway and Istio serve both: routes to a Gateway that is known to be of theirs, by the declared facts or by its class, are not looked at.',
  sources: [
    'https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutespec',
    'https://github.com/kubernetes-sigs/gateway-api/pull/4598',
    'https://github.com/traefik/traefik/pull/13421',
  ],
  example: {
    failing: `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: http, namespace: vision }
spec:
  parentRefs: [{ name: public, namespace: gateways }]
  hostnames: [models.example]
  rules: [{ backendRefs: [{ name: iris, port: 80 }] }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: GRPCRoute
metadata: { name: grpc, namespace: vision }
spec:
  parentRefs: [{ name: public, namespace: gateways }]
  hostnames: [models.example]
  rules: [{ backendRefs: [{ name: iris, port: 80 }] }]`,
    mended: `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: http, namespace: vision }
spec:
  parentRefs: [{ name: public, namespace: gateways }]
  hostnames: [models.example]
  rules: [{ backendRefs: [{ name: iris, port: 80 }] }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: GRPCRoute
metadata: { name: grpc, namespace: vision }
spec:
  parentRefs: [{ name: public, namespace: gateways }]
  hostnames: [grpc.models.example]
  rules: [{ backendRefs: [{ name: iris, port: 80 }] }]`,
  },
};

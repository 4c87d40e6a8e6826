import { titleOf } from '../../manifests/object-ref';
import { claims } from '../../model/routing/claims';
import { servesBothProtocols } from '../../model/routing/dialects/gateway-api/protocols';
import type { Rule } from '../rule';
import { once } from '../violations';

export const oneProtocolPerHost: Rule = {
  id: 'one-protocol-per-host',
  title: 'no HTTPRoute and GRPCRoute share a host on one listener',
  severity: 'error',
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
  check(set, { cluster }) {
    const all = claims(set);
    const http = new Map(
      all
        .filter(({ route }) => route.kind === 'HTTPRoute')
        .map(({ route, gateway, host }) => [`${gateway}\n${host}`, route]),
    );
    const violations = all
      .filter(({ route }) => route.kind === 'GRPCRoute')
      .flatMap(({ route, gateway, host }) => {
        const other = http.get(`${gateway}\n${host}`);
        if (!other || servesBothProtocols(set, cluster, route)) return [];
        return [
          {
            manifest: route,
            message: `serves gRPC on the host '${host}', on which ${titleOf(other)} serves HTTP`,
            fix: 'the gateway refuses one of them, give gRPC a host of its own',
            others: [other],
          },
        ];
      });
    return once(violations);
  },
};

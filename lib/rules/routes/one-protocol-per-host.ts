import { titleOf } from '../../manifests/object-ref';
import { claims } from '../../model/routing/claims';
import type { Rule } from '../rule';
import { once } from '../violations';

export const oneProtocolPerHost: Rule = {
  id: 'one-protocol-per-host',
  title: 'no HTTPRoute and GRPCRoute share a host on one listener',
  severity: 'error',
  reason: 'A gateway may serve one of an HTTPRoute and a GRPCRoute for a host of a listener, and refuses the other.',
  sources: ['https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutespec'],
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
  check(set) {
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
        if (!other) return [];
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

import { titleOf } from '../../manifests/object-ref';
import { claims } from '../../model/routing/claims';
import { servesBothProtocols } from '../../model/routing/dialects/gateway-api/protocols';
import type { Rule } from '../rule';
import { once } from '../violations';

export const oneProtocolPerHost: Rule = {
  id: 'one-protocol-per-host',
  title: 'no HTTPRoute and GRPCRoute share a host on one listener',
  severity: 'error',
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

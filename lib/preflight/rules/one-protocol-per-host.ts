import type { Rule } from '../rule';
import { claims } from '../routes/claims';

/** https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutespec: the gateway must accept exactly one of the two. */
export const oneProtocolPerHost: Rule = {
  id: 'one-protocol-per-host',
  title: 'no HTTPRoute and GRPCRoute share a host on one listener',
  check(set) {
    const all = claims(set);
    const http = new Map(
      all.filter(({ route }) => route.kind === 'HTTPRoute').map((claim) => [`${claim.gateway}\n${claim.host}`, claim]),
    );
    const messages = all
      .filter(({ route }) => route.kind === 'GRPCRoute')
      .flatMap(({ route, gateway, host }) => {
        const other = http.get(`${gateway}\n${host}`);
        return other
          ? [
              `'${route.path}': serves gRPC on the host '${host}', on which '${other.route.path}' serves HTTP; the gateway refuses one of them, give gRPC a host of its own`,
            ]
          : [];
      });
    return [...new Set(messages)];
  },
};

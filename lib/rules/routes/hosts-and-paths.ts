import { objectAt } from '../../private/json';
import { type Claim, claims } from '../../model/routing/claims';
import { objectsIn, of } from '../../model/routing/service-references';
import type { Rule } from '../rule';

/**
 * Which of two routes for the same host and path gets the requests is up to the controller: the older one, or either of
 * them (https://kubernetes.io/docs/concepts/services-networking/ingress/#multiple-matches). Across namespaces one team
 * takes another's requests.
 */
export const uniquePaths: Rule = {
  id: 'unique-paths',
  title: 'no two routes take the same requests',
  check(set) {
    const owners = new Map<string, Claim>();
    const messages: string[] = [];
    for (const claim of claims(set)) {
      const key = [claim.gateway, claim.host, claim.conditions].join('\n');
      const owner = owners.get(key);
      if (!owner) owners.set(key, claim);
      // One redirect is as good as the other.
      else if (claim.answer === undefined || claim.answer !== owner.answer)
        messages.push(
          `'${claim.route.path}': takes ${claim.text} on the host '${claim.host}', which '${owner.route.path}' takes already; change the host, the path or another condition of one`,
        );
    }
    return [...new Set(messages)];
  },
};

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

/** A certificate for a host that no rule serves is a slip of the keyboard: the host that was meant goes without. */
export const ingressTlsHosts: Rule = {
  id: 'ingress-tls-hosts',
  title: 'every host in the tls of an Ingress is one that it has a rule for',
  check(set) {
    return of(set, 'Ingress', 'networking.k8s.io').flatMap(({ path, manifest }) => {
      const { tls, rules } = objectAt(manifest, 'spec');
      const served = objectsIn(rules).map(({ host }) => host);
      const hosts = objectsIn(tls).flatMap((entry) => (Array.isArray(entry.hosts) ? (entry.hosts as unknown[]) : []));
      return [...new Set(hosts)]
        .filter((host) => !served.includes(host) && !served.includes(undefined) && !servedByWildcard(host, served))
        .map(
          (host) =>
            `'${path}': tls names the host '${String(host)}', which no rule serves; it has rules for ${served.map(String).join(', ') || 'none'}`,
        );
    });
  },
};

/** A wildcard certificate serves the hosts below it. */
function servedByWildcard(host: unknown, served: readonly unknown[]): boolean {
  if (typeof host !== 'string' || !host.startsWith('*.')) return false;
  return served.some((each) => typeof each === 'string' && each.slice(each.indexOf('.')) === host.slice(1));
}

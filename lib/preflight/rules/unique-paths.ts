import type { Rule } from '../rule';
import { type Claim, claims } from '../routes/claims';

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

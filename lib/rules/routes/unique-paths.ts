import { titleOf } from '../../manifests/object-ref';
import type { Claim } from '../../model/routing/claim';
import { claims } from '../../model/routing/claims';
import type { Rule, Violation } from '../rule';
import { once } from '../violations';

export const uniquePaths: Rule = {
  id: 'unique-paths',
  title: 'no two routes take the same requests',
  severity: 'error',
  check(set) {
    const owners = new Map<string, Claim>();
    const violations: Violation[] = [];
    for (const claim of claims(set)) {
      const key = [claim.gateway, claim.host, claim.conditions].join('\n');
      const owner = owners.get(key);
      if (!owner) owners.set(key, claim);
      // One redirect is as good as the other.
      else if (claim.answer === undefined || claim.answer !== owner.answer)
        violations.push({
          manifest: claim.route,
          message: `takes ${claim.text} on the host '${claim.host}', which ${owner.route === claim.route ? 'it' : titleOf(owner.route)} takes already`,
          fix: 'change the host, the path or another condition of one',
          others: owner.route === claim.route ? [] : [owner.route],
        });
    }
    return once(violations);
  },
};

import type { SecurityChange } from './data/permissions';
import { exposures } from './exposure';
import type { Pairs } from './pairs';
import { loweredNamespaces, loweredPods, mountedTokens } from './pod-security';
import type { Side } from './side';

/** Pods that may do more than before, and what is reachable by more than before; namespaces first. */
export function securityChanges(pairs: Pairs, before: Side, after: Side): SecurityChange[] {
  return [
    ...loweredNamespaces(before, after),
    ...loweredPods(before, after),
    ...mountedTokens(before, after),
    ...exposures(pairs, before, after),
  ];
}

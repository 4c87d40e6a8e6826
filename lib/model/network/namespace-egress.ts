import { isPlainObject } from '../../private/json';
import type { PodGroup } from '../selection/pod-groups';
import { onlyNamespace } from './admission';
import type { NetworkReach } from './reach';

/**
 * Whether pods may go to pods of other namespaces for more than names: there may be a proxy, or the gateway by which a name
 * of the outside leads back into the cluster. Without a policy they may.
 */
export function mayLeaveNamespace(reach: NetworkReach, pods: PodGroup): boolean {
  const rules = reach.rulesFor(pods, 'egress');
  return (
    rules === undefined ||
    rules.some(
      ({ peers }) =>
        peers !== 'everyone' &&
        peers.some(
          ({ namespaceSelector }) =>
            isPlainObject(namespaceSelector) && onlyNamespace(namespaceSelector) !== (pods.namespaceName ?? ''),
        ),
    )
  );
}

import { ClusterProfile } from '../core/cluster-profile';
import type { ComparedAtGateway } from '../watching/compared';
import { gatewayRequests } from '../watching/gateway-requests';
import type { Release } from './release';

/**
 * What the cluster's gateway counts of both sides of a release by route; nothing where it does not count by Service, or in
 * a chart without a namespace.
 *
 * @param former the Service of the version before
 * @param fresh the Service of the new version
 */
export function watchedGateway(release: Release, former: string, fresh: string): ComparedAtGateway | undefined {
  const gateway = gatewayRequests(ClusterProfile.find(release)._gateway);
  const { namespaceName } = release;
  if (!gateway || namespaceName === undefined) return undefined;
  const { title, requests, loneBackend } = gateway;
  return {
    title,
    requests,
    loneBackend,
    former: gateway.seriesOf({ namespaceName, serviceName: former }),
    fresh: gateway.seriesOf({ namespaceName, serviceName: fresh }),
  };
}

import { GatewayImplementation } from '../../../cluster/gateway-options';
import { poolsOf } from '../../plan/pool-problems';
import { longestRequest } from '../../plan/longest-request';
import type { RoutePlan } from '../../plan/route-plan';

/** When an implementation gives up on an answer, where a route cannot say anything about it. */
interface CutOff {
  readonly milliseconds: number;
  readonly what: string;
  readonly wayOut: string;
}

const CUT_OFFS: ReadonlyMap<GatewayImplementation, CutOff> = new Map([
  [
    // https://cloud.google.com/load-balancing/docs/backend-service#timeout-setting
    GatewayImplementation.GKE,
    {
      milliseconds: 30_000,
      what: 'GKE cuts an answer off after 30 s',
      wayOut: 'make a GCPBackendPolicy with spec.default.timeoutSec for the Service',
    },
  ],
  [
    // https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_read_timeout
    GatewayImplementation.NGINX_GATEWAY_FABRIC,
    {
      milliseconds: 60_000,
      what: 'NGINX Gateway Fabric gives up where nothing of an answer comes for 60 s',
      wayOut: 'make a ProxySettingsPolicy with timeout.read for the route (from version 2.6)',
    },
  ],
]);

/** Rules whose requests may take longer than the gateway waits, and no field of the route says that it must. */
export function cutOffWarnings({ gateway, rules }: RoutePlan): string[] {
  const cutOff = CUT_OFFS.get(gateway._gatewayApi?.implementation ?? GatewayImplementation.OTHER);
  if (!cutOff) return [];
  const isGke = gateway._gatewayApi?.implementation === GatewayImplementation.GKE;
  const long = rules.filter((rule) => {
    // Pools get a GCPBackendPolicy with the route.
    if (isGke && poolsOf(rule.targets).length > 0) return false;
    const longest = longestRequest(rule);
    return longest === 0 || longest > cutOff.milliseconds;
  });
  return long.length === 0
    ? []
    : [
        `${cutOff.what}, which a route there cannot change, and the targets of ${long.map(({ property }) => property).join(', ')} may take longer; ${cutOff.wayOut}`,
      ];
}

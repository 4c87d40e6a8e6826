import type { IConstruct } from 'constructs';
import { Connections } from '../../core/connections';
import type { INetworkPeer } from '../../core/network-peer';
import type { IRouteTarget } from '../../core/traffic-target';
import { RouteTarget } from '../route-target';
import type { RoutePlan } from './route-plan';

/**
 * Services by name that servers or releases of the same app have: their pods are known there and not here, so their
 * NetworkPolicies stay shut for the gateway.
 */
export function byNameWarnings({ node: { root } }: IConstruct, plan: RoutePlan): string[] {
  const named = plan.rules.flatMap(({ property, targets, options: { mirror } }) => [
    ...targets.map(({ target }) => ({ where: `${property}.target`, target })),
    ...(mirror ? [{ where: `${property}.mirror.target`, target: mirror.target }] : []),
  ]);
  const byName = named.filter(({ target }) => target instanceof RouteTarget && !target._isMadeElsewhere);
  if (!plan.gateway._peer || byName.length === 0) return [];
  const owners = new Map<string, string>();
  // A release comes before its servers, and is what to pass.
  for (const construct of root.node.findAll())
    for (const service of servicesOf(construct)) if (!owners.has(service)) owners.set(service, construct.node.path);
  const home = plan.namespaceName ?? '';
  return byName.flatMap(({ where, target: { trafficBackends, namespaceName = home } }) =>
    trafficBackends.flatMap(({ serviceName }) => {
      const owner = owners.get(`${namespaceName}/${serviceName}`);
      return owner === undefined
        ? []
        : [
            `${where} names the Service '${serviceName}' of '${owner}', whose NetworkPolicy does not let the gateway in for a name alone; pass the construct itself`,
          ];
    }),
  );
}

/** The Services of a construct with a NetworkPolicy of ours that routes lead to. */
function servicesOf(construct: IConstruct): string[] {
  if (!('trafficBackends' in construct) || !Connections.of(construct as unknown as INetworkPeer)) return [];
  const { trafficBackends, namespaceName = '' } = construct as unknown as IRouteTarget;
  return trafficBackends.map(({ serviceName }) => `${namespaceName}/${serviceName}`);
}

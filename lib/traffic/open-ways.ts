import { Construct } from 'constructs';
import { Connections } from '../core/connections';
import { ROUTED_POOLS } from '../core/inference-pools';
import type { INetworkPeer } from '../core/network-peer';
import type { IRouteTarget, TrafficBackend } from '../core/traffic-target';
import { portOf } from './plan/backends';
import type { PlannedRule, RoutePlan } from './plan/route-plan';

/** Lets the gateway's pods in to the pods of every target, on the ports that the route leads to and on no others. */
export function openWays(plan: RoutePlan): void {
  const peer = plan.gateway._peer;
  if (!peer) return;
  for (const rule of plan.rules) {
    for (const { target } of rule.targets) {
      if (Construct.isConstruct(target) && ROUTED_POOLS.on(target)) {
        ROUTED_POOLS.on(target)?.admit(peer);
        continue;
      }
      const backends = [...target.trafficBackends, ...(target.trafficPins ?? []).map(({ backend }) => backend)];
      for (const connections of connectionsOf(target)) connections.admit(peer, portsOf(rule, backends));
    }
    const mirror = rule.options.mirror?.target;
    const copied = { ...rule, options: { ...rule.options, port: undefined } };
    if (mirror)
      for (const connections of connectionsOf(mirror)) connections.admit(peer, portsOf(copied, mirror.trafficBackends));
  }
}

/** The target's own, or those of the servers that it is made of. */
function connectionsOf(target: IRouteTarget): Connections[] {
  if (!Construct.isConstruct(target)) return [];
  const own = Connections.of(target as unknown as INetworkPeer);
  if (own) return [own];
  return target.node.findAll().flatMap((child) => Connections.of(child as unknown as INetworkPeer) ?? []);
}

/** Ports of the pods; where they are not known, all. */
function portsOf(rule: PlannedRule, backends: readonly TrafficBackend[]): number[] | undefined {
  const ports = backends.map((backend) => {
    const port = portOf(rule, backend);
    return backend.ports?.find((each) => each.port === port)?.targetPort;
  });
  const known = ports.filter((port) => port !== undefined);
  return known.length === 0 ? undefined : [...new Set(known)];
}

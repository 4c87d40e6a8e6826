import { type Connections, dnsRules, peerOf, tcpPorts } from '../../core/connections';
import type { JsonObject } from '../../private/json';
import { isForClients } from '../../runtimes/runtime-facts';
import type { ServerPlan } from '../server-plan';

/** The spec of the NetworkPolicy: everything but what is listed is kept out, and in. */
export function networkPolicySpec(plan: ServerPlan, connections: Connections): JsonObject {
  const [all, open] = [portsOf(plan, !plan.servingPortsOnly), portsOf(plan, false)];
  return {
    egress: [...dnsRules(plan.profile), { to: [{ podSelector: {} }] }, ...connections.egress()],
    ingress: [...ingress(plan), ...connections.ingress(all, plan.service.isExposed ? open : [])],
    podSelector: { matchLabels: { ...plan.identity.policySelector } },
    policyTypes: ['Ingress', 'Egress'],
  };
}

/** The spec of the NetworkPolicy of a group's leaders: who is let in to them. */
export function leaderPolicySpec(plan: ServerPlan, connections: Connections): JsonObject {
  const { ingress: rules } = networkPolicySpec(plan, connections);
  return { ingress: rules, podSelector: { matchLabels: { ...plan.identity.selector } }, policyTypes: ['Ingress'] };
}

/**
 * The spec of the NetworkPolicy of all pods of a group: they reach each other on every port, since the libraries by which
 * devices exchange take any that is free, and nobody else comes in.
 */
export function groupPolicySpec(plan: ServerPlan, connections: Connections): JsonObject {
  const { egress, podSelector, policyTypes } = networkPolicySpec(plan, connections);
  return { egress, ingress: [{ from: [{ podSelector }], ports: [{ protocol: 'TCP' }] }], podSelector, policyTypes };
}

function portsOf({ facts }: ServerPlan, withOthers: boolean): number[] {
  return facts.ports.filter((port) => withOthers || isForClients(port)).map(({ port }) => port);
}

function ingress(plan: ServerPlan): JsonObject[] {
  const { facts, service, profile } = plan;
  const [all, open] = [portsOf(plan, !plan.servingPortsOnly), portsOf(plan, false)];
  const metrics = facts.ports.find(({ role }) => role === facts.metrics?.role)?.port;
  const toEveryone = service.isExposed ? open : [];
  // Who may come to a port that is open to everyone need not be named.
  const from = (peer: JsonObject, ports: readonly number[]): JsonObject[] =>
    ports.every((port) => toEveryone.includes(port)) ? [] : [{ from: [peer], ports: tcpPorts(ports) }];
  return [
    ...from({ podSelector: {} }, all),
    // Clients of a node port or load balancer come from anywhere. Never `from: []`: it reads as "nobody" and means everyone.
    ...(service.isExposed ? [{ ports: tcpPorts(open) }] : []),
    ...(profile._scraper && metrics !== undefined ? from(peerOf(profile._scraper._peer), [metrics]) : []),
  ];
}

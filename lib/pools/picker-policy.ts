import type { ClusterProfile } from '../core/cluster-profile';
import { type Connections, dnsRules, peerOf, tcpPorts } from '../core/connections';
import type { PoolMember } from '../core/pool-members';
import type { JsonObject } from '../private/json';
import { PICKER_METRICS_PORT, pickerSelector } from './picker-manifests';
import { type MadePicker, PICKER_PORT } from './plan-pool';

/** Ports of an API server: that of the Service `kubernetes`, and the one that kube-apiserver listens on by itself behind it. */
const API_SERVER_PORTS = [443, 6443];

/** What a picker's policy is made of. */
export interface PickerSurroundings {
  readonly name: string;
  readonly picker: MadePicker;
  readonly member: PoolMember;
  readonly targetPorts: readonly number[];
  readonly profile: ClusterProfile;
  readonly connections: Connections;
}

/** The spec of the picker's NetworkPolicy: in from gateways and the scraper, out to the pool's pods and to the API server. */
export function pickerPolicySpec(around: PickerSurroundings): JsonObject {
  const { name, picker, profile, connections } = around;
  const scraper = profile._scraper;
  return {
    egress: [...dnsRules(profile), toPods(around), toApiServer(picker), ...connections.egress()],
    ingress: [
      // A gateway may run beside the pool.
      { from: [{ podSelector: {} }], ports: tcpPorts([PICKER_PORT]) },
      ...(scraper ? [{ from: [peerOf(scraper._peer)], ports: tcpPorts([PICKER_METRICS_PORT]) }] : []),
      ...connections.ingress([PICKER_PORT]),
    ],
    podSelector: { matchLabels: pickerSelector(name) },
    policyTypes: ['Ingress', 'Egress'],
  };
}

/** The picker reads metrics of every pod, several times a second. */
function toPods({ member, targetPorts }: PickerSurroundings): JsonObject {
  return {
    ports: tcpPorts(metricsPortsOf(member, targetPorts)),
    to: [{ podSelector: { matchLabels: { ...member.selector } } }],
  };
}

/** Metrics are read on each target port, unless the runtime has a port for them. */
function metricsPortsOf({ metrics, httpPort }: PoolMember, targetPorts: readonly number[]): readonly number[] {
  return metrics && metrics.port !== httpPort ? [metrics.port] : targetPorts;
}

/** It is no pod that labels could name; where its addresses are not declared, the ports alone are. */
function toApiServer({ apiServer }: MadePicker): JsonObject {
  const ports = tcpPorts(API_SERVER_PORTS);
  return apiServer.length === 0 ? { ports } : { ports, to: apiServer.map((each) => peerOf(each.toNetworkPeer())) };
}

/**
 * The spec of the policy that lets the picker in to metrics that neighbours of the namespace are shut out from; nothing where
 * they are not.
 */
export function metricsPolicySpec(
  name: string,
  member: PoolMember,
  targetPorts: readonly number[],
): JsonObject | undefined {
  const shut = metricsPortsOf(member, targetPorts).filter((port) => !member.neighbourPorts.includes(port));
  if (shut.length === 0) return undefined;
  return {
    ingress: [{ from: [{ podSelector: { matchLabels: pickerSelector(name) } }], ports: tcpPorts(shut) }],
    podSelector: { matchLabels: { ...member.selector } },
    policyTypes: ['Ingress'],
  };
}

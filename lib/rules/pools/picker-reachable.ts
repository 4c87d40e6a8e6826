import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { titleOf } from '../../manifests/object-ref';
import { admissionOf } from '../../model/network/admission';
import { gatewayOf } from '../../model/network/gateways';
import { type NetworkReach, networkReachOf } from '../../model/network/reach';
import { INFERENCE_POOL, poolsOf, targetPortsOf } from '../../model/pools/inference-pool';
import { pickerFlagsOf, pickerPodsOf } from '../../model/pools/pickers';
import { podsOfPool } from '../../model/pools/pool-pods';
import { poolReferences } from '../../model/routing/pool-references';
import type { PodGroup } from '../../model/selection/pod-groups';
import type { RuleContext } from '../context';
import { namesOf } from '../network/policies/policy-text';
import type { Rule, Violation } from '../rule';
import { once } from '../violations';

export const pickerReachable: Rule = {
  id: 'picker-reachable',
  title: 'network policies let gateways in to endpoint pickers, and pickers out to metrics and to the API server',
  severity: 'error',
  check(set, { cluster }) {
    const reach = networkReachOf(set);
    if (reach.isEmpty) return [];
    const pools = poolsOf(set);
    return once([
      ...gatewayViolations(set, reach, cluster),
      ...pools.flatMap((pool) =>
        pickerPodsOf(set, pool).flatMap(({ group }) => [
          ...metricsViolations(set, reach, pool, group),
          ...apiServerViolations(reach, pool, group),
        ]),
      ),
    ]);
  },
};

function gatewayViolations(set: ManifestSet, reach: NetworkReach, cluster: RuleContext['cluster']): Violation[] {
  return poolReferences(set).flatMap(({ route, at, name, namespaceName }) => {
    const pool = set.find(INFERENCE_POOL.kind, INFERENCE_POOL.group, name, namespaceName);
    if (!pool) return [];
    const gateway = gatewayOf(set, cluster, route);
    return pickerPodsOf(set, pool).flatMap(({ group, port }): Violation[] => {
      const admission = admissionOf(reach, group, gateway, port);
      if (admission === 'open') return [];
      const policies = reach.policiesOf(group, 'ingress');
      return [
        {
          manifest: route,
          at,
          ...(admission === 'others' && { severity: 'warning' as const }),
          message: `leads to ${titleOf(pool)}, whose picker ${titleOf(group.manifest)} is asked on port ${port.number}: ${namesOf(policies)} ${policies.length === 1 ? 'does' : 'do'} not let ${gateway.title} in there`,
          fix: `let the gateway's pods in with a NetworkPolicy that selects the picker, on port ${port.number}`,
          others: [pool, group.manifest, ...policies],
        },
      ];
    });
  });
}

/** Metrics are read on the target ports, unless the picker was told a port for them. */
function metricsViolations(set: ManifestSet, reach: NetworkReach, pool: Manifest, picker: PodGroup): Violation[] {
  const { metricsPort } = pickerFlagsOf(picker);
  const ports = metricsPort === undefined ? targetPortsOf(pool) : [metricsPort];
  return podsOfPool(set, pool).flatMap((pods) =>
    ports.flatMap((number): Violation[] => {
      const port = { number, protocol: 'TCP' };
      const isOut = reach.letsOut(picker, pods, port) !== 'no';
      if (isOut && (pods.podSpec.hostNetwork === true || reach.admits(pods, picker, port) !== 'no')) return [];
      const policies = isOut ? reach.policiesOf(pods, 'ingress') : reach.policiesOf(picker, 'egress');
      const [way, whose] = isOut ? ['in', 'these pods'] : ['out', 'the picker'];
      return [
        {
          manifest: pool,
          message: `its picker ${titleOf(picker.manifest)} reads metrics of the pods of ${titleOf(pods.manifest)} on port ${number}, and ${namesOf(policies)} ${policies.length === 1 ? 'does' : 'do'} not let it ${way} there`,
          fix: `let it ${way} with a NetworkPolicy that selects ${whose}, on port ${number}`,
          others: [picker.manifest, pods.manifest, ...policies],
        },
      ];
    }),
  );
}

const API_SERVER_PORTS = [443, 6443];

function apiServerViolations(reach: NetworkReach, pool: Manifest, picker: PodGroup): Violation[] {
  if (picker.podSpec.hostNetwork === true) return [];
  if (API_SERVER_PORTS.some((number) => reach.letsOutside(picker, { number, protocol: 'TCP' }))) return [];
  const policies = reach.policiesOf(picker, 'egress');
  return [
    {
      manifest: pool,
      message: `its picker ${titleOf(picker.manifest)} watches pods through the API server, to which ${namesOf(policies)} ${policies.length === 1 ? 'does' : 'do'} not let it out`,
      fix: `let it out with a NetworkPolicy on the ports ${API_SERVER_PORTS.join(' and ')}, to the addresses of the API server or without any`,
      others: [picker.manifest, ...policies],
    },
  ];
}

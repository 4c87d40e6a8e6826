import type { Manifest } from '../../manifests/manifest';
import { titleOf } from '../../manifests/object-ref';
import { type Admission, admissionOf, namespacesLetIn } from '../../model/network/admission';
import { gatewayOf, type RouteGateway } from '../../model/network/gateways';
import { type NetworkReach, networkReachOf } from '../../model/network/reach';
import { routedPods, type RoutedPods } from '../../model/routing/routed-pods';
import type { RuleContext } from '../context';
import type { Rule, Violation } from '../rule';
import { namesOf } from './policies/policy-text';

export const routedBackendsReachable: Rule = {
  id: 'routed-backends-reachable',
  title: 'network policies let the gateway in to the pods that its routes lead to',
  severity: 'error',
  check(set, { cluster }: RuleContext) {
    const reach = networkReachOf(set);
    if (reach.isEmpty) return [];
    const gateways = new Map<Manifest, RouteGateway>();
    return routedPods(set).flatMap((routed) => {
      const gateway = gateways.get(routed.route) ?? gatewayOf(set, cluster, routed.route);
      gateways.set(routed.route, gateway);
      const admission = admissionOf(reach, routed.group, gateway, routed.port);
      return admission === 'open' ? remedy(reach, routed, gateway) : [shut(reach, routed, gateway, admission)];
    });
  },
};

function shut(
  reach: NetworkReach,
  { route, at, service, group, port }: RoutedPods,
  gateway: RouteGateway,
  admission: Exclude<Admission, 'open'>,
): Violation {
  const policies = reach.policiesOf(group, 'ingress');
  const [select, lets] = policies.length === 1 ? ['selects', 'lets'] : ['select', 'let'];
  const says: { readonly [kind in typeof admission]: string } = {
    nobody: `${lets} nobody in on that port`,
    refused: `${lets} others in on that port, but not ${gateway.title}`,
    others: `${lets} none in on that port but pods of ${namespacesLetIn(reach, group, port)}; ${gateway.isOutside ? `labels cannot name ${gateway.title}` : "where the gateway's pods run is not declared"}`,
  };
  return {
    manifest: route,
    at,
    message: `leads to ${titleOf(service)}, and there to port ${port.number} of the pods of ${titleOf(group.manifest)}: ${namesOf(policies)} ${select} them and ${says[admission]}`,
    fix: `${wayIn(gateway)} that selects these pods, on port ${port.number}`,
    others: [service, group.manifest, ...policies],
    ...(admission === 'others' && { severity: 'warning' }),
  };
}

function wayIn({ isOutside, pods }: RouteGateway): string {
  if (isOutside) return 'let its addresses in with a NetworkPolicy';
  const way = "let the gateway's pods in with a NetworkPolicy";
  return pods.length > 0 ? way : `find out where they run and ${way}`;
}

/** What carries the gateway may be shut in itself: by the default deny of its own namespace, say. */
function remedy(
  reach: NetworkReach,
  { route, at, service, group, port }: RoutedPods,
  gateway: RouteGateway,
): Violation[] {
  const { groups } = gateway;
  const isShut =
    groups.length > 0 &&
    groups.every((each) => each.podSpec.hostNetwork !== true && reach.letsOut(each, group, port) === 'no');
  if (!isShut) return [];
  const policies = groups.flatMap((each) => reach.policiesOf(each, 'egress'));
  return [
    {
      manifest: route,
      at,
      message: `leads to ${titleOf(service)}, and there to port ${port.number} of the pods of ${titleOf(group.manifest)}, but ${namesOf(policies)} ${policies.length === 1 ? 'does' : 'do'} not let ${gateway.title}, out to them`,
      fix: `let the gateway's pods out to these pods with a NetworkPolicy in their namespace, on port ${port.number}`,
      others: [service, group.manifest, ...policies],
    },
  ];
}

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
  reason:
    'A NetworkPolicy that selects pods shuts out everybody it does not name, and a policy of the whole namespace selects hand-made pods too: the route is accepted, and every request to it ends in a timeout. Where the gateway runs is what is declared of the cluster, or the pods of the set that run it; where neither is known, only pods that let nobody in on the port are an error, and pods that let in none but their own namespace a warning. What address blocks, selectors of unknown labels or policies of other kinds (Cilium, Calico, AdminNetworkPolicy) let in is not judged.',
  sources: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-ingress-traffic',
  ],
  example: {
    failing: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: vision }
spec: { podSelector: {}, policyTypes: [Ingress] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0, ports: [{ containerPort: 8000 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80, targetPort: 8000 }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: public, namespace: vision }
spec:
  ingressClassName: nginx
  rules:
    - host: models.example
      http:
        paths: [{ path: /, pathType: Prefix, backend: { service: { name: iris, port: { number: 80 } } } }]`,
    mended: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: vision }
spec: { podSelector: {}, policyTypes: [Ingress] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: iris, namespace: vision }
spec:
  podSelector: { matchLabels: { app: iris } }
  policyTypes: [Ingress]
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } } }]
      ports: [{ port: 8000 }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec: { containers: [{ name: main, image: registry.example/iris:1.0.0, ports: [{ containerPort: 8000 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: iris, namespace: vision }
spec: { selector: { app: iris }, ports: [{ name: http, port: 80, targetPort: 8000 }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: public, namespace: vision }
spec:
  ingressClassName: nginx
  rules:
    - host: models.example
      http:
        paths: [{ path: /, pathType: Prefix, backend: { service: { name: iris, port: { number: 80 } } } }]`,
  },
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

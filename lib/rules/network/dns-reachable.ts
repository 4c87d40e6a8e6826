import { callersIn } from '../../model/dependencies/callers';
import type { ClusterFacts } from '../../cluster/cluster-facts';
import type { ManifestSet } from '../../manifests/manifest-set';
import { serviceCalled } from '../../model/dependencies/called-services';
import { hostsIn, outsideNeeds } from '../../model/dependencies/outside';
import { type GivenText, textsOf } from '../../model/dependencies/variables';
import { type NetworkReach, networkReachOf } from '../../model/network/reach';
import type { PodGroup } from '../../model/selection/pod-groups';
import type { PodPort } from '../../model/selection/service-pods';
import type { Rule, Violation } from '../rule';
import { namesOf } from './policies/policy-text';

export const dnsReachable: Rule = {
  id: 'dns-reachable',
  title: 'pods that call others by name may ask for names',
  severity: 'warning',
  reason:
    'An egress policy shuts out the DNS service like everything else: every call by name then fails after the timeout of the resolver, though the way to what the name stands for is open. Names are asked for over UDP first, and a port of a policy is TCP where it names no protocol. Which pods call by name is told by literal URLs and by the keys of hosted services among their variables. Pods with a resolver of their own (dnsPolicy None) are not looked at, and a policy that opens UDP 53 to anybody is taken to know where the DNS service is.',
  sources: [
    'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/',
    'https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/#NetworkPolicyPort',
  ],
  example: {
    failing: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: iris, namespace: vision }
spec:
  podSelector: { matchLabels: { app: iris } }
  policyTypes: [Egress]
  egress: [{ to: [{ ipBlock: { cidr: 192.0.2.0/24 } }], ports: [{ port: 5432 }] }]
---
apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision, labels: { app: iris } }
spec:
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      env: [{ name: FEATURES, value: postgres://features.example/prod }]`,
    mended: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: iris, namespace: vision }
spec:
  podSelector: { matchLabels: { app: iris } }
  policyTypes: [Egress]
  egress:
    - to: [{ ipBlock: { cidr: 192.0.2.0/24 } }]
      ports: [{ port: 5432 }]
    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }]
      ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }]
---
apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision, labels: { app: iris } }
spec:
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      env: [{ name: FEATURES, value: postgres://features.example/prod }]`,
  },
  check(set, { cluster }) {
    const reach = networkReachOf(set);
    if (reach.isEmpty) return [];
    return callersIn(set).flatMap((group) => {
      if (!asksService(group) || mayAsk(reach, group, cluster, 'UDP')) return [];
      const [text] = namesIn(set, group) as readonly (GivenText | undefined)[];
      return text ? [violationOf(reach, group, cluster, text)] : [];
    });
  },
};

/** Pods in the network of their node are not held by policies, and others may have a resolver of their own. */
function asksService({ podSpec }: PodGroup): boolean {
  return podSpec.hostNetwork !== true && podSpec.dnsPolicy !== 'None' && !Array.isArray(podSpec.hostAliases);
}

function mayAsk(reach: NetworkReach, group: PodGroup, { dns }: ClusterFacts, protocol: string): boolean {
  const asked = port(dns.port, protocol);
  const rules = reach.rulesFor(group, 'egress', asked);
  if (!rules || reach.letsOutside(group, asked)) return true;
  return (
    rules.some(({ ports }) => ports.some((each) => each.port === dns.port)) ||
    reach.letsOut(group, { namespaceName: dns.namespaceName }, asked) !== 'no' ||
    // OpenShift's DNS listens on a port of its own, which need not be declared.
    reach.letsOut(group, { namespaceName: 'openshift-dns' }, port(5353, protocol)) !== 'no'
  );
}

function port(number: number, protocol: string): PodPort {
  return { number, protocol };
}

/** What pods are given that leads to others by a name. */
function namesIn(set: ManifestSet, group: PodGroup): GivenText[] {
  const texts = textsOf(set, group);
  const endpoints = hostsIn(texts);
  const services = endpoints.filter((endpoint) => serviceCalled(set, endpoint, group.namespaceName));
  return [...services, ...outsideNeeds(texts, endpoints)].map(({ text }) => text);
}

function violationOf(reach: NetworkReach, group: PodGroup, cluster: ClusterFacts, { at, where }: GivenText): Violation {
  const policies = reach.policiesOf(group, 'egress');
  const verb = policies.length === 1 ? 'lets' : 'let';
  const how = mayAsk(reach, group, cluster, 'TCP')
    ? `${namesOf(policies)} ${verb} the pods ask for names over TCP alone`
    : `${namesOf(policies)} ${verb} the pods ask nobody for names`;
  return {
    manifest: group.manifest,
    at,
    message: `${where} leads to others by name, and ${how}`,
    fix: `let these pods out to UDP and TCP port ${cluster.dns.port} of the DNS service's pods (namespace '${cluster.dns.namespaceName}') with a NetworkPolicy`,
    others: policies,
  };
}

import { callersIn } from '../../model/dependencies/callers';
import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { titleOf } from '../../manifests/object-ref';
import { isInCluster, serviceCalled } from '../../model/dependencies/called-services';
import { type Endpoint } from '../../model/dependencies/endpoints';
import { hiddenAddresses, hostsIn, outsideNeeds } from '../../model/dependencies/outside';
import { textsOf } from '../../model/dependencies/variables';
import { type NetworkReach, networkReachOf } from '../../model/network/reach';
import { mayLeaveNamespace } from '../../model/network/namespace-egress';
import type { PodGroup } from '../../model/selection/pod-groups';
import type { Rule, Violation } from '../rule';
import { once } from '../violations';
import { namesOf } from './policies/policy-text';

export const egressForDependencies: Rule = {
  id: 'egress-for-dependencies',
  title: 'network policies let pods out to what their variables name',
  severity: 'warning',
  reason:
    'A server with the token of a model hub, the address of an object store or of a database needs a way there: with an egress policy that opens none it waits in its start until the startup probe ends it, and the policy is not in any log. Looked at are the names of variables and the hosts of literal URLs, whose values are never shown; pages and origins that are named and not called are left out, and so is whatever a proxy, a mirror or an offline mode may answer. Whether a program uses a variable is not known.',
  sources: [
    'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-egress-traffic',
    'https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables',
  ],
  example: {
    failing: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: iris, namespace: vision }
spec:
  podSelector: { matchLabels: { app: iris } }
  policyTypes: [Egress]
  egress:
    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }]
      ports: [{ port: 53, protocol: UDP }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec:
      containers:
        - name: main
          image: registry.example/iris:1.0.0
          env: [{ name: HF_TOKEN, valueFrom: { secretKeyRef: { name: hub, key: token } } }]`,
    mended: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: iris, namespace: vision }
spec:
  podSelector: { matchLabels: { app: iris } }
  policyTypes: [Egress]
  egress:
    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }]
      ports: [{ port: 53, protocol: UDP }]
    - to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }]
      ports: [{ port: 443 }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision }
spec:
  selector: { matchLabels: { app: iris } }
  template:
    metadata: { labels: { app: iris } }
    spec:
      containers:
        - name: main
          image: registry.example/iris:1.0.0
          env: [{ name: HF_TOKEN, valueFrom: { secretKeyRef: { name: hub, key: token } } }]`,
  },
  check(set) {
    const reach = networkReachOf(set);
    if (reach.isEmpty) return [];
    return once(
      callersIn(set)
        .filter(({ podSpec }) => podSpec.hostNetwork !== true)
        .flatMap((group) => [...ofServices(set, reach, group), ...ofOthers(set, reach, group)]),
    );
  },
};

/** Services of the set that pods name, and cannot reach: shut in themselves, or those shut out. */
function ofServices(set: ManifestSet, reach: NetworkReach, group: PodGroup): Violation[] {
  return hostsIn(textsOf(set, group)).flatMap((endpoint) => {
    const called = serviceCalled(set, endpoint, group.namespaceName);
    if (!called || called.pods.length === 0 || called.pods.some((each) => each.group === group)) return [];
    const { pods, service } = called;
    // Of pods in the network of their node, policies know no labels.
    if (pods.some((each) => each.group.podSpec.hostNetwork === true)) return [];
    const message = `${endpoint.text.where} names ${titleOf(service)}`;
    const { number } = pods[0].port;
    if (pods.every((each) => reach.letsOut(group, each.group, each.port) === 'no')) {
      const policies = reach.policiesOf(group, 'egress');
      return [
        violation(
          group,
          endpoint.text.at,
          `${message}, and ${does(policies)} let the pods out to port ${number} of its pods`,
          [service, ...policies],
          `let these pods out to those with a NetworkPolicy, on port ${number}`,
        ),
      ];
    }
    const isShut = pods.every((each) => reach.admits(each.group, group, each.port) === 'no');
    if (!isShut) return [];
    const policies = reach.policiesOf(pods[0].group, 'ingress');
    return [
      violation(
        group,
        endpoint.text.at,
        `${message}, and ${does(policies)} let the pods in to port ${number} of its pods`,
        [service, ...policies],
        `let these pods in to those with a NetworkPolicy, on port ${number}`,
      ),
    ];
  });
}

/** What lies outside of the set: hosts, hubs and stores, and addresses that a Secret has. */
function ofOthers(set: ManifestSet, reach: NetworkReach, group: PodGroup): Violation[] {
  const texts = textsOf(set, group);
  const elsewhere = hostsIn(texts).filter((endpoint) => isElsewhere(set, endpoint, group));
  const [wanted, hidden] = [outsideNeeds(texts, elsewhere), hiddenAddresses(texts)];
  if (wanted.length === 0 && hidden.length === 0) return [];
  const policies = reach.policiesOf(group, 'egress');
  if (policies.length === 0 || mayLeaveNamespace(reach, group)) return [];
  const needs = wanted.filter(({ port }) => !reach.letsOutside(group, { number: port, protocol: 'TCP' }));
  const isShut = (reach.rulesFor(group, 'egress') ?? []).length === 0;
  return [
    ...needs.map(({ text, what, port }) =>
      violation(
        group,
        text.at,
        `${text.where} is for ${what}, and ${does(policies)} let the pods out of the cluster on port ${port}`,
        policies,
        `let these pods out with a NetworkPolicy to the addresses that answer, on port ${port}`,
      ),
    ),
    ...(isShut ? hidden : []).map(({ at, where }) =>
      violation(
        group,
        at,
        `${where} is an address, and ${does(policies)} let the pods out to anything but DNS`,
        policies,
        'let these pods out with a NetworkPolicy to what answers there',
      ),
    ),
  ];
}

function isElsewhere(set: ManifestSet, endpoint: Endpoint, { namespaceName }: PodGroup): boolean {
  return !isInCluster(endpoint.host) && serviceCalled(set, endpoint, namespaceName) === undefined;
}

function does(policies: readonly Manifest[]): string {
  return `${namesOf(policies)} ${policies.length === 1 ? 'does' : 'do'} not`;
}

function violation(
  { manifest }: PodGroup,
  at: string,
  message: string,
  others: readonly Manifest[],
  fix: string,
): Violation {
  return { manifest, at, message, fix, others };
}

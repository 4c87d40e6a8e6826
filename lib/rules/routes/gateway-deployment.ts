import type { Manifest } from '../../manifests/manifest';
import type { ManifestSet } from '../../manifests/manifest-set';
import { networkReachOf } from '../../model/network/reach';
import { addCount, type Amounts } from '../../model/quota/amounts';
import { type Quota, quotaOf } from '../../model/quota/resource-quota';
import {
  GATEWAY_NAME,
  hasParameters,
  isDeployedOtherwise,
  MADE_OF_GATEWAY,
  type MadeOfGateway,
  portsOfGateway,
} from '../../model/routing/dialects/gateway-api/gateway-deployments';
import { implementationOfGateway } from '../../model/routing/dialects/gateway-api/implementations';
import { GATEWAY_API_KINDS } from '../../model/routing/dialects/gateway-api/kinds';
import { podGroupsOf } from '../../model/selection/pod-groups';
import { append } from '../../private/append';
import { isPlainObject, objectAt } from '../../private/json';
import type { Quantity } from '../../private/quantity';
import type { Rule, Violation } from '../rule';

export const gatewayDeployment: Rule = {
  id: 'gateway-deployment',
  title: 'what is made of a Gateway in its own namespace is let in there by quotas and network policies',
  severity: 'warning',
  reason:
    'Istio, kgateway, agentgateway and NGINX Gateway Fabric run the proxies of a Gateway in its own namespace, behind a Service of type LoadBalancer; Cilium makes the Service alone. Where a quota has no room for it the Gateway never gets an address, and where policies isolate every pod of the namespace nobody reaches the proxies. Such namespaces are for what is served, and the Gateway is shared: routes name it by its namespace. An implementation is known as for pool-gateway; a Gateway whose Service is chosen by addresses, annotations or parameters is taken to be let in by quotas.',
  sources: [
    'https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/#automated-deployment',
    'https://docs.nginx.com/nginx-gateway-fabric/install/deploy-data-plane',
    'https://kgateway.dev/docs/setup/default',
    'SetNamespaceAndOwnerWithGVK in controller/pkg/deployer/deployer.go of agentgateway/agentgateway',
    'getService in operator/pkg/model/translation/gateway-api/translator.go of cilium/cilium',
  ],
  example: {
    failing: `apiVersion: v1
kind: ResourceQuota
metadata: { name: quota, namespace: vision }
spec: { hard: { services.loadbalancers: "0" } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: vision }
spec: { gatewayClassName: istio, listeners: [{ name: http, protocol: HTTP, port: 80 }] }`,
    mended: `apiVersion: v1
kind: ResourceQuota
metadata: { name: quota, namespace: vision }
spec: { hard: { services.loadbalancers: "0" } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: gateways }
spec: { gatewayClassName: istio, listeners: [{ name: http, protocol: HTTP, port: 80, allowedRoutes: { namespaces: { from: All } } }] }`,
  },
  check(set, { cluster }) {
    const gateways = set.ofKind('Gateway', GATEWAY_API_KINDS.group).flatMap((manifest) => {
      const implementation = implementationOfGateway(set, cluster, manifest);
      const made = implementation && MADE_OF_GATEWAY[implementation];
      return made && !isDeployedOtherwise(manifest) ? [{ manifest, made }] : [];
    });
    const byNamespace = new Map<string | undefined, Manifest[]>();
    for (const { manifest } of gateways) append(byNamespace, manifest.namespaceName, manifest);
    return gateways.flatMap(({ manifest, made }) =>
      violationsOf(set, manifest, made, byNamespace.get(manifest.namespaceName) ?? []),
    );
  },
};

function violationsOf(
  set: ManifestSet,
  gateway: Manifest,
  { title, hasPods }: MadeOfGateway,
  beside: readonly Manifest[],
): Violation[] {
  const refusal = hasParameters(set, gateway) ? undefined : refusalOf(set, gateway, beside);
  const isShut = hasPods && shutsClientsOut(set, gateway);
  if (!refusal && !isShut) return [];
  const parts = [
    ...(refusal
      ? [`ResourceQuota '${refusal.quota.name}' (${refusal.key} ${refusal.hard.toString()}) refuses the Service`]
      : []),
    ...(isShut ? ['NetworkPolicies shut clients out of the pods'] : []),
  ];
  return [
    {
      manifest: gateway,
      at: '/spec/gatewayClassName',
      message: `${title} makes ${hasPods ? 'a Deployment and ' : ''}a LoadBalancer Service of it in its namespace: ${parts.join(', ')}`,
      fix: 'attach the routes to a shared Gateway of another namespace',
      others: refusal ? [refusal.quota] : [],
    },
  ];
}

/** A key of a quota that has no room for a Service. */
interface Refusal {
  readonly quota: Manifest;
  readonly key: string;
  readonly hard: Quantity;
}

/** A LoadBalancer is charged node ports as well. */
function refusalOf(set: ManifestSet, { namespaceName }: Manifest, gateways: readonly Manifest[]): Refusal | undefined {
  const needed = neededBy(set, namespaceName, gateways);
  return set
    .inNamespace('ResourceQuota', '', namespaceName)
    .flatMap((object) => quotaOf(object) ?? [])
    .filter(({ counts }) => counts === undefined)
    .flatMap((quota) => exceeded(quota, needed))
    .at(0);
}

function neededBy(set: ManifestSet, namespaceName: string | undefined, gateways: readonly Manifest[]): Amounts {
  const needed = new Map<string, Quantity>();
  const balancers = set
    .inNamespace('Service', '', namespaceName)
    .filter(({ json }) => objectAt(json, 'spec').type === 'LoadBalancer');
  addCount(needed, 'services.loadbalancers', balancers.length + gateways.length);
  addCount(
    needed,
    'services.nodeports',
    gateways.reduce((sum, gateway) => sum + portsOfGateway(gateway), 0),
  );
  return needed;
}

function exceeded({ object, hard }: Quota, needed: Amounts): Refusal[] {
  return [...needed].flatMap(([key, amount]) => {
    const limit = hard.get(key);
    return limit && amount.exceeds(limit) ? [{ quota: object, key, hard: limit }] : [];
  });
}

/** Whether policies isolate the pods of a Gateway, and none admits an address block or everyone: clients come from outside. */
function shutsClientsOut(set: ManifestSet, { namespaceName, name }: Manifest): boolean {
  const rules = networkReachOf(set).rulesFor({ namespaceName, labels: { [GATEWAY_NAME]: name } }, 'ingress');
  if (!rules || rules.some(({ peers }) => peers === 'everyone' || peers.some(({ ipBlock }) => isPlainObject(ipBlock))))
    return false;
  return !set
    .inNamespace('NetworkPolicy', 'networking.k8s.io', namespaceName)
    .some((policy) => isForOthers(set, policy));
}

/** Whether a policy is for pods that the set does not have: those of the Gateway, by labels that are not known here. */
function isForOthers(set: ManifestSet, { json, namespaceName }: Manifest): boolean {
  const selector = objectAt(json, 'spec', 'podSelector');
  const labels = objectAt(selector, 'matchLabels');
  if (Object.keys(labels).length === 0 || SOLVER in labels) return false;
  return podGroupsOf(set).select(namespaceName, selector).length === 0;
}

/** On the pods by which cert-manager answers a challenge. */
const SOLVER = 'acme.cert-manager.io/http01-solver';

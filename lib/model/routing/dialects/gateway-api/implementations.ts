import type { ClusterFacts } from '../../../../cluster/cluster-facts';
import { GatewayImplementation } from '../../../../cluster/gateway-options';
import type { Manifest } from '../../../../manifests/manifest';
import type { ManifestSet } from '../../../../manifests/manifest-set';
import { objectAt } from '../../../../private/json';
import { parentsOf } from '../../attachments';
import { GATEWAY_API_KINDS } from './kinds';

/** How an implementation is told from manifests: by the names that installations give GatewayClasses, and by their controller. */
const TOLD_BY: readonly {
  readonly implementation: GatewayImplementation;
  readonly className: RegExp;
  readonly controller: RegExp;
}[] = [
  {
    implementation: GatewayImplementation.ENVOY_GATEWAY,
    className: /^eg$/,
    controller: /^gateway\.envoyproxy\.io\//,
  },
  {
    implementation: GatewayImplementation.KGATEWAY,
    className: /^kgateway$/,
    controller: /^kgateway\.dev\/kgateway$/,
  },
  {
    implementation: GatewayImplementation.AGENTGATEWAY,
    className: /^agentgateway$/,
    controller: /^(kgateway|agentgateway)\.dev\/agentgateway$/,
  },
  {
    implementation: GatewayImplementation.ISTIO,
    className: /^istio$/,
    controller: /^istio\.io\/gateway-controller$/,
  },
  // https://docs.cilium.io/en/stable/network/servicemesh/gateway-api/gateway-api/
  {
    implementation: GatewayImplementation.CILIUM,
    className: /^cilium$/,
    controller: /^io\.cilium\/gateway-controller$/,
  },
  // https://docs.nginx.com/nginx-gateway-fabric/
  {
    implementation: GatewayImplementation.NGINX_GATEWAY_FABRIC,
    className: /^$/,
    controller: /^gateway\.nginx\.org\//,
  },
  // https://cloud.google.com/kubernetes-engine/docs/concepts/gateway-api#gatewayclass
  { implementation: GatewayImplementation.GKE, className: /^gke-l7-/, controller: /^networking\.gke\.io\// },
  { implementation: GatewayImplementation.TRAEFIK, className: /^$/, controller: /^traefik\.io\// },
];

/** The implementation of the Gateway API that serves a route; nothing where that is not known. */
export function implementationOf(
  set: ManifestSet,
  cluster: ClusterFacts,
  route: Manifest,
): GatewayImplementation | undefined {
  const known: string | undefined = route.servedBy?.implementation ?? declared(cluster, route);
  if (known !== undefined)
    return TOLD_BY.find(({ implementation }) => known === (implementation as string))?.implementation;
  return classesOf(set, route)
    .map((className) => ofClass(set, className))
    .find((implementation) => implementation !== undefined);
}

/** The implementation that serves a Gateway; nothing where that is not known. */
export function implementationOfGateway(
  set: ManifestSet,
  { gateway: { gatewayApi } = {} }: ClusterFacts,
  gateway: Manifest,
): GatewayImplementation | undefined {
  const { gatewayClassName } = objectAt(gateway.json, 'spec');
  const isDeclared = gatewayApi?.className !== undefined && gatewayApi.className === gatewayClassName;
  const known: string | undefined =
    gateway.servedBy?.implementation ?? (isDeclared ? gatewayApi.implementation : undefined);
  const told = TOLD_BY.find(({ implementation }) => known === (implementation as string));
  return told ? told.implementation : ofClass(set, gatewayClassName);
}

function ofClass(set: ManifestSet, className: unknown): GatewayImplementation | undefined {
  const object = set.ofKind('GatewayClass').find(({ name }) => name === className);
  const controller = object && String(objectAt(object.json, 'spec').controllerName);
  return TOLD_BY.find((each) =>
    controller === undefined ? each.className.test(String(className)) : each.controller.test(controller),
  )?.implementation;
}

function declared({ gateway }: ClusterFacts, route: Manifest): GatewayImplementation | undefined {
  const facts = gateway?.gatewayApi;
  const isMeant = parentsOf(route).some(
    ({ name, namespaceName }) =>
      name === facts?.gatewayName && namespaceName === (facts.gatewayNamespaceName ?? route.namespaceName),
  );
  return isMeant && facts?.implementation !== GatewayImplementation.OTHER ? facts?.implementation : undefined;
}

function classesOf(set: ManifestSet, route: Manifest): unknown[] {
  const gateways = set.ofKind('Gateway', GATEWAY_API_KINDS.group);
  return parentsOf(route).flatMap(({ name, namespaceName }) =>
    gateways
      .filter((gateway) => gateway.name === name && gateway.namespaceName === namespaceName)
      .map(({ json }) => objectAt(json, 'spec').gatewayClassName),
  );
}

import type { ClusterFacts } from '../../../../cluster/cluster-facts';
import { GatewayImplementation } from '../../../../cluster/gateway-options';
import type { Manifest } from '../../../../manifests/manifest';
import type { ManifestSet } from '../../../../manifests/manifest-set';
import { objectAt } from '../../../../private/json';
import { parentsOf } from '../../attachments';
import { GATEWAY_API_KINDS } from './kinds';

/**
 * Implementations that serve an HTTPRoute and a GRPCRoute for one host
 * (https://github.com/kubernetes-sigs/gateway-api/pull/4598), with the GatewayClasses that installations name by themselves.
 */
const BOTH: readonly {
  readonly implementation?: string;
  readonly className: string;
  readonly controller: RegExp;
}[] = [
  {
    implementation: GatewayImplementation.ENVOY_GATEWAY,
    className: 'eg',
    controller: /^gateway\.envoyproxy\.io\//,
  },
  { implementation: GatewayImplementation.KGATEWAY, className: 'kgateway', controller: /^kgateway\.dev\/kgateway$/ },
  {
    implementation: GatewayImplementation.AGENTGATEWAY,
    className: 'agentgateway', controller: /^(kgateway|agentgateway)\.dev\/agentgateway$/,
  },
  {
    implementation: GatewayImplementation.ISTIO,
    className: 'istio', controller: /^istio\.io\/gateway-controller$/,
  },
];

/** Whether the gateway of a route is known to serve HTTP and gRPC on one host. */
export function servesBothProtocols(set: ManifestSet, cluster: ClusterFacts, route: Manifest): boolean {
  const known: string | undefined = route.servedBy?.implementation ?? declared(cluster, route);
  if (known !== undefined) return BOTH.some(({ implementation }) => implementation === known);
  return classesOf(set, route).some((className) => {
    const object = set.ofKind('GatewayClass').find(({ name }) => name === className);
    const controller = object && String(objectAt(object.json, 'spec').controllerName);
    return BOTH.some((each) =>
      controller === undefined ? each.className === className : each.controller.test(controller),
    );
  });
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

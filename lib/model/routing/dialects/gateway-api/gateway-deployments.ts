import { GatewayImplementation } from '../../../../cluster/gateway-options';
import type { Manifest } from '../../../../manifests/manifest';
import type { ManifestSet } from '../../../../manifests/manifest-set';
import { objectAt, objectsIn } from '../../../../private/json';

/** What an implementation makes of a Gateway, in the Gateway's own namespace. */
export interface MadeOfGateway {
  /** How messages call the implementation. */
  readonly title: string;
  /** Whether it makes a Deployment too: the proxies of others run elsewhere. */
  readonly hasPods: boolean;
}

/**
 * Implementations that make a Service of type LoadBalancer beside each Gateway unless they are told otherwise. Envoy Gateway
 * does so in its own namespace, and what Traefik and GKE make of a Gateway is none of its namespace's.
 */
export const MADE_OF_GATEWAY: { readonly [implementation in GatewayImplementation]?: MadeOfGateway } = {
  // https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/#automated-deployment
  [GatewayImplementation.ISTIO]: { title: 'Istio', hasPods: true },
  // https://kgateway.dev/docs/setup/default, SetNamespaceAndOwnerWithGVK in pkg/deployer/deployer.go of kgateway-dev/kgateway
  [GatewayImplementation.KGATEWAY]: { title: 'kgateway', hasPods: true },
  // The same function in controller/pkg/deployer/deployer.go of agentgateway/agentgateway.
  [GatewayImplementation.AGENTGATEWAY]: { title: 'agentgateway', hasPods: true },
  // From 2.0 on: https://docs.nginx.com/nginx-gateway-fabric/install/deploy-data-plane
  [GatewayImplementation.NGINX_GATEWAY_FABRIC]: { title: 'NGINX Gateway Fabric', hasPods: true },
  // Its proxies run on every node: getService in operator/pkg/model/translation/gateway-api/translator.go of cilium/cilium.
  [GatewayImplementation.CILIUM]: { title: 'Cilium', hasPods: false },
};

/** By which the pods of a Gateway are found, whatever makes them (https://gateway-api.sigs.k8s.io/geps/gep-1762/). */
export const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** Whether a Gateway says where its Service is, or of which kind: nothing is known then of what is made of it. */
export function isDeployedOtherwise(gateway: Manifest): boolean {
  const { addresses } = objectAt(gateway.json, 'spec');
  const annotations = {
    ...objectAt(gateway.json, 'metadata', 'annotations'),
    ...objectAt(gateway.json, 'spec', 'infrastructure', 'annotations'),
  };
  return objectsIn(addresses).length > 0 || annotations['networking.istio.io/service-type'] !== undefined;
}

/** Whether parameters of the Gateway or its class may make the Service another one. */
export function hasParameters(set: ManifestSet, { json }: Manifest): boolean {
  const { gatewayClassName } = objectAt(json, 'spec');
  const gatewayClass = set.ofKind('GatewayClass').find(({ name }) => name === gatewayClassName);
  return (
    objectAt(json, 'spec', 'infrastructure').parametersRef !== undefined ||
    (gatewayClass !== undefined && objectAt(gatewayClass.json, 'spec').parametersRef !== undefined)
  );
}

/** How many ports its Service has at least. */
export function portsOfGateway({ json }: Manifest): number {
  return new Set(objectsIn(objectAt(json, 'spec').listeners).map(({ port }) => port)).size;
}

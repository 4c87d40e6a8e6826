import { GatewayImplementation } from '../../../../cluster/gateway-options';

/** How far an implementation can do something. */
export interface Support {
  /** The first version that can. */
  readonly since?: string;
  /** What has to be there besides. */
  readonly through?: string;
}

/** What an implementation of the Gateway API makes of InferencePools. */
export interface PoolSupport extends Support {
  /** Several pools in one rule, by weight; nothing where it cannot. */
  readonly weighted?: Support;
}

/**
 * Implementations that send requests to InferencePools, by the reports of the inference extension
 * (https://github.com/kubernetes-sigs/gateway-api-inference-extension/tree/main/conformance/reports, up to v1.5); weights by its
 * test `GatewayWeightedAcrossTwoInferencePools`, which came with v1.1. One that is not listed cannot: kgateway's own reports
 * end with v1.0, for its data plane agentgateway, and weights never worked (https://github.com/kgateway-dev/kgateway/issues/11667).
 */
export const POOL_SUPPORT: { readonly [implementation in GatewayImplementation]?: PoolSupport } = {
  // https://github.com/istio/istio/issues/61594: without the change one picker was asked for all pools of a rule.
  [GatewayImplementation.ISTIO]: {
    since: '1.28',
    weighted: {
      since: '1.29',
      through:
        'a patch release with https://github.com/istio/istio/pull/61601 (1.29 to 1.31 after 2026-09-21), or 1.32',
    },
  },
  [GatewayImplementation.AGENTGATEWAY]: { weighted: { since: '1.0' } },
  // https://github.com/nginx/nginx-gateway-fabric/pull/4439
  [GatewayImplementation.NGINX_GATEWAY_FABRIC]: { since: '2.2', weighted: { since: '2.4' } },
  // https://cloud.google.com/kubernetes-engine/docs/how-to/gke-inference-gateway-rollout-operations
  [GatewayImplementation.GKE]: { weighted: {} },
  // https://aigateway.envoyproxy.io/docs/capabilities/inference/httproute-inferencepool, and for weights
  // https://github.com/envoyproxy/ai-gateway/pull/2657, which is a proposal.
  [GatewayImplementation.ENVOY_GATEWAY]: { through: 'Envoy AI Gateway, installed beside it' },
};

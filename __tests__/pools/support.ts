import {
  Accelerator,
  ClusterProfile,
  type ClusterProfileOptions,
  ContainerImage,
  GatewayFacts,
  GatewayImplementation,
  InferencePool,
  type InferencePoolProps,
  IngressRoute,
  type IngressRouteProps,
  type ITrafficTarget,
  ModelServer,
  type ModelServerProps,
  RouteRule,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
  type TenantNamespaceProps,
} from '../../lib';

/** A server of a large model, as far as nothing differs from it. */
export const LARGE: ModelServerProps = {
  image: ContainerImage.of('vllm/vllm-openai:v0.33.0'),
  runtime: ServingRuntime.vllm({ model: 'org/llama' }),
  resources: { cpu: '8', memory: '48Gi', accelerator: Accelerator.nvidia(1) },
};

export const GATEWAY_PODS = {
  namespaceName: 'gateways',
  podLabels: { 'gateway.networking.k8s.io/gateway-name': 'inference' },
};

/** A gateway that exists. */
export function gatewayFacts(implementation: GatewayImplementation, version?: string): GatewayFacts {
  return GatewayFacts.gatewayApi({
    implementation,
    version,
    gatewayName: 'inference',
    gatewayNamespaceName: 'gateways',
    pods: GATEWAY_PODS,
  });
}

export interface Given {
  readonly gateway?: GatewayFacts;
  /** Other facts of the cluster. */
  readonly cluster?: ClusterProfileOptions;
  readonly tenant?: TenantNamespaceProps;
  readonly server?: Partial<ModelServerProps>;
  readonly pool?: Partial<InferencePoolProps>;
  readonly route?: Partial<IngressRouteProps>;
  /** What the pool is of, in place of the server `llama`. */
  readonly target?: (tenant: TenantNamespace) => ITrafficTarget;
}

/** An app with a pool `llama` in the tenant `llm`, without a route. */
export function pooled({ gateway, cluster, tenant: tenantProps, server, pool, target }: Given = {}) {
  const app = new ServingApp({
    cluster: ClusterProfile.of({ ...cluster, gateway: gateway ?? gatewayFacts(GatewayImplementation.AGENTGATEWAY) }),
  });
  const tenant = new TenantNamespace(app, 'llm', tenantProps);
  const made = target?.(tenant) ?? new ModelServer(tenant, 'llama', { ...LARGE, ...server });
  return { app, tenant, target: made, pool: new InferencePool(tenant, 'llama', { target: made, ...pool }) };
}

/** The same with a route to the pool. */
export function routed(given: Given = {}) {
  const all = pooled(given);
  const route = new IngressRoute(all.tenant, 'public', {
    host: 'models.example.com',
    rules: [RouteRule.pathPrefix('/v1', all.pool)],
    ...given.route,
  });
  return { ...all, route };
}

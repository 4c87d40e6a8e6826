import {
  Accelerator,
  ClaimAccessMode,
  ClusterProfile,
  ContainerImage,
  GatewayFacts,
  IngressRoute,
  ModelServerGroup,
  ModelSource,
  RouteRule,
  RouteTls,
  SecretKeyRef,
  type ServingApp,
  ServingRuntime,
  TenantNamespace,
} from '../lib';

/**
 * Llama 3.1 405B in 16 bits, which is more than a node of eight GPUs holds: two groups of two nodes, each of which serves
 * all of it. The weights are on a claim that all nodes read.
 */
export function llama405b(app: ServingApp): void {
  ClusterProfile.of({
    kubernetesVersion: '1.34',
    gateway: GatewayFacts.traefik(),
    gpuOperator: {},
    leaderWorkerSet: '0.10',
  }).applyTo(app);

  const language = new TenantNamespace(app, 'language', {
    quota: { cpu: '200', memory: '6Ti', gpus: 32, pods: 10, ephemeralStorage: '100Gi' },
    servingPortsOnly: true,
  });

  const llama = new ModelServerGroup(language, 'llama-405b', {
    image: ContainerImage.of('vllm/vllm-openai:v0.33.0'),
    runtime: ServingRuntime.vllm({
      servedModelNames: ['llama-405b'],
      apiKey: SecretKeyRef.named('llama-405b', 'api-key'),
    }),
    source: ModelSource.claim({ name: 'llama-405b', accessMode: ClaimAccessMode.READ_ONLY_MANY, size: '820Gi' }),
    group: { size: 2 },
    replicas: 2,
    resources: { cpu: '48', memory: '1Ti', accelerator: Accelerator.nvidia(8) },
  });

  new IngressRoute(language, 'public', {
    host: 'llm.example.com',
    rules: [RouteRule.pathPrefix('/', llama)],
    tls: RouteTls.certManager({ clusterIssuer: 'letsencrypt' }),
  });
}

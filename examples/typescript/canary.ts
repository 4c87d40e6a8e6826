import {
  Canary,
  CanaryStage,
  ClusterProfile,
  ContainerImage,
  GatewayFacts,
  IngressRoute,
  RouteRule,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
  TrafficSplit,
} from 'cdk8s-model-serving';

/** A release that a tenth of the requests go to, behind a route of Traefik. */
export function canary(): ServingApp {
  const app = new ServingApp({
    cluster: ClusterProfile.of({ kubernetesVersion: '1.32', gateway: GatewayFacts.traefik() }),
  });
  const search = new TenantNamespace(app, 'search');

  const ranker = new Canary(search, 'ranker', {
    server: {
      runtime: ServingRuntime.fastApi({ port: 8000, healthPath: '/health' }),
      resources: { cpu: '1', memory: '2Gi' },
    },
    stable: { image: ContainerImage.of('registry.example/ranker:1.4') },
    canary: { image: ContainerImage.of('registry.example/ranker:1.5'), env: { EXPLAIN: 'true' } },
    replicas: 10,
    steps: [10, 30, 50],
    stage: CanaryStage.weight(10),
    split: TrafficSplit.byRoute(),
  });

  new IngressRoute(search, 'public-route', {
    host: 'models.example.com',
    rules: [RouteRule.pathPrefix('/rank', ranker)],
  });
  return app;
}

import type { Construct } from 'constructs';
import { GatewayFacts } from '../lib/cluster/gateway-facts';
import { MetricsScraper } from '../lib/cluster/metrics-scraper';
import { ClusterProfile } from '../lib/core/cluster-profile';
import { Colour } from '../lib/core/colour';
import { ContainerImage } from '../lib/core/container-image';
import { BlueGreen } from '../lib/rollout/blue-green';
import { Canary } from '../lib/rollout/canary';
import { ReleaseController } from '../lib/rollout/controllers/release-controller';
import { SmokeTest } from '../lib/rollout/smoke-test';
import { TrafficSplit } from '../lib/rollout/traffic-split';
import { ServingRuntime } from '../lib/runtimes/serving-runtime';
import { TenantNamespace } from '../lib/tenant/tenant-namespace';
import { IngressRoute } from '../lib/traffic/ingress-route';
import { RouteRule } from '../lib/traffic/route-rule';

const CLUSTER = ClusterProfile.of({
  argoRollouts: { version: '1.9', prometheusUrl: 'http://prometheus-operated.monitoring.svc:9090' },
  gateway: GatewayFacts.traefik(),
  scraper: MetricsScraper.prometheusOperator({
    namespaceName: 'monitoring',
    labels: { release: 'kube-prometheus-stack' },
  }),
});

/** Releases that Argo Rollouts carries out: a canary by the weights of a route, one by its pods, and a blue/green release. */
export function argoRollouts(scope: Construct): void {
  CLUSTER.applyTo(scope);
  const tenant = new TenantNamespace(scope, 'argo-rollouts', { quota: { cpu: '40', memory: '80Gi', pods: 80 } });
  const server = { runtime: ServingRuntime.bentoMl(), resources: { cpu: '500m', memory: '1Gi' } };

  const ranker = new Canary(tenant, 'ranker', {
    server,
    stable: { image: ContainerImage.of('registry.example/ranker:1.4') },
    canary: { image: ContainerImage.of('registry.example/ranker:1.5') },
    replicas: 10,
    steps: [10, 30, 50],
    split: TrafficSplit.byRoute(),
    verify: SmokeTest.http('/readyz'),
    controller: ReleaseController.argoRollouts(),
  });
  new IngressRoute(tenant, 'models', {
    host: 'models.example.com',
    rules: [RouteRule.pathPrefix('/ranker', ranker, { rewrite: '/' })],
  });

  new Canary(tenant, 'tagger', {
    server: { ...server, runtime: ServingRuntime.fastApi({ port: 8000, healthPath: '/health' }) },
    stable: { image: ContainerImage.of('registry.example/tagger:2.0') },
    canary: { image: ContainerImage.of('registry.example/tagger:2.1') },
    replicas: 4,
    steps: [25, 50],
    controller: ReleaseController.argoRollouts(),
  });

  new BlueGreen(tenant, 'iris', {
    server: { ...server, replicas: 3 },
    blue: { image: ContainerImage.of('registry.example/iris:0.2.0') },
    green: { image: ContainerImage.of('registry.example/iris:0.3.0') },
    active: Colour.GREEN,
    verify: SmokeTest.http('/readyz'),
    controller: ReleaseController.argoRollouts(),
  });
}

import type { Construct } from 'constructs';
import { Duration } from 'cdk8s';
import { GatewayFacts } from '../lib/cluster/gateway-facts';
import { MetricsAdapter } from '../lib/cluster/metrics-adapter';
import { MetricsScraper } from '../lib/cluster/metrics-scraper';
import { ClusterProfile } from '../lib/core/cluster-profile';
import type { ClusterProfileOptions } from '../lib/core/cluster-profile-options';
import { ContainerImage } from '../lib/core/container-image';
import { KedaAuthentication } from '../lib/core/keda-authentication';
import { SecretKeyRef } from '../lib/core/references';
import { ServingRuntime } from '../lib/runtimes/serving-runtime';
import { ScalingMetric } from '../lib/scaling/scaling-metric';
import { ScalingPolicy } from '../lib/scaling/scaling-policy';
import { Accelerator } from '../lib/server/accelerator';
import type { Autoscaling } from '../lib/server/autoscaling';
import { ModelServer } from '../lib/server/model-server';
import { ModelSource } from '../lib/sources/model-source';
import { TenantNamespace } from '../lib/tenant/tenant-namespace';
import { IngressRoute } from '../lib/traffic/ingress-route';
import { RouteRule } from '../lib/traffic/route-rule';

/** What both clusters have. */
const CLUSTER: ClusterProfileOptions = {
  kubernetesVersion: '1.34',
  gateway: GatewayFacts.traefik(),
  scraper: MetricsScraper.podAnnotations({
    namespaceName: 'monitoring',
    podLabels: { 'app.kubernetes.io/name': 'prometheus' },
  }),
};

/** A vLLM that follows its own queue and cache: by a HorizontalPodAutoscaler, on a cluster with a prometheus-adapter. */
export function vllmByAdapter(scope: Construct): void {
  ClusterProfile.of({ ...CLUSTER, metricsAdapter: MetricsAdapter.prometheusAdapter() }).applyTo(scope);
  chat(scope, {});
}

/** The same by KEDA, whose Prometheus wants a token; and one that has no pods while nobody asks. */
export function vllmByKeda(scope: Construct): void {
  const keda = {
    prometheusUrl: 'https://prometheus.monitoring.svc:9090',
    prometheusAuthentication: KedaAuthentication.bearerToken(SecretKeyRef.named('prometheus', 'token')),
    httpAddOn: true,
  };
  ClusterProfile.of({ ...CLUSTER, keda }).applyTo(scope);
  const models = chat(scope, { keda: { pollingInterval: Duration.seconds(15), fallback: { replicas: 4 } } });
  new ModelServer(models, 'archive', {
    ...SERVER,
    autoscaling: {
      minReplicas: 0,
      maxReplicas: 1,
      metrics: [ScalingMetric.httpRequests({ hosts: ['archive.example.com'], concurrency: 16 })],
    },
  });
}

const SERVER = {
  image: ContainerImage.of('vllm/vllm-openai:v0.33.0'),
  runtime: ServingRuntime.vllm({ servedModelNames: ['llama-8b'] }),
  source: ModelSource.claim({ name: 'llama-8b', size: '16Gi' }),
  resources: { cpu: '6', memory: '48Gi', accelerator: Accelerator.nvidia(1) },
};

/** A chat model that may grow to eight GPUs, of a budget of nine: rollouts go in place. */
function chat(scope: Construct, more: Partial<Autoscaling>): TenantNamespace {
  const models = new TenantNamespace(scope, 'chat-models', { owner: { team: 'language' }, quota: { gpus: 9 } });
  const server = new ModelServer(models, 'chat', {
    ...SERVER,
    autoscaling: {
      minReplicas: 2,
      maxReplicas: 8,
      metrics: [ScalingMetric.requestsWaiting(10), ScalingMetric.cacheUsage(85)],
      // Requests queue for as long as a model loads: a few pods at a time, or all of them come for one peak.
      scaleUp: { policies: [ScalingPolicy.pods(2, Duration.minutes(5))] },
      scaleDown: { policies: [ScalingPolicy.pods(1, Duration.minutes(5))] },
      ...more,
    },
  });
  new IngressRoute(models, 'chat', { host: 'chat.example.com', rules: [RouteRule.pathPrefix('/', server)] });
  return models;
}

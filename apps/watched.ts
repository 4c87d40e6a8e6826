import type { Construct } from 'constructs';
import { Duration } from 'cdk8s';
import { MetricsAdapter } from '../lib/cluster/metrics-adapter';
import { MetricsScraper } from '../lib/cluster/metrics-scraper';
import { AlertSetting } from '../lib/core/alert-setting';
import { ClusterProfile } from '../lib/core/cluster-profile';
import { ContainerImage } from '../lib/core/container-image';
import { ServingAlert } from '../lib/core/serving-alert';
import { Canary } from '../lib/rollout/canary';
import { CanaryStage } from '../lib/rollout/canary-stage';
import { ServingRuntime } from '../lib/runtimes/serving-runtime';
import { ScalingMetric } from '../lib/scaling/scaling-metric';
import { ScalingPolicy } from '../lib/scaling/scaling-policy';
import { Accelerator } from '../lib/server/accelerator';
import { ModelServer } from '../lib/server/model-server';
import { ModelSource } from '../lib/sources/model-source';
import { TenantNamespace } from '../lib/tenant/tenant-namespace';

/** A cluster with kube-prometheus-stack and a prometheus-adapter, where the platform team has switched alerts on. */
const WATCHED = ClusterProfile.of({
  kubernetesVersion: '1.34',
  scraper: MetricsScraper.prometheusOperator({
    namespaceName: 'monitoring',
    podLabels: { 'app.kubernetes.io/name': 'prometheus' },
    labels: { release: 'kube-prometheus-stack' },
  }),
  alerts: { runbookUrl: 'https://runbooks.example.com/{alert}' },
  metricsAdapter: MetricsAdapter.prometheusAdapter(),
});

/**
 * A large model that follows its own queue, with alerts of the same figures, one of them tuned and one silenced by its team,
 * and a release that is walked by figures.
 */
export function watched(scope: Construct): void {
  WATCHED.applyTo(scope);
  const tenant = new TenantNamespace(scope, 'chat', { quota: { cpu: '40', memory: '200Gi', gpus: 4, pods: 40 } });
  new ModelServer(tenant, 'llm', {
    image: ContainerImage.of('docker.io/vllm/vllm-openai:v0.33.0'),
    runtime: ServingRuntime.vllm({ servedModelNames: ['qwen-7b'], maxModelLength: 16384 }),
    source: ModelSource.claim({ name: 'qwen-7b' }),
    resources: { cpu: '4', memory: '32Gi', accelerator: Accelerator.nvidia(1) },
    autoscaling: {
      minReplicas: 2,
      maxReplicas: 4,
      metrics: [ScalingMetric.requestsWaiting(10), ScalingMetric.cacheUsage(85)],
      scaleUp: { policies: [ScalingPolicy.pods(1, Duration.minutes(5))] },
      scaleDown: { policies: [ScalingPolicy.pods(1, Duration.minutes(5))] },
    },
    alerts: [
      // Twice of what the autoscaler aims for: it is at its most, or new pods are on their way for too long.
      AlertSetting.tuned(ServingAlert.REQUESTS_WAITING, { threshold: 20 }),
      AlertSetting.tuned(ServingAlert.FIRST_TOKEN_LATENCY, { threshold: 2 }),
      AlertSetting.silenced(ServingAlert.named('VllmPreemptions'), 'long prompts at night are put back, and may wait'),
    ],
  });
  new Canary(tenant, 'ranker', {
    server: { runtime: ServingRuntime.bentoMl(), resources: { cpu: '1', memory: '2Gi' } },
    stable: { image: ContainerImage.of('registry.example/ranker:1.4') },
    canary: { image: ContainerImage.of('registry.example/ranker:1.5') },
    replicas: 10,
    steps: [10, 30, 50],
    stage: CanaryStage.weight(10),
  });
}

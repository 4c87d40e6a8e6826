import {
  Accelerator,
  type Autoscaling,
  type ClusterProfileOptions,
  ContainerImage,
  type KedaFacts,
  MetricsAdapter,
  MetricsScraper,
  type ModelServerProps,
  ServerVolume,
  ServingRuntime,
} from '../../lib';
import { declare, manifestsFrom } from '../support/declare';

export const PROMETHEUS = 'http://prometheus.monitoring.svc:9090';
const scraper = MetricsScraper.podAnnotations({ namespaceName: 'monitoring' });

/** A cluster whose prometheus-adapter serves metrics of pods. */
export const ADAPTER: ClusterProfileOptions = {
  kubernetesVersion: '1.37',
  scraper,
  metricsAdapter: MetricsAdapter.prometheusAdapter(),
};

/** A cluster with KEDA. */
export const onKeda = (facts: KedaFacts = {}): ClusterProfileOptions => ({
  kubernetesVersion: '1.37',
  scraper,
  keda: { prometheusUrl: PROMETHEUS, ...facts },
});

/** A vLLM on one GPU. */
export const VLLM: Partial<ModelServerProps> = {
  image: ContainerImage.of('vllm/vllm-openai:v0.33.0'),
  runtime: ServingRuntime.vllm({ model: '/models/llama' }),
  resources: { cpu: '4', memory: '32Gi', accelerator: Accelerator.nvidia(1) },
  volumes: [ServerVolume.persistentVolumeClaim({ name: 'weights', mountPath: '/models', claimName: 'weights' })],
};

/** The server `iris` with such scaling, on such a cluster. */
export function scaled(
  autoscaling: Partial<Autoscaling>,
  cluster: ClusterProfileOptions = {},
  props: Partial<ModelServerProps> = VLLM,
): ReturnType<typeof declare> {
  return declare({ ...props, autoscaling: { maxReplicas: 8, ...autoscaling } }, { cluster });
}

/** An object that it becomes. */
export function scalerOf(kind: string, ...given: Parameters<typeof scaled>): any {
  return manifestsFrom(scaled(...given).app).get(kind);
}

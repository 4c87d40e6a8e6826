import { Duration } from 'cdk8s';
import { Accelerator, ContainerImage, RollingStrategy, SecretKeyRef, ServiceType, ServingRuntime } from '../../../lib';
import type { Meaning } from './meaning';

/** Manifests that run one container, with a Service at most. */
export const SINGLE_CONTAINERS: readonly Meaning[] = [
  {
    source: 'https://github.com/kubernetes/examples/blob/75b7b4f5/AI/vllm-deployment/vllm-deployment.yaml',
    props: {
      name: 'vllm-gemma-deployment',
      image: ContainerImage.of(
        'vllm/vllm-openai@sha256:05a31dc4185b042e91f4d2183689ac8a87bd845713d5c3f987563c5899878271',
      ),
      runtime: ServingRuntime.vllm({
        model: 'google/gemma-3-1b-it',
        port: 8080,
        version: '0.10.0',
        hubCacheSize: '9Gi',
        sharedMemory: '2Gi',
      }),
      replicas: 1,
      selector: { app: 'gemma-server' },
      resources: { cpu: '2', memory: '10Gi', accelerator: Accelerator.nvidia(1) },
      envFromSecrets: { HUGGING_FACE_HUB_TOKEN: SecretKeyRef.named('hf-secret', 'hf_token') },
    },
    replicas: 1,
    selector: { app: 'gemma-server' },
    image: 'vllm/vllm-openai@sha256:05a31dc4185b042e91f4d2183689ac8a87bd845713d5c3f987563c5899878271',
    flags: { '--tensor-parallel-size': '1', '--host': '0.0.0.0', '--port': '8080' },
    ports: [8080],
    resources: { cpu: '2', memory: '10Gi', 'nvidia.com/gpu': '1' },
    env: [
      {
        name: 'HUGGING_FACE_HUB_TOKEN',
        valueFrom: { secretKeyRef: { name: 'hf-secret', key: 'hf_token' } },
      },
    ],
    sharesMemory: true,
    downloads: [443],
  },
  {
    source: 'https://github.com/ollama/ollama/blob/d1a9a338/examples/kubernetes/gpu.yaml',
    props: {
      name: 'ollama',
      image: ContainerImage.of('ollama/ollama:latest'),
      runtime: ServingRuntime.ollama(),
      replicas: 1,
      rollout: RollingStrategy.recreate(),
      selector: { name: 'ollama' },
      resources: { cpu: '4', memory: '16Gi', accelerator: Accelerator.nvidia(1) },
      env: { NVIDIA_DRIVER_CAPABILITIES: 'compute,utility' },
    },
    replicas: 1,
    strategy: { type: 'Recreate' },
    selector: { name: 'ollama' },
    image: 'ollama/ollama:latest',
    flags: {},
    ports: [11434],
    servicePorts: [{ port: 80, targetPort: 11434 }],
    serviceType: 'ClusterIP',
    resources: { 'nvidia.com/gpu': '1' },
    env: [{ name: 'NVIDIA_DRIVER_CAPABILITIES', value: 'compute,utility' }],
    downloads: [443],
    toleration: { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
  },
  {
    // Its hostIPC is for shared memory, its hostPath for a cache: both are volumes here. Over two GPUs, as it is used.
    source: 'https://github.com/sgl-project/sglang/blob/0b082f52/docker/k8s-sglang-service.yaml',
    props: {
      name: 'meta-llama-31-8b-instruct-sglang',
      image: ContainerImage.of('docker.io/lmsysorg/sglang:latest'),
      runtime: ServingRuntime.sglang({ model: 'meta-llama/Meta-Llama-3.1-8B-Instruct' }),
      replicas: 1,
      rollout: RollingStrategy.recreate(),
      selector: { app: 'meta-llama-31-8b-instruct-sglang' },
      service: { serviceType: ServiceType.LOAD_BALANCER, port: 30000 },
      resources: { cpu: '8', memory: '64Gi', accelerator: Accelerator.nvidia(2) },
      envFromSecrets: { HF_TOKEN: SecretKeyRef.named('hf', 'token') },
      health: { liveness: { initialDelay: Duration.seconds(30) } },
    },
    replicas: 1,
    strategy: { type: 'Recreate' },
    selector: { app: 'meta-llama-31-8b-instruct-sglang' },
    image: 'docker.io/lmsysorg/sglang:latest',
    flags: {
      '--model-path': 'meta-llama/Meta-Llama-3.1-8B-Instruct',
      '--host': '0.0.0.0',
      '--port': '30000',
      '--tp-size': '2',
    },
    ports: [30000],
    servicePorts: [{ port: 30000, targetPort: 30000 }],
    serviceType: 'LoadBalancer',
    resources: { 'nvidia.com/gpu': '2' },
    env: [{ name: 'HF_TOKEN', valueFrom: { secretKeyRef: { name: 'hf', key: 'token' } } }],
    sharesMemory: true,
    downloads: [443],
    container: {
      livenessProbe: { httpGet: { path: '/health', port: 'http' }, initialDelaySeconds: 30, periodSeconds: 10 },
    },
  },
];

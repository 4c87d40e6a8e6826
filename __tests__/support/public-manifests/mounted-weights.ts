import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Accelerator,
  ContainerImage,
  GatewayFacts,
  GpuProduct,
  IngressController,
  IngressRoute,
  ModelSource,
  NodeLabelScheme,
  RouteRule,
  SecretKeyRef,
  ServerVolume,
  ServingRuntime,
} from '../../../lib';
import type { Meaning } from './meaning';

const ELSEWHERE = new Chart(new App(), 'elsewhere');

/** Manifests whose weights, or the disk for them, come by a volume. */
export const MOUNTED_WEIGHTS: readonly Meaning[] = [
  {
    source: 'https://github.com/kubernetes/examples/tree/9f2c771f/AI/model-serving-tensorflow',
    props: {
      name: 'tf-serving',
      containerName: 'tensorflow-serving',
      image: ContainerImage.of('tensorflow/serving:2.19.0'),
      runtime: ServingRuntime.tensorFlowServing({ modelName: 'my_model' }),
      replicas: 1,
      selector: { app: 'tf-serving' },
      service: { port: 8501, portName: 'rest' },
      resources: { cpu: '1', memory: '2Gi' },
      volumes: [
        ServerVolume.persistentVolumeClaim({
          name: 'model-volume',
          mountPath: '/models/my_model',
          claimName: 'my-model-pvc',
        }),
      ],
    },
    cluster: { gateway: GatewayFacts.ingress({ className: 'nginx', controller: IngressController.INGRESS_NGINX }) },
    replicas: 1,
    selector: { app: 'tf-serving' },
    image: 'tensorflow/serving:2.19.0',
    flags: {
      '--model_name': 'my_model',
      '--port': '8500',
      '--rest_api_port': '8501',
      '--model_base_path': '/models/my_model',
    },
    ports: [8500, 8501],
    servicePorts: [
      { name: 'grpc', port: 8500, targetPort: 8500 },
      { name: 'rest', port: 8501, targetPort: 8501 },
    ],
    serviceType: 'ClusterIP',
    resources: {},
    mounts: { '/models/my_model': { persistentVolumeClaim: { claimName: 'my-model-pvc' } } },
    beside: {
      declare: (tenant, server) => {
        new IngressRoute(tenant, 'tf-serving-ingress', {
          anyHost: true,
          rules: [RouteRule.pathPrefix('/tf', server, { rewrite: '/' })],
        });
      },
      holds: (manifests) => {
        const { metadata, spec } = manifests.get('Ingress');
        const [{ path, backend }] = spec.rules[0].http.paths;
        expect(spec.rules[0].host).toBeUndefined();
        expect(backend).toEqual({ service: { name: 'tf-serving', port: { number: 8501 } } });
        // JavaScript has no groups that say whether case counts.
        const pattern = new RegExp(`^${String(path).replace('(?-i)', '')}`);
        const target = metadata.annotations?.['nginx.ingress.kubernetes.io/rewrite-target'] ?? '';
        const rewritten = '/tf/v1/models/my_model:predict'.replace(pattern, target);
        expect(rewritten).toBe('/v1/models/my_model:predict');
      },
    },
  },
  {
    source:
      'https://github.com/GoogleCloudPlatform/kubernetes-engine-samples/blob/d230dfb7/ai-ml/gcsfuse-shared-cache/vllm-a.yaml',
    props: {
      name: 'vllm-a',
      containerName: 'inference-server',
      image: ContainerImage.of('us-central1-docker.pkg.dev/psch-joonix/vllm-runai/vllm-runai-gcs:v0.10.2-fix'),
      runtime: ServingRuntime.vllm({
        servedModelNames: ['unsloth/Llama-3.1-8B-Instruct'],
        maxModelLength: 8192,
        gpuMemoryUtilization: 0.95,
        sharedMemory: '2Gi',
      }),
      source: ModelSource.gcs({
        uri: 'gs://epam-team-gpu-benchmark/Llama-3.1-8B-Instruct',
        mount: true,
        mountPath: '/data/Llama-3.1-8B-Instruct',
        mountOptions: [
          'file-cache:enable-parallel-downloads:true',
          'file-cache:cache-file-for-range-read:false',
          'file-cache:download-chunk-size-mb:32',
          'file-cache:max-size-mb:-1',
          'metadata-cache:stat-cache-max-size-mb:32',
          'metadata-cache:ttl-secs:3600',
          'metadata-cache:type-cache-max-size-mb:4',
        ],
        cacheClaimName: 'local-raid-pvc',
      }),
      replicas: 1,
      selector: { app: 'vllm-a' },
      serviceAccount: kplus.ServiceAccount.fromServiceAccountName(ELSEWHERE, 'account', 'bucket-sa'),
      resources: { cpu: '4', memory: '25Gi', accelerator: Accelerator.nvidia(1, { gpuProduct: GpuProduct.L4 }) },
    },
    cluster: { nodeLabels: NodeLabelScheme.GKE },
    replicas: 1,
    selector: { app: 'vllm-a' },
    image: 'us-central1-docker.pkg.dev/psch-joonix/vllm-runai/vllm-runai-gcs:v0.10.2-fix',
    flags: {
      serve: '/data/Llama-3.1-8B-Instruct',
      '--max-model-len': '8192',
      '--gpu-memory-utilization': '0.95',
      '--served-model-name': 'unsloth/Llama-3.1-8B-Instruct',
    },
    ports: [8000],
    resources: { cpu: '4', memory: '25Gi', 'nvidia.com/gpu': '1' },
    sharesMemory: true,
    // Its toleration is of the value `present`, which is among all values.
    toleration: { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
    annotations: { 'gke-gcsfuse/volumes': 'true' },
    pod: { serviceAccountName: 'bucket-sa', nodeSelector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' } },
    mounts: {
      // It mounts the whole bucket at /data; the model is at the same path.
      '/data/Llama-3.1-8B-Instruct': {
        csi: {
          driver: 'gcsfuse.csi.storage.gke.io',
          readOnly: true,
          volumeAttributes: {
            bucketName: 'epam-team-gpu-benchmark',
            mountOptions:
              'implicit-dirs,only-dir=Llama-3.1-8B-Instruct,file-cache:enable-parallel-downloads:true,file-cache:cache-file-for-range-read:false,file-cache:download-chunk-size-mb:32,file-cache:max-size-mb:-1,metadata-cache:stat-cache-max-size-mb:32,metadata-cache:ttl-secs:3600,metadata-cache:type-cache-max-size-mb:4',
          },
        },
      },
    },
    unmounted: [{ name: 'gke-gcsfuse-cache', persistentVolumeClaim: { claimName: 'local-raid-pvc' } }],
  },
  {
    // Its variables of the launcher are flags here, but for the one that has no option.
    source:
      'https://github.com/GoogleCloudPlatform/kubernetes-engine-samples/blob/53e7e148/ai-ml/llm-multiple-gpus/llama3-70b/text-generation-inference.yaml',
    props: {
      name: 'llm',
      image: ContainerImage.of('ghcr.io/huggingface/text-generation-inference:2.0.4'),
      runtime: ServingRuntime.textGeneration({
        model: 'meta-llama/Meta-Llama-3-70B-Instruct',
        maxInputTokens: 2048,
        port: 8080,
        sharedMemory: '8Gi',
      }),
      replicas: 1,
      selector: { app: 'llm' },
      env: { QUANTIZE: 'bitsandbytes-nf4' },
      envFromSecrets: { HUGGING_FACE_HUB_TOKEN: SecretKeyRef.named('l4-demo', 'HUGGING_FACE_TOKEN') },
      resources: { cpu: '10', memory: '60Gi', accelerator: Accelerator.nvidia(2, { gpuProduct: GpuProduct.L4 }) },
      placement: { nodeSelector: { 'cloud.google.com/gke-spot': 'true' } },
      volumes: [
        ServerVolume.ephemeral({
          name: 'ephemeral-volume',
          mountPath: '/var/cache/huggingface',
          size: '150Gi',
          storageClassName: 'premium-rwo',
          labels: { type: 'ephemeral' },
        }),
      ],
    },
    cluster: { nodeLabels: NodeLabelScheme.GKE },
    replicas: 1,
    selector: { app: 'llm' },
    image: 'ghcr.io/huggingface/text-generation-inference:2.0.4',
    flags: {
      '--model-id': 'meta-llama/Meta-Llama-3-70B-Instruct',
      '--num-shard': '2',
      '--max-input-tokens': '2048',
      '--port': '8080',
    },
    ports: [8080],
    resources: { cpu: '10', memory: '60Gi', 'nvidia.com/gpu': '2' },
    env: [
      { name: 'QUANTIZE', value: 'bitsandbytes-nf4' },
      {
        name: 'HUGGING_FACE_HUB_TOKEN',
        valueFrom: { secretKeyRef: { name: 'l4-demo', key: 'HUGGING_FACE_TOKEN' } },
      },
      // Its image says /data.
      { name: 'HF_HOME', value: '/var/cache/huggingface' },
    ],
    sharesMemory: true,
    downloads: [443],
    pod: {
      nodeSelector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4', 'cloud.google.com/gke-spot': 'true' },
    },
    mounts: {
      '/var/cache/huggingface': {
        ephemeral: {
          volumeClaimTemplate: {
            metadata: { labels: { type: 'ephemeral' } },
            spec: {
              accessModes: ['ReadWriteOnce'],
              storageClassName: 'premium-rwo',
              resources: { requests: { storage: '150Gi' } },
            },
          },
        },
      },
    },
  },
];

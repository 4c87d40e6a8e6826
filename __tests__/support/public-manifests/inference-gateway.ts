import { Duration } from 'cdk8s';
import {
  Accelerator,
  ContainerImage,
  FileMount,
  ImagePullPolicy,
  PodSecurityLevel,
  SecretKeyRef,
  SecurityProfile,
  ServerVolume,
  ServingRuntime,
} from '../../../lib';
import type { Meaning } from './meaning';

/** What the manifest of Triton does at every start, in fewer words: it brings the frontend's packages, then becomes it. */
const FRONTEND = [
  'set -e',
  'apt-get update && apt-get install -y python3.12-venv',
  'python3 -m venv /opt/venv && . /opt/venv/bin/activate',
  'git clone https://github.com/triton-inference-server/server.git /tmp/server && cd /tmp/server/python/openai',
  'pip install /opt/tritonserver/python/triton*.whl -r requirements.txt torch SentencePiece uvicorn huggingface_hub',
  'huggingface-cli login --token "$(cat /secrets/huggingface/token)"',
  'exec python3 openai_frontend/main.py --model-repository /models/tensorrtllm_backend/llama_ifb --tokenizer meta-llama/Llama-2-7b-chat-hf',
].join('\n');

const HEALTH = { httpGet: { path: '/health', port: 'http' }, periodSeconds: 1, timeoutSeconds: 1 };
const SECOND = Duration.seconds(1);

/** Manifests of kubernetes-sigs/gateway-api-inference-extension. */
export const INFERENCE_GATEWAY: readonly Meaning[] = [
  {
    // It has no probes; here the frontend is asked whether it is ready. What it installs needs root and what apt may do.
    source:
      'https://github.com/kubernetes-sigs/gateway-api-inference-extension/blob/21490572/config/manifests/triton/deployment.yaml',
    props: {
      name: 'llama-triton-deployment',
      containerName: 'triton-server',
      image: ContainerImage.of('nvcr.io/nvidia/tritonserver:25.01-trtllm-python-py3'),
      imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
      runtime: ServingRuntime.http({
        port: 9000,
        grpcPort: 9001,
        managementPort: 9002,
        metricsPort: 9002,
        readinessPath: '/health/ready',
        command: ['/bin/bash', '-c'],
        args: [FRONTEND],
      }),
      replicas: 1,
      selector: { app: 'llama-triton' },
      service: {
        name: 'llama-triton-service',
        port: 9000,
        portName: 'http-inference-server',
        managementPort: 9002,
      },
      resources: {
        cpu: '8',
        memory: '40Gi',
        // With the 10Gi of /tmp.
        ephemeralStorage: '30Gi',
        accelerator: Accelerator.nvidia(1),
      },
      volumes: [
        ServerVolume.emptyDir({ name: 'tmp', mountPath: '/tmp', sizeLimit: '10Gi' }),
        ServerVolume.persistentVolumeClaim({
          name: 'model-volume',
          mountPath: '/models',
          claimName: 'llama-model-pvc',
          readOnly: false,
        }),
      ],
      files: [FileMount.secretNamed('/secrets/huggingface', 'hf-token')],
      security: SecurityProfile.baseline({
        runAsRoot: true,
        writableRootFilesystem: true,
        capabilities: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'],
      }),
    },
    podSecurity: { enforce: PodSecurityLevel.BASELINE },
    replicas: 1,
    selector: { app: 'llama-triton' },
    image: 'nvcr.io/nvidia/tritonserver:25.01-trtllm-python-py3',
    flags: {
      '--model-repository': '/models/tensorrtllm_backend/llama_ifb',
      '--tokenizer': 'meta-llama/Llama-2-7b-chat-hf',
    },
    ports: [9000, 9001, 9002],
    // The second and the third are called `grpc` and `management` here.
    servicePorts: [
      { name: 'http-inference-server', port: 9000, targetPort: 9000 },
      { port: 9001, targetPort: 9001 },
      { port: 9002, targetPort: 9002 },
    ],
    serviceType: 'ClusterIP',
    resources: { memory: '40Gi', 'nvidia.com/gpu': '1', 'ephemeral-storage': '40Gi' },
    container: { command: ['/bin/bash', '-c'], imagePullPolicy: 'IfNotPresent' },
    // Ubuntu's packages come without TLS.
    downloads: [80, 443],
    mounts: {
      '/models': { persistentVolumeClaim: { claimName: 'llama-model-pvc' } },
      '/secrets/huggingface': { secret: { secretName: 'hf-token' } },
    },
  },
  {
    // It waits 30 seconds before vLLM is told to stop, and gives it 100 more, in which this version cuts requests off:
    // here they are waited for before.
    source:
      'https://github.com/kubernetes-sigs/gateway-api-inference-extension/blob/092fdaa2/config/manifests/vllm/gpu-deployment.yaml',
    props: {
      name: 'vllm-qwen3-32b',
      containerName: 'vllm',
      image: ContainerImage.of('vllm/vllm-openai:v0.11.0'),
      runtime: ServingRuntime.vllm({ model: 'Qwen/Qwen3-32B', hubCacheSize: '80Gi', sharedMemory: '8Gi' }),
      args: [
        ...['--max-num-seq', '1024', '--enable-lora', '--max-loras', '2'],
        ...['--max-lora-rank', '8', '--max-cpu-loras', '12'],
      ],
      env: { VLLM_USE_V1: '1', PORT: '8000', VLLM_ALLOW_RUNTIME_LORA_UPDATING: 'true' },
      envFromSecrets: { HUGGING_FACE_HUB_TOKEN: SecretKeyRef.named('hf-token', 'token') },
      replicas: 3,
      selector: { app: 'vllm-qwen3-32b' },
      resources: { cpu: '8', memory: '64Gi', accelerator: Accelerator.nvidia(1) },
      volumes: [
        ServerVolume.emptyDir({ name: 'data', mountPath: '/data', sizeLimit: '1Gi' }),
        ServerVolume.emptyDir({ name: 'adapters', mountPath: '/adapters', sizeLimit: '10Gi' }),
      ],
      drain: { delay: Duration.seconds(30), shutdown: Duration.seconds(95) },
      health: {
        startupBudget: Duration.seconds(602),
        startup: { initialDelay: Duration.seconds(2), period: SECOND, timeout: SECOND },
        readiness: { period: SECOND, timeout: SECOND, failureThreshold: 1 },
        liveness: { period: SECOND, timeout: SECOND, failureThreshold: 5 },
      },
      sidecars: [
        {
          name: 'lora-adapter-syncer',
          image: ContainerImage.of(
            'us-central1-docker.pkg.dev/k8s-staging-images/gateway-api-inference-extension/lora-syncer:main',
          ),
          resources: { cpu: '100m', memory: '256Mi' },
          stdin: true,
          tty: true,
          env: { DYNAMIC_LORA_ROLLOUT_CONFIG: '/config/configmap.yaml' },
          // By name: the sidecar reads what changes, and no pod is to be replaced for it.
          files: [FileMount.configMapNamed('/config', 'vllm-qwen3-32b-adapters')],
        },
      ],
    },
    replicas: 3,
    selector: { app: 'vllm-qwen3-32b' },
    image: 'vllm/vllm-openai:v0.11.0',
    flags: {
      serve: 'Qwen/Qwen3-32B',
      '--tensor-parallel-size': '1',
      '--port': '8000',
      '--max-num-seq': '1024',
      '--enable-lora': true,
      '--max-loras': '2',
      '--max-lora-rank': '8',
      '--max-cpu-loras': '12',
    },
    ports: [8000],
    resources: { 'nvidia.com/gpu': '1' },
    env: [
      { name: 'VLLM_USE_V1', value: '1' },
      { name: 'PORT', value: '8000' },
      { name: 'VLLM_ALLOW_RUNTIME_LORA_UPDATING', value: 'true' },
      { name: 'HUGGING_FACE_HUB_TOKEN', valueFrom: { secretKeyRef: { name: 'hf-token', key: 'token' } } },
    ],
    sharesMemory: true,
    downloads: [443],
    container: {
      imagePullPolicy: 'Always',
      lifecycle: { preStop: { sleep: { seconds: 30 + 95 } } },
      livenessProbe: { ...HEALTH, failureThreshold: 5 },
      readinessProbe: { ...HEALTH, failureThreshold: 1 },
      startupProbe: { ...HEALTH, failureThreshold: 600, initialDelaySeconds: 2 },
    },
    pod: { enableServiceLinks: false, terminationGracePeriodSeconds: 130 },
    mounts: {
      '/data': { emptyDir: {} },
      '/adapters': { emptyDir: {} },
      '/dev/shm': { emptyDir: { medium: 'Memory' } },
    },
    sidecars: [
      {
        name: 'lora-adapter-syncer',
        image: 'us-central1-docker.pkg.dev/k8s-staging-images/gateway-api-inference-extension/lora-syncer:main',
        imagePullPolicy: 'Always',
        restartPolicy: 'Always',
        stdin: true,
        tty: true,
        env: expect.arrayContaining([{ name: 'DYNAMIC_LORA_ROLLOUT_CONFIG', value: '/config/configmap.yaml' }]),
        volumeMounts: expect.arrayContaining([expect.objectContaining({ mountPath: '/config' })]),
      },
    ],
  },
];

import { NetworkPolicy, NetworkPolicyIpBlock } from 'cdk8s-plus-28';
import { ApiObject } from 'cdk8s';
import {
  CidrPeer,
  ConfigMapKeyRef,
  type ModelServer,
  ModelSource,
  type ModelServerProps,
  NamespacePeer,
  SecretKeyRef,
  ServerVolume,
  ServingRuntime,
  TenantNamespace,
  type TenantNamespaceProps,
} from '../../lib';
import { declare } from '../support/declare';

const model = 'org/model';
const warningsOf = (
  props: Partial<ModelServerProps>,
  after: (server: ModelServer, tenant: TenantNamespace) => void = () => undefined,
  tenantProps: TenantNamespaceProps = {},
): string[] => {
  const { app, server, tenant } = declare(props, { tenant: tenantProps });
  after(server, tenant);
  app.synthYaml();
  return app.warnings.filter((warning) => /Hugging Face hub|nothing is mounted/.test(warning));
};

describe('a model of the hub behind a policy that lets nobody out', () => {
  test.each<[string, ServingRuntime]>([
    ['vLLM', ServingRuntime.vllm({ model, version: '0.33.0' })],
    ['SGLang', ServingRuntime.sglang({ model })],
    ['TensorRT-LLM', ServingRuntime.tensorRtLlm({ model })],
    ['Text Embeddings Inference', ServingRuntime.textEmbeddings({ model })],
    ['Text Generation Inference', ServingRuntime.textGeneration({ model })],
    ['llama.cpp', ServingRuntime.llamaCpp({ model: 'org/model-GGUF:Q4_K_M' })],
    ['OpenVINO', ServingRuntime.openVino({ model, task: 'embeddings' })],
  ])('is told of for %s, with both remedies, with policies of a tenant around it and without', (_, runtime) => {
    for (const defaultDeny of [true, false]) {
      const [warning, ...others] = warningsOf({ runtime }, undefined, { defaultDeny });
      expect(others).toEqual([]);
      expect(warning).toMatch(
        /downloads 'org\/model.*' from the Hugging Face hub, and its network policy lets it out to nobody; say connectTo\(CidrPeer\.internet\(\), \{ ports: \[443\] \}\) or use a ModelSource/,
      );
    }
  });

  const runtime = ServingRuntime.sglang({ model });
  const internet = CidrPeer.internet();

  test.each<[string, Partial<ModelServerProps>, ((server: ModelServer, tenant: TenantNamespace) => void)?]>([
    [
      'with a connection to the internet',
      {},
      (server) => {
        server.connectTo(internet, { ports: [443] });
      },
    ],
    [
      'with a connection to a mirror by its namespace',
      {},
      (server) => {
        server.connectTo(NamespacePeer.external('mirror'));
      },
    ],
    [
      'in a tenant that is let out',
      {},
      (_, tenant) => {
        tenant.allowTo(internet);
      },
    ],
    ['without a policy', { networkPolicy: false }],
    ['with a mirror', { env: { HF_ENDPOINT: 'http://hub.mirror.svc' } }],
    ['with a proxy', { env: { HTTPS_PROXY: 'http://proxy.egress.svc:3128' } }],
    [
      'with a proxy in lower case, from a ConfigMap',
      { envFromConfigMaps: { https_proxy: ConfigMapKeyRef.named('proxy', 'url') } },
    ],
    ['offline', { env: { HF_HUB_OFFLINE: '1' } }],
    ['with an override of the policy', { overrides: { networkPolicy: { spec: { egress: [{}] } } } }],
    [
      'with a policy of cdk8s-plus beside it',
      {},
      (server, tenant) => {
        new NetworkPolicy(tenant, 'out', { selector: server }).addEgressRule(
          NetworkPolicyIpBlock.anyIpv4(tenant, 'anywhere'),
        );
      },
    ],
    [
      'with a policy of Cilium beside it',
      {},
      (_, tenant) => {
        new ApiObject(tenant, 'fqdn', {
          apiVersion: 'cilium.io/v2',
          kind: 'CiliumNetworkPolicy',
          metadata: { name: 'hub' },
        });
      },
    ],
  ])('is not told of %s', (...[, props, after]) => {
    expect(warningsOf({ runtime, ...props }, after)).toEqual([]);
  });

  test.each<[string, ServingRuntime]>([
    ['a model that requests say', ServingRuntime.ollama({})],
    ['a URL', ServingRuntime.vllm({ model: 's3://models/llama', version: '0.33.0' })],
    ['the image of a NIM', ServingRuntime.nim({ ngcApiKey: SecretKeyRef.named('ngc', 'key') })],
  ])('is not told of %s', (_, other) => {
    expect(warningsOf({ runtime: other })).toEqual([]);
  });

  test('is told of where another tenant is let out', () => {
    const { app } = declare({ runtime });
    new TenantNamespace(app, 'other', { allowTo: [internet] });
    app.synthYaml();
    expect(app.warnings).toEqual([expect.stringContaining('from the Hugging Face hub')]);
  });

  test('is told once where a token is given, by the rule that sees the variable', () => {
    const { app } = declare({ runtime, envFromSecrets: { HF_TOKEN: SecretKeyRef.named('hub', 'token') } });
    app.synthYaml();
    const told = app.warnings.filter((warning) => warning.includes('CidrPeer.internet(), { ports: [443] }'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('egress-for-dependencies');
  });
});

describe('a directory that is served where nothing is mounted', () => {
  const SERVED: [string, ServingRuntime, string][] = [
    ['Triton', ServingRuntime.triton(), '/models'],
    ['TensorFlow Serving', ServingRuntime.tensorFlowServing({ modelName: 'half' }), '/models/half'],
    ['MLServer', ServingRuntime.mlServer(), '/mnt/models'],
    ['KServe', ServingRuntime.kserve({ modelName: 'iris' }), '/mnt/models'],
    ['OpenVINO', ServingRuntime.openVino({ model: '/models/resnet' }), '/models/resnet'],
    ['vLLM', ServingRuntime.vllm({ model: '/models/llama', version: '0.33.0' }), '/models/llama'],
    ['llama.cpp', ServingRuntime.llamaCpp({ model: '/models/llama.gguf' }), '/models/llama.gguf'],
  ];
  const at = (mountPath: string): ServerVolume =>
    ServerVolume.persistentVolumeClaim({ name: 'weights', claimName: 'weights', mountPath, readOnly: true });

  test.each(SERVED)('is told of for %s', (_, runtime, path) => {
    const [warning, ...others] = warningsOf({ runtime });
    expect(others).toEqual([]);
    expect(warning).toContain(
      `serves '${path}', where nothing is mounted; mount a volume there, use a ModelSource, or say ModelSource.inImage({ path }) where the image has it`,
    );
  });

  test.each(SERVED)('is not told of for %s with a volume there, above or below', (_, runtime, path) => {
    const above = path.split('/').slice(0, 2).join('/');
    for (const mountPath of [path, above, `${path}/one`])
      expect(warningsOf({ runtime, volumes: [at(mountPath)] })).toEqual([]);
  });

  test.each(SERVED)('is told of for %s with a volume beside it', (_, runtime, path) => {
    expect(warningsOf({ runtime, volumes: [at(`${path}-other`)] })).toHaveLength(1);
  });

  test.each<[string, ServingRuntime]>([
    ['Triton', ServingRuntime.triton()],
    ['TensorFlow Serving', ServingRuntime.tensorFlowServing({ modelName: 'half' })],
    ['vLLM', ServingRuntime.vllm({ version: '0.33.0' })],
  ])('is not told of for %s where the image has it', (_, runtime) => {
    expect(warningsOf({ runtime, source: ModelSource.inImage({ path: '/opt/model' }) })).toEqual([]);
  });

  test.each<[string, ServingRuntime]>([
    ['BentoML', ServingRuntime.bentoMl()],
    ['NIM', ServingRuntime.nim({ ngcApiKey: SecretKeyRef.named('ngc', 'key') })],
    ['FastAPI', ServingRuntime.fastApi({ app: 'main:app' })],
    ['MLflow', ServingRuntime.mlflow()],
    ['MLEM', ServingRuntime.mlem()],
    ['Triton with an object store', ServingRuntime.triton({ modelRepository: 's3://models/triton' })],
  ])('is not told of for %s, whose images have the model or which fetches it', (_, runtime) => {
    expect(warningsOf({ runtime })).toEqual([]);
  });
});

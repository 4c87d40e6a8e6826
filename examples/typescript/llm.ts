import {
  Accelerator,
  ClusterProfile,
  ContainerImage,
  GpuProduct,
  ModelServer,
  ModelSource,
  NodeLabelScheme,
  SecretKeyRef,
  ServingApp,
  ServingRuntime,
  TenantNamespace,
} from 'cdk8s-model-serving';

/** A large language model on one GPU; its weights come from a hub. */
export function llm(): ServingApp {
  const app = new ServingApp({ cluster: ClusterProfile.of({ nodeLabels: NodeLabelScheme.GKE }) });
  const language = new TenantNamespace(app, 'language', { quota: { gpus: 1 } });

  new ModelServer(language, 'chat', {
    image: ContainerImage.of('vllm/vllm-openai:v0.33.0'),
    runtime: ServingRuntime.vllm({ servedModelNames: ['qwen-7b'], maxModelLength: 16384 }),
    source: ModelSource.huggingFace({
      repository: 'Qwen/Qwen2.5-7B-Instruct',
      revision: 'a09a35458c702b33eeacc393d103063234e8bc28',
      size: '15Gi',
      token: SecretKeyRef.named('hugging-face', 'token'),
    }),
    resources: {
      cpu: '4',
      memory: '32Gi',
      accelerator: Accelerator.nvidia(1, { gpuProduct: GpuProduct.H100_80GB_HBM3 }),
    },
    replicas: 1,
  });
  return app;
}

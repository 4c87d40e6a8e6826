import type { Construct } from 'constructs';
import { ModelCache } from '../lib/cache/model-cache';
import { Colour } from '../lib/core/colour';
import { ContainerImage } from '../lib/core/container-image';
import { BlueGreen } from '../lib/rollout/blue-green';
import { ServingRuntime } from '../lib/runtimes/serving-runtime';
import { Accelerator } from '../lib/server/accelerator';
import { ModelServer } from '../lib/server/model-server';
import { ModelSource } from '../lib/sources/model-source';
import { TenantNamespace } from '../lib/tenant/tenant-namespace';
import { IngressRoute } from '../lib/traffic/ingress-route';
import { RouteRule } from '../lib/traffic/route-rule';

const VLLM = ContainerImage.of('vllm/vllm-openai:v0.33.0');

/** Large models of one team, with a budget of nine GPUs: what chats, what a release keeps in place, embeddings, and Triton. */
export function largeModels(scope: Construct): void {
  const models = new TenantNamespace(scope, 'large-models', {
    owner: { team: 'language' },
    quota: { gpus: 9 },
  });
  const targets = [chat(models), assistant(models), embeddings(models), ensemble(models)];
  const [chatServer, assistantRelease, embeddingServer, tritonServer] = targets;
  new IngressRoute(models, 'models', {
    host: 'models.example.com',
    rules: [
      RouteRule.pathPrefix('/chat', chatServer, { rewrite: '/' }),
      RouteRule.pathPrefix('/assistant', assistantRelease, { rewrite: '/' }),
      RouteRule.pathPrefix('/embeddings', embeddingServer, { rewrite: '/' }),
      RouteRule.pathPrefix('/triton', tritonServer, { rewrite: '/' }),
    ],
  });
}

/** A 7B chat model by vLLM on one GPU. Its weights are downloaded once, into a claim that all pods read. */
function chat(models: TenantNamespace): ModelServer {
  const weights = new ModelCache(models, 'qwen-7b', {
    source: ModelSource.huggingFace({
      repository: 'Qwen/Qwen2.5-7B-Instruct',
      revision: 'a09a35458c702b33eeacc393d103063234e8bc28',
      size: '15Gi',
    }),
    size: '40Gi',
    storageClassName: 'shared-files',
  });
  return new ModelServer(models, 'chat', {
    image: VLLM,
    runtime: ServingRuntime.vllm({ servedModelNames: ['qwen-7b'], maxModelLength: 16384 }),
    source: weights.source,
    resources: { cpu: '4', memory: '32Gi', accelerator: Accelerator.nvidia(1) },
    replicas: 1,
  });
}

/**
 * A 70B model over four GPUs. The other colour has no pods until there are four GPUs more for it, which the budget has
 * for one apply: then `active` is changed, and blue given up.
 */
function assistant(models: TenantNamespace): BlueGreen {
  return new BlueGreen(models, 'assistant', {
    server: {
      runtime: ServingRuntime.vllm({ servedModelNames: ['assistant'], maxModelLength: 8192 }),
      source: ModelSource.claim({ name: 'llama-70b', size: '141Gi' }),
      resources: { cpu: '16', memory: '192Gi', accelerator: Accelerator.nvidia(4) },
    },
    blue: { image: VLLM, replicas: 1 },
    green: { image: ContainerImage.of('vllm/vllm-openai:v0.33.1'), replicas: 0 },
    active: Colour.BLUE,
  });
}

/** Embeddings by Text Embeddings Inference, on CPU. */
function embeddings(models: TenantNamespace): ModelServer {
  return new ModelServer(models, 'embeddings', {
    image: ContainerImage.of('ghcr.io/huggingface/text-embeddings-inference:cpu-1.9'),
    runtime: ServingRuntime.textEmbeddings({ servedModelName: 'bge-small' }),
    source: ModelSource.huggingFace({
      repository: 'BAAI/bge-small-en-v1.5',
      revision: '5c38ec7c405ec4b44b94cc5a9bb96e735b38267a',
      size: '140Mi',
    }),
    resources: { cpu: '2', memory: '2Gi' },
  });
}

/** Triton with a repository of models in S3: HTTP, gRPC and metrics. */
function ensemble(models: TenantNamespace): ModelServer {
  return new ModelServer(models, 'triton', {
    image: ContainerImage.of('nvcr.io/nvidia/tritonserver:26.08-py3'),
    runtime: ServingRuntime.triton(),
    source: ModelSource.s3({
      uri: 's3://example-models/triton/',
      region: 'eu-west-1',
      roleArn: 'arn:aws:iam::123456789012:role/triton-models',
      size: '8Gi',
    }),
    resources: { cpu: '4', memory: '16Gi' },
  });
}

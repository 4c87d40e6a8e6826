import { SecretKeyRef } from '../../lib/core/references';
import type { StructName } from '../../lib/private/struct-members';
import type { SigtermBehaviour } from '../../lib/runtimes/runtime-facts';
import type { ServingRuntime } from '../../lib/runtimes/serving-runtime';

/** A runtime that is made by a definition, as the tests of all of them need it. */
export interface CatalogueRow {
  readonly name: Exclude<keyof typeof ServingRuntime, 'prototype' | 'describe'>;
  readonly struct: StructName;
  /** The least that it has to be told. */
  readonly least: { readonly [option: string]: unknown };
  readonly sigterm: SigtermBehaviour['kind'];
  /** Where a volume has to bring its model. */
  readonly weights?: string;
  /** Why host and port stand neither in its arguments nor in its variables. */
  readonly unsaid?: string;
}

const key = SecretKeyRef.named('keys', 'key');
const model = 'org/model';

export const CATALOGUE: readonly CatalogueRow[] = [
  { name: 'vllm', struct: 'VllmOptions', least: { model, version: '0.33.0' }, sigterm: 'bounded' },
  { name: 'sglang', struct: 'SglangOptions', least: { model }, sigterm: 'unbounded' },
  { name: 'tensorRtLlm', struct: 'TensorRtLlmOptions', least: { model }, sigterm: 'unbounded' },
  { name: 'triton', struct: 'TritonOptions', least: {}, sigterm: 'bounded', weights: '/models' },
  {
    name: 'tensorFlowServing',
    struct: 'TensorFlowServingOptions',
    least: { modelName: 'half' },
    sigterm: 'ignored',
    weights: '/models/half',
    unsaid: 'it takes no host',
  },
  { name: 'textEmbeddings', struct: 'TextEmbeddingsOptions', least: { model }, sigterm: 'unbounded' },
  { name: 'textGeneration', struct: 'TextGenerationOptions', least: { model }, sigterm: 'bounded' },
  {
    name: 'llamaCpp',
    struct: 'LlamaCppOptions',
    least: { model: '/models/m.gguf' },
    sigterm: 'abort',
    weights: '/models',
  },
  { name: 'ollama', struct: 'OllamaOptions', least: {}, sigterm: 'abort' },
  {
    name: 'openVino',
    struct: 'OpenVinoOptions',
    least: { model: '/models/resnet' },
    sigterm: 'unbounded',
    weights: '/models/resnet',
  },
  { name: 'mlServer', struct: 'MlServerOptions', least: {}, sigterm: 'abort', weights: '/mnt/models' },
  {
    name: 'kserve',
    struct: 'KserveOptions',
    least: { modelName: 'iris' },
    sigterm: 'bounded',
    weights: '/mnt/models',
    unsaid: 'it takes no host',
  },
  { name: 'mlflow', struct: 'MlflowOptions', least: {}, sigterm: 'bounded' },
  {
    name: 'rayServe',
    struct: 'RayServeOptions',
    least: { app: 'config.yaml' },
    sigterm: 'abort',
    unsaid: 'it takes no port',
  },
  { name: 'litServe', struct: 'LitServeOptions', least: {}, sigterm: 'ignored', unsaid: 'its script says both' },
  { name: 'nim', struct: 'NimOptions', least: { ngcApiKey: key }, sigterm: 'unknown', unsaid: 'it takes no host' },
];

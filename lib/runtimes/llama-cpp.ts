import { Duration } from 'cdk8s';
import type { SecretKeyRef } from '../core/references';
import { LLAMA_TLS } from './common';
import { define } from './define';
import { given, isPath, MODEL, MODEL_WANTED } from './large-model';
import { OptionReader } from './option-reader';
import { RuntimeArgument } from './runtime-argument';
import type { RuntimeDescription } from './runtime-description';
import { RuntimeProbe } from './runtime-probe';
import { RuntimeShutdown } from './runtime-shutdown';
import { RuntimeValue } from './runtime-value';

/** How llama.cpp's `llama-server` serves a model. Everything else is an argument: `args` of the server. */
export interface LlamaCppOptions {
  /**
   * The model: a GGUF file in the container such as `/models/llama.gguf`, or a repository of the Hugging Face hub with
   * its quantization such as `ggml-org/gemma-3-4b-it-GGUF:Q4_K_M`, which every pod downloads. Left out with a `source` of the server.
   *
   * @default - what the `source` of the server brings; one of both must be given
   */
  readonly model?: string;

  /**
   * Name that clients ask for the model by.
   *
   * @default - the model as it is written in `model`
   */
  readonly alias?: string;

  /**
   * The longest prompt and answer together, in tokens.
   *
   * @default - what the model says
   */
  readonly contextSize?: number;

  /**
   * Layers that are computed by the accelerators.
   *
   * @default - llama.cpp's own: as many as fit
   */
  readonly gpuLayers?: number;

  /**
   * Port to listen on, from 1 to 65535.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * Key that clients have to send. Health checks stay open.
   *
   * @default - none
   */
  readonly apiKey?: SecretKeyRef;

  /**
   * Size of the emptyDir that a model of the hub is downloaded to (`/var/cache/llama.cpp`), as a Kubernetes quantity.
   *
   * @default '20Gi'
   */
  readonly hubCacheSize?: string;
}

/** common/common.h@00dd0816 (`port`; `hostname` is 127.0.0.1 there). */
const PORT = 8080;
const CACHE = '/var/cache/llama.cpp';

/** tools/server/README.md@00dd0816. */
const METRICS = {
  waiting: 'llamacpp:requests_deferred',
  running: 'llamacpp:requests_processing',
  promptTokens: 'llamacpp:prompt_tokens_total',
  generatedTokens: 'llamacpp:tokens_predicted_total',
};

/** All but health, lists of models and pages (tools/server/server-http.cpp); these are what clients ask. */
const GUARDED = [
  '/completion',
  '/chat/',
  '/embedding',
  '/v1/chat/',
  '/v1/completions',
  '/v1/embeddings',
  '/v1/responses',
];

export function llamaCpp(options: LlamaCppOptions): RuntimeDescription {
  const read = new OptionReader<LlamaCppOptions>(options, 'LlamaCppOptions');
  const model = read.requiredText('model', MODEL, MODEL_WANTED);
  const [alias, context] = [read.word('alias'), read.wholeNumber('contextSize', 1)];
  const [layers, port] = [read.wholeNumber('gpuLayers', 0), read.port('port') ?? PORT];
  const [apiKey, size] = [read.secret('apiKey'), read.bytes('hubCacheSize') ?? '20Gi'];
  return define({ title: 'llama.cpp', factory: 'llamaCpp', problems: read.problems, model }, () => ({
    title: 'llama.cpp',
    ports: { http: port },
    // The entry point is the image's, /app/llama-server (.devops/*.Dockerfile).
    args: [
      ...given(isPath(model) ? '--model' : '--hf-repo', model),
      ...given('--alias', alias),
      RuntimeArgument.flag('--host', RuntimeValue.host()),
      RuntimeArgument.flag('--port', RuntimeValue.port()),
      ...given('--ctx-size', context),
      ...given('--n-gpu-layers', layers),
      RuntimeArgument.text('--metrics'),
    ],
    underscoresInFlags: true, // common/arg.cpp, `common_params_parse_ex`
    reservedFlags: LLAMA_TLS,
    env: { LLAMA_CACHE: RuntimeValue.text(CACHE) },
    secrets: [
      { variable: 'LLAMA_API_KEY', argument: '--api-key', value: apiKey, guardedPaths: GUARDED },
      { variable: 'HF_TOKEN', argument: '--hf-token' },
    ],
    // Every route says 503 until the model is loaded (tools/server/server.cpp@00dd0816).
    readiness: RuntimeProbe.http('/health'),
    metrics: { path: '/metrics', names: METRICS },
    // SIGTERM ends the loop that computes, and with it what is computed (tools/server/server.cpp@00dd0816).
    shutdown: RuntimeShutdown.aborts(Duration.seconds(60)),
    writablePaths: isPath(model) ? [] : [{ path: CACHE, sizeLimit: size }],
    hasSleepCommand: true, // Ubuntu (.devops/*.Dockerfile)
  }));
}

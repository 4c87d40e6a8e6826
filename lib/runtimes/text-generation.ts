import { Duration } from 'cdk8s';
import { define } from './define';
import { given, HUB_CACHE, type LargeModelOptions, readLargeModel, hubTokens } from './large-model';
import { LatencyMetric } from './latency-metric';
import { OptionReader } from './option-reader';
import { RuntimeArgument } from './runtime-argument';
import type { RuntimeDescription } from './runtime-description';
import { RuntimeProbe } from './runtime-probe';
import { RuntimeShutdown } from './runtime-shutdown';
import { RuntimeValue } from './runtime-value';

/**
 * How Text Generation Inference serves a model. It is in maintenance since December 2025
 * (https://github.com/huggingface/text-generation-inference): prefer vLLM or SGLang for what is new.
 */
export interface TextGenerationOptions extends LargeModelOptions {
  /**
   * The longest prompt, in tokens.
   *
   * @default - TGI computes it
   */
  readonly maxInputTokens?: number;

  /**
   * The longest prompt and answer together, in tokens.
   *
   * @default - TGI computes it
   */
  readonly maxTotalTokens?: number;

  /**
   * Share of each accelerator's memory that TGI takes, above 0 and up to 1.
   *
   * @default 1
   */
  readonly cudaMemoryFraction?: number;
}

/** launcher/src/main.rs@3.3.7 (`--port`). The image says 80, which takes a privilege. */
const PORT = 3000;

/** launcher/src/main.rs@3.3.7 (`graceful_termination_timeout`): requests first, then the shards. */
const SHUTDOWN = Duration.seconds(90);

/** router/src/infer and router/src/server.rs@3.3.7. */
const METRICS = { waiting: 'tgi_queue_size', running: 'tgi_batch_current_size', latency: 'tgi_request_duration' };

/**
 * router/src/server.rs, router/src/infer/mod.rs@3.3.7: the errors are `validation`, of the client, and `overloaded`,
 * `generation`, `incomplete` and the like. Names of durations end in `duration`: histograms of seconds.
 */
const REQUESTS = {
  finished: ['tgi_request_count'],
  failed: ['tgi_request_failure{err!="validation"}'],
  latency: LatencyMetric.histogram(METRICS.latency),
};

export function textGeneration(options: TextGenerationOptions): RuntimeDescription {
  const read = new OptionReader<TextGenerationOptions>(options, 'TextGenerationOptions');
  const { model, revision, apiKey, parallelism, downloads, sharedMemory } = readLargeModel(read);
  if (parallelism.pipeline !== undefined)
    read.add(`pipelineParallelism must be left out, since TGI has none, got ${parallelism.pipeline}`);
  const port = read.port('port') ?? PORT;
  const [input, total] = [read.wholeNumber('maxInputTokens', 1), read.wholeNumber('maxTotalTokens', 1)];
  const share = read.share('cudaMemoryFraction');
  return define(
    { title: 'Text Generation Inference', factory: 'textGeneration', problems: read.problems, model },
    () => ({
      title: 'Text Generation Inference',
      ports: { http: port },
      // The entry point is the image's: it finds the libraries of the GPU, then `exec`s (tgi-entrypoint.sh@14e8ca52).
      args: [
        RuntimeArgument.text('--json-output'), // the image's own argument, which these replace
        RuntimeArgument.flag('--model-id', RuntimeValue.text(model)),
        ...revision,
        RuntimeArgument.flag('--hostname', RuntimeValue.host()),
        RuntimeArgument.flag('--port', RuntimeValue.port()).alsoCalled('-p'),
        // Otherwise it takes every device that it sees.
        RuntimeArgument.flag('--num-shard', RuntimeValue.tensorParallelism()),
        ...given('--max-input-tokens', input),
        ...given('--max-total-tokens', total),
        ...given('--cuda-memory-fraction', share),
      ],
      env: {
        HF_HOME: RuntimeValue.text(HUB_CACHE),
        HUGGINGFACE_HUB_CACHE: RuntimeValue.text(HUB_CACHE),
        USER: RuntimeValue.text('tgi'),
        GRACEFUL_TERMINATION_TIMEOUT: RuntimeValue.shutdownSeconds(),
        // docs/source/usage_statistics.md.
        USAGE_STATS: RuntimeValue.text('off'),
      },
      secrets: [{ variable: 'API_KEY', argument: '--api-key', value: apiKey }, ...hubTokens()],
      parallelism,
      // 503 until every shard is up (router/src/server.rs).
      readiness: RuntimeProbe.http('/health'),
      metrics: { path: '/metrics', names: METRICS, requests: REQUESTS },
      shutdown: RuntimeShutdown.adjustable(SHUTDOWN),
      writablePaths: downloads,
      ...sharedMemory,
      // Our choice, as for vLLM.
      startupBudget: Duration.minutes(20),
      hasSleepCommand: true, // Ubuntu (Dockerfile)
    }),
  );
}

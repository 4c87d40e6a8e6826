import { Duration } from 'cdk8s';
import { define } from './define';
import { given, HUB_CACHE, type LargeModelOptions, readLargeModel, hubTokens } from './large-model';
import { OptionReader } from './option-reader';
import { RuntimeArgument } from './runtime-argument';
import type { RuntimeDescription } from './runtime-description';
import { RuntimeProbe } from './runtime-probe';
import { RuntimeShutdown } from './runtime-shutdown';
import { RuntimeValue } from './runtime-value';

/** How `trtllm-serve` of TensorRT-LLM serves a model. Everything else is an argument: `args` of the server. */
export interface TensorRtLlmOptions extends LargeModelOptions {
  /**
   * Name that clients ask for the model by.
   *
   * @default - the model as it is written in `model`
   */
  readonly servedModelName?: string;

  /**
   * The longest prompt and answer together, in tokens.
   *
   * @default - what the model's configuration says
   */
  readonly maxSequenceLength?: number;

  /**
   * The most requests that are computed at once.
   *
   * @default - TensorRT-LLM's own
   */
  readonly maxBatchSize?: number;

  /**
   * Share of the memory that weights leave free for the cache of running requests, above 0 and up to 1.
   *
   * @default - TensorRT-LLM's own
   */
  readonly kvCacheMemoryFraction?: number;

  /**
   * Whether the configuration file (`args: ['--config', ...]`) says `return_perf_metrics: true`, which switches Prometheus
   * metrics on.
   *
   * @default false
   */
  readonly metrics?: boolean;
}

/** tensorrt_llm/commands/serve.py (`--port`; `--host` is localhost there). */
const PORT = 8000;

/** As the endpoint picker of llm-d reads them (pkg/epp/framework/plugins/datalayer/extractor/metrics/factories.go of llm-d/llm-d-router, v0.9). */
const METRICS = {
  waiting: 'trtllm_num_requests_waiting',
  running: 'trtllm_num_requests_running',
  cacheUse: 'trtllm_kv_cache_utilization',
};

/** Nothing was found by which pods that are started alike find each other. */
const NO_GROUPS =
  'starts on several nodes by MPI alone (mpirun or srun with trtllm-llmapi-launch), which reaches into the other pods; serve the model with vLLM or SGLang, or on one node';

export function tensorRtLlm(options: TensorRtLlmOptions): RuntimeDescription {
  const read = new OptionReader<TensorRtLlmOptions>(options, 'TensorRtLlmOptions');
  const { model, revision, apiKey, parallelism, downloads, sharedMemory } = readLargeModel(read);
  if (apiKey) read.add('apiKey must be left out, since trtllm-serve asks for none, got one; let the route ask for it');
  if (revision.length > 0)
    read.add('revision must be left out, since trtllm-serve takes none, got one; mount the model');
  const [port, name] = [read.port('port') ?? PORT, read.word('servedModelName')];
  const [length, batch] = [read.wholeNumber('maxSequenceLength', 1), read.wholeNumber('maxBatchSize', 1)];
  const [share, hasMetrics] = [read.share('kvCacheMemoryFraction'), read.flag('metrics') ?? false];
  return define({ title: 'TensorRT-LLM', factory: 'tensorRtLlm', problems: read.problems, model }, ({ groupSize }) => ({
    title: 'TensorRT-LLM',
    ports: { http: port },
    // The image starts no server by itself (https://docs.nvidia.com/ccluster/resources/trtllm).
    command: ['trtllm-serve'],
    // https://nvidia.github.io/TensorRT-LLM/commands/trtllm-serve/trtllm-serve.html
    args: [
      RuntimeArgument.text(model),
      RuntimeArgument.flag('--host', RuntimeValue.host()),
      RuntimeArgument.flag('--port', RuntimeValue.port()),
      ...given('--served_model_name', name),
      RuntimeArgument.flag('--tp_size', RuntimeValue.tensorParallelism()).alsoCalled('--tensor_parallel_size'),
      RuntimeArgument.flag('--pp_size', RuntimeValue.pipelineParallelism()).alsoCalled('--pipeline_parallel_size'),
      ...given('--max_seq_len', length),
      ...given('--max_batch_size', batch),
      ...given('--kv_cache_free_gpu_memory_fraction', share),
    ],
    env: {
      HF_HOME: RuntimeValue.text(HUB_CACHE),
      USER: RuntimeValue.text('trtllm'),
      TRITON_CACHE_DIR: RuntimeValue.text('/var/cache/trtllm/triton'),
      FLASHINFER_WORKSPACE_BASE: RuntimeValue.text('/var/cache/trtllm'),
      // https://nvidia.github.io/TensorRT-LLM (usage reports from 1.2 on).
      TRTLLM_NO_USAGE_STATS: RuntimeValue.text('1'),
    },
    secrets: hubTokens(),
    parallelism,
    // Processes of other nodes are started by MPI, from outside (https://nvidia.github.io/TensorRT-LLM/commands/trtllm-serve/trtllm-serve.html).
    found: groupSize === undefined ? [] : [NO_GROUPS],
    readiness: RuntimeProbe.http('/health'),
    // /metrics is JSON, not for Prometheus (tensorrt_llm/serve/openai_server.py).
    metrics: hasMetrics ? { path: '/prometheus/metrics', names: METRICS } : undefined,
    // uvicorn without a limit (openai_server.py, `__call__`).
    shutdown: RuntimeShutdown.unbounded(Duration.seconds(60)),
    writablePaths: [...downloads, { path: '/var/cache/trtllm', sizeLimit: '5Gi' }],
    ...sharedMemory,
    // Our choice, as for vLLM. Building an engine takes longer.
    startupBudget: Duration.minutes(20),
    hasSleepCommand: true, // Ubuntu
  }));
}

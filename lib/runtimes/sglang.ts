import { Duration } from 'cdk8s';
import { UVICORN_TLS } from './common';
import { define } from './define';
import { given, HUB_CACHE, type LargeModelOptions, readLargeModel, hubTokens } from './large-model';
import { LatencyMetric } from './latency-metric';
import { OptionReader } from './option-reader';
import { RuntimeArgument } from './runtime-argument';
import type { RuntimeDescription } from './runtime-description';
import type { RuntimeMultiNode } from './runtime-multi-node';
import { RuntimeProbe } from './runtime-probe';
import { RuntimeShutdown } from './runtime-shutdown';
import { RuntimeValue } from './runtime-value';

/** How SGLang serves a model. Everything else is an argument: `args` of the server. */
export interface SglangOptions extends LargeModelOptions {
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
  readonly contextLength?: number;

  /**
   * Share of each accelerator's memory for weights and cache, above 0 and up to 1.
   *
   * @default - SGLang computes it
   */
  readonly memoryFraction?: number;
}

/** sglang/srt/arg_groups/fields@0.5.23 (`port`; `host` is 127.0.0.1 there). */
const PORT = 30000;

/** sglang/srt/observability/metrics_collector.py@0.5.23. */
const METRICS = {
  waiting: 'sglang:num_queue_reqs',
  running: 'sglang:num_running_reqs',
  cacheUse: 'sglang:token_usage',
  latency: 'sglang:e2e_request_latency_seconds',
  firstTokenLatency: 'sglang:time_to_first_token_seconds',
  promptTokens: 'sglang:prompt_tokens_total',
  generatedTokens: 'sglang:generation_tokens_total',
};

/** The same file. Requests that are given up, mostly by clients that go away, are counted by themselves. */
const REQUESTS = {
  finished: ['sglang:num_requests_total'],
  lost: ['sglang:num_aborted_requests_total'],
  latency: LatencyMetric.histogram(METRICS.latency),
  firstToken: LatencyMetric.histogram(METRICS.firstTokenLatency),
};

const ALERTS = [
  {
    alertName: 'SglangRetractions',
    metric: 'sglang:num_retracted_requests_total',
    isCounter: true,
    // Our choice: one in ten seconds and pod.
    threshold: 0.1,
    summary: 'running requests are put back and computed again, since the KV cache has no room for them',
  },
];

/** All but health and metrics (sglang/srt/utils/auth.py); these are what clients ask. */
const GUARDED = ['/v1/', '/generate'];

function variables(): { readonly [name: string]: RuntimeValue } {
  return {
    HF_HOME: RuntimeValue.text(HUB_CACHE),
    USER: RuntimeValue.text('sglang'),
    TORCHINDUCTOR_CACHE_DIR: RuntimeValue.text('/var/cache/sglang/torchinductor'),
    TRITON_CACHE_DIR: RuntimeValue.text('/var/cache/sglang/triton'),
    FLASHINFER_WORKSPACE_BASE: RuntimeValue.text('/var/cache/sglang'),
    // Otherwise /health generates a token and takes a second at least (sglang/srt/entrypoints/http_server.py@0.5.23).
    SGLANG_ENABLE_HEALTH_ENDPOINT_GENERATION: RuntimeValue.text('0'),
  };
}

export function sglang(options: SglangOptions): RuntimeDescription {
  const read = new OptionReader<SglangOptions>(options, 'SglangOptions');
  const { model, revision, apiKey, parallelism, downloads, sharedMemory } = readLargeModel(read);
  const [port, name] = [read.port('port') ?? PORT, read.word('servedModelName')];
  const [length, share] = [read.wholeNumber('contextLength', 1), read.share('memoryFraction')];
  return define({ title: 'SGLang', factory: 'sglang', problems: read.problems, model }, () => ({
    title: 'SGLang',
    ports: { http: port },
    // `sglang serve` exists in newer versions only.
    command: ['python3', '-m', 'sglang.launch_server'],
    args: [
      RuntimeArgument.flag('--model-path', RuntimeValue.text(model)),
      ...revision,
      RuntimeArgument.flag('--host', RuntimeValue.host()),
      RuntimeArgument.flag('--port', RuntimeValue.port()),
      ...given('--served-model-name', name),
      RuntimeArgument.flag('--tp-size', RuntimeValue.tensorParallelism()).alsoCalled('--tp', '--tensor-parallel-size'),
      RuntimeArgument.flag('--pp-size', RuntimeValue.pipelineParallelism()).alsoCalled('--pipeline-parallel-size'),
      // With attention split by data the copies share the devices of the tensors (sglang/srt/server_args.py).
      RuntimeArgument.flag('--dp-size', RuntimeValue.dataParallelism())
        .alsoCalled('--dp', '--data-parallel-size')
        .unlessGiven('--enable-dp-attention'),
      ...given('--context-length', length),
      ...given('--mem-fraction-static', share),
      RuntimeArgument.text('--enable-metrics'),
      // There is no variable for it: the kubelet puts the Secret's value in its place.
      ...(apiKey ? given('--api-key', '$(SGLANG_API_KEY)') : []),
    ],
    reservedFlags: UVICORN_TLS,
    env: variables(),
    secrets: [
      { variable: 'SGLANG_API_KEY', argument: '--api-key', value: apiKey, guardedPaths: GUARDED },
      ...hubTokens(),
    ],
    parallelism,
    multiNode: multiNode(),
    // 503 until the warm-up is done, and again once SIGTERM was heard (http_server.py@0.5.23, `health_generate`).
    readiness: RuntimeProbe.http('/health'),
    metrics: { path: '/metrics', names: METRICS, requests: REQUESTS, alerts: ALERTS },
    // Polls every 5 seconds until no request is left (sglang/srt/managers/tokenizer_manager.py@0.5.23, `sigterm_watchdog`).
    shutdown: RuntimeShutdown.unbounded(Duration.seconds(60)),
    writablePaths: [...downloads, { path: '/var/cache/sglang', sizeLimit: '5Gi' }],
    ...sharedMemory,
    // Our choice, as for vLLM.
    startupBudget: Duration.minutes(20),
    hasSleepCommand: true, // Ubuntu (docker/Dockerfile@0.5.5)
  }));
}

/** Our choice, as in the examples of the controller (kubernetes-sigs/lws, docs/examples/sglang). */
const GROUP_PORT = 20000;

/** Ranks above 0 serve nothing but a health page that is always well (sglang/srt/utils/common.py@0.5.23): the leader is asked instead. */
function multiNode(): RuntimeMultiNode {
  return {
    args: [
      RuntimeArgument.flag('--dist-init-addr', RuntimeValue.leaderAddress(GROUP_PORT)).alsoCalled('--nccl-init-addr'),
      RuntimeArgument.flag('--nnodes', RuntimeValue.groupSize()),
      RuntimeArgument.flag('--node-rank', RuntimeValue.nodeRank()),
    ],
    port: GROUP_PORT,
  };
}

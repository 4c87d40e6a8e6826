import { Duration } from 'cdk8s';
import { UVICORN_SOCKET, UVICORN_TLS } from './common';
import { define } from './define';
import { imageVersion, isBefore, type Version, versionOf } from './image-version';
import { given, HUB_CACHE, hubTokens, type LargeModelOptions, readLargeModel } from './large-model';
import { LatencyMetric } from './latency-metric';
import { OptionReader } from './option-reader';
import { RuntimeArgument } from './runtime-argument';
import type { RuntimeContext } from './runtime-facts';
import type { RuntimeDescription } from './runtime-description';
import type { RuntimeMultiNode } from './runtime-multi-node';
import { RuntimeProbe } from './runtime-probe';
import { RuntimeShutdown } from './runtime-shutdown';
import { RuntimeValue } from './runtime-value';

/** How vLLM serves a model. Everything else is an argument: `args` of the server. */
export interface VllmOptions extends LargeModelOptions {
  /**
   * Names that clients ask for the model by.
   *
   * @default - the model as it is written in `model`
   */
  readonly servedModelNames?: string[];

  /**
   * The longest prompt and answer together, in tokens.
   *
   * @default - what the model's configuration says
   */
  readonly maxModelLength?: number;

  /**
   * Share of each accelerator's memory that vLLM takes, above 0 and up to 1.
   *
   * @default - 0.92 (vLLM 0.33)
   */
  readonly gpuMemoryUtilization?: number;

  /**
   * Copies of the model in one pod, each with accelerators of its own; more replicas are usually the better way to scale.
   *
   * @default 1
   */
  readonly dataParallelism?: number;

  /**
   * Version of vLLM in the image, for example `0.33.0`. From 0.18 on it can be told to finish its requests; before, and
   * where nobody says, a pod gives them their time before vLLM is told to stop.
   *
   * @default - what the tag of an image called like vLLM says: `vllm/vllm-openai:v0.33.0`
   */
  readonly version?: string;
}

/** vllm/entrypoints/common/cli_args.py@0.33.0 (`--port`). */
const PORT = 8000;

/** `--shutdown-timeout` exists from 0.18 on (https://github.com/vllm-project/vllm/pull/36666); before, requests are cut off. */
const DRAINS_FROM = [0, 18] as const;

/** Of an image that does not say: an older vLLM would not start with a flag that it does not know. */
const UNKNOWN = [0, 0] as const;

/** Several nodes without Ray (https://github.com/vllm-project/vllm/pull/23691); images have no Ray from 0.19 on (vllm-project/vllm#33351). */
const GROUPS_FROM = [0, 12] as const;

/** `--master-port`, where torch's processes meet (vllm/engine/arg_utils.py@0.33.0). */
const GROUP_PORT = 29501;

/** Answers of a chat run to minutes; https://github.com/llm-d/llm-d/blob/main/docs/operations/graceful-shutdown.md gives 45 s. */
const SHUTDOWN = Duration.seconds(60);

/** vllm/v1/metrics/loggers.py@0.33.0; counters get `_total`. `kv_cache_usage_perc` was `gpu_cache_usage_perc` before. */
const METRICS = {
  waiting: 'vllm:num_requests_waiting',
  running: 'vllm:num_requests_running',
  cacheUse: 'vllm:kv_cache_usage_perc',
  latency: 'vllm:e2e_request_latency_seconds',
  firstTokenLatency: 'vllm:time_to_first_token_seconds',
  promptTokens: 'vllm:prompt_tokens_total',
  generatedTokens: 'vllm:generation_tokens_total',
};

/**
 * vllm/v1/metrics/loggers.py@0.33.0. A request has one `finished_reason` of vllm/v1/engine/__init__.py: stop, length,
 * abort (mostly clients that go away), error, repetition.
 */
const REQUESTS = {
  finished: ['vllm:request_success_total'],
  failed: ['vllm:request_success_total{finished_reason="error"}'],
  lost: ['vllm:request_success_total{finished_reason=~"error|abort"}'],
  latency: LatencyMetric.histogram(METRICS.latency),
  firstToken: LatencyMetric.histogram(METRICS.firstTokenLatency),
};

const ALERTS = [
  {
    alertName: 'VllmPreemptions',
    metric: 'vllm:num_preemptions_total',
    isCounter: true,
    // Our choice: one in ten seconds and pod.
    threshold: 0.1,
    summary: 'running requests are put back and computed again, since the KV cache has no room for them',
  },
];

/** Names as in vllm/envs.py@0.33.0. Compiled kernels are kept apart from weights, which may come from elsewhere. */
function variables(): { readonly [name: string]: RuntimeValue } {
  return {
    HF_HOME: RuntimeValue.text(HUB_CACHE),
    // A user id that /etc/passwd does not list has no name otherwise, which torch asks for (kserve/kserve#5666).
    USER: RuntimeValue.text('vllm'),
    VLLM_CACHE_ROOT: RuntimeValue.text('/var/cache/vllm/vllm'),
    TORCHINDUCTOR_CACHE_DIR: RuntimeValue.text('/var/cache/vllm/torchinductor'),
    TRITON_CACHE_DIR: RuntimeValue.text('/var/cache/vllm/triton'),
    FLASHINFER_WORKSPACE_BASE: RuntimeValue.text('/var/cache/vllm'),
    // Usage reports go to https://stats.vllm.ai (vllm/usage/usage_lib.py).
    VLLM_NO_USAGE_STATS: RuntimeValue.text('1'),
    // The engine gives up after 600 seconds of its own, whatever the startup probe allows (vllm/envs.py).
    VLLM_ENGINE_READY_TIMEOUT_S: RuntimeValue.startupSeconds(),
  };
}

/** Copies of the model in other pods: its own devices are fewer (vllm/engine/arg_utils.py@0.33.0). */
const COPIES_ELSEWHERE = [
  ...['--data-parallel-size-local', '-dpl', '--data-parallel-rank', '-dpn', '--data-parallel-start-rank', '-dpr'],
  ...['--data-parallel-address', '-dpa', '--data-parallel-backend', '-dpb', '--data-parallel-hybrid-lb', '-dph'],
  ...['--data-parallel-external-lb', '-dpe'],
];

export function vllm(options: VllmOptions): RuntimeDescription {
  const read = new OptionReader<VllmOptions>(options, 'VllmOptions');
  const { model, revision, apiKey, parallelism, downloads, sharedMemory } = readLargeModel(read);
  const [port, names] = [read.port('port') ?? PORT, read.words('servedModelNames')];
  const [length, share] = [read.wholeNumber('maxModelLength', 1), read.share('gpuMemoryUtilization')];
  const data = read.wholeNumber('dataParallelism', 1, 1024);
  const version = versionOf(read.text('version', /^v?\d+\.\d+/, `a version such as '0.33.0'`));
  const drains = ({ image }: RuntimeContext): boolean =>
    !isBefore(version ?? imageVersion(image, /vllm/) ?? UNKNOWN, DRAINS_FROM);
  return define({ title: 'vLLM', factory: 'vllm', problems: read.problems, model, asksForImage: true }, (context) => ({
    title: 'vLLM',
    ports: { http: port },
    // The image's entry point is the same in recent versions, and another in older ones. No shell: it hands no SIGTERM on.
    command: ['vllm', 'serve'],
    args: [
      RuntimeArgument.text(model),
      ...revision,
      RuntimeArgument.flag('--host', RuntimeValue.host()),
      RuntimeArgument.flag('--port', RuntimeValue.port()),
      ...(names ? ['--served-model-name', ...names].map((word) => RuntimeArgument.text(word)) : []),
      RuntimeArgument.flag('--tensor-parallel-size', RuntimeValue.tensorParallelism()).alsoCalled('-tp'),
      RuntimeArgument.flag('--pipeline-parallel-size', RuntimeValue.pipelineParallelism())
        .alsoCalled('-pp')
        .unlessGiven('--distributed-executor-backend'),
      RuntimeArgument.flag('--data-parallel-size', RuntimeValue.dataParallelism())
        .alsoCalled('-dp')
        .unlessGiven(...COPIES_ELSEWHERE),
      ...given('--max-model-len', length),
      ...given('--gpu-memory-utilization', share),
      ...(drains(context) ? [RuntimeArgument.flag('--shutdown-timeout', RuntimeValue.shutdownSeconds())] : []),
    ],
    underscoresInFlags: true, // vllm/utils/argparse_utils.py, `FlexibleArgumentParser`
    // "If set, host and port arguments are ignored" (https://www.mintlify.com/vllm-project/vllm/configuration/serve-args).
    reservedFlags: { ...UVICORN_SOCKET, ...UVICORN_TLS },
    env: variables(),
    // Neither guards /health and /metrics (vllm/entrypoints/serve/middleware/authenticate.py@0.33.0).
    secrets: [
      { variable: 'VLLM_API_KEY', argument: '--api-key', value: apiKey, guardedPaths: ['/v1'] },
      ...hubTokens('--hf-token'),
    ],
    parallelism: { ...parallelism, data },
    multiNode: multiNode(),
    found: tooOldForGroups(version ?? imageVersion(context.image, /vllm/), context),
    // The port is listened on when the engine is up; 503 when it is dead (vllm/entrypoints/launchers/launcher.py@0.33.0).
    readiness: RuntimeProbe.http('/health'),
    metrics: { path: '/metrics', names: METRICS, requests: REQUESTS, alerts: ALERTS },
    // Running requests are finished within the flag's seconds, new ones refused at once (vllm/v1/engine/core.py@0.33.0).
    shutdown: drains(context) ? RuntimeShutdown.adjustable(SHUTDOWN) : RuntimeShutdown.aborts(SHUTDOWN),
    // docker/Dockerfile, stage for OpenShift: user 2000 of the group 0. Images that run as root serve as it too.
    user: 2000,
    group: 0,
    writablePaths: [...downloads, { path: '/var/cache/vllm', sizeLimit: '5Gi' }],
    ...sharedMemory,
    // Our choice: download, load and compile of a model on one node; no source says a number.
    startupBudget: Duration.minutes(20),
    hasSleepCommand: true, // Ubuntu (docker/Dockerfile)
  }));
}

/** vllm/engine/arg_utils.py and vllm/entrypoints/cli/serve.py@0.33.0: ranks above 0 start no HTTP server with `--headless`. */
function multiNode(): RuntimeMultiNode {
  return {
    args: [
      RuntimeArgument.flag('--nnodes', RuntimeValue.groupSize()).alsoCalled('-n'),
      RuntimeArgument.flag('--node-rank', RuntimeValue.nodeRank()).alsoCalled('-r'),
      RuntimeArgument.flag('--master-addr', RuntimeValue.leaderAddress()),
      RuntimeArgument.flag('--master-port', RuntimeValue.text(String(GROUP_PORT))),
    ],
    workerArgs: [RuntimeArgument.text('--headless')],
    port: GROUP_PORT,
  };
}

function tooOldForGroups(version: Version | undefined, { groupSize }: RuntimeContext): string[] {
  if (groupSize === undefined || version === undefined || !isBefore(version, GROUPS_FROM)) return [];
  return [
    `version must be ${GROUPS_FROM.join('.')} or later for a group, before which vLLM needs Ray on several nodes, got ${version.join('.')}; use a newer image`,
  ];
}

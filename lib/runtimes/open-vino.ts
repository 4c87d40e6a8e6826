import { define } from './define';
import { given, HUB_CACHE, hubDownloads, isPath, MODEL, MODEL_WANTED, hubTokens } from './large-model';
import { LatencyMetric, MetricUnit } from './latency-metric';
import { OptionReader } from './option-reader';
import { RuntimeArgument } from './runtime-argument';
import type { RuntimeDescription } from './runtime-description';
import { RuntimePortRole } from './runtime-port-role';
import { RuntimeProbe } from './runtime-probe';
import { RuntimeShutdown } from './runtime-shutdown';
import { RuntimeValue } from './runtime-value';

/** How OpenVINO Model Server serves a model. Everything else is an argument: `args` of the server. */
export interface OpenVinoOptions {
  /**
   * The model: a directory in the container such as `/models/resnet`, or a repository of the Hugging Face hub.
   * Left out with a `source` of the server.
   *
   * @default - what the `source` of the server brings; one of both must be given
   */
  readonly model?: string;

  /**
   * Name that clients ask for the model by.
   *
   * @default - the last part of `model`
   */
  readonly modelName?: string;

  /**
   * What a model of the hub is for: `text_generation`, `embeddings`, `rerank` and others. Only with such a model, and needed there.
   *
   * @default - none
   */
  readonly task?: string;

  /**
   * Port of HTTP, from 1 to 65535.
   *
   * @default 8000
   */
  readonly port?: number;

  /**
   * Port of gRPC, from 1 to 65535.
   *
   * @default 9000
   */
  readonly grpcPort?: number;

  /**
   * Size of the emptyDir that a model of the hub is downloaded to (`/var/cache/huggingface`), as a Kubernetes quantity.
   *
   * @default '20Gi'
   */
  readonly hubCacheSize?: string;
}

/** Both have to be asked for; these are those of docs/starting_server.md (https://github.com/openvinotoolkit/model_server, 2026.3). */
const PORTS = { http: 8000, grpc: 9000 };

/** docs/metrics.md. */
const REQUESTS = {
  finished: ['ovms_requests_success', 'ovms_requests_fail'],
  failed: ['ovms_requests_fail'],
  latency: LatencyMetric.histogram('ovms_request_time_us', MetricUnit.MICROSECONDS),
};

export function openVino(options: OpenVinoOptions): RuntimeDescription {
  const read = new OptionReader<OpenVinoOptions>(options, 'OpenVinoOptions');
  const model = read.requiredText('model', MODEL, MODEL_WANTED);
  const task = read.word('task');
  if (isPath(model) ? task !== undefined : task === undefined && model !== '') {
    read.add(
      isPath(model)
        ? `task must be left out for a model in the container, got '${task ?? ''}'`
        : `task must be given for a model of the hub, for example 'text_generation', got nothing`,
    );
  }
  const name = read.word('modelName') ?? model.replace(/\/+$/, '').replace(/^.*\//, '');
  const [http, grpc] = [read.port('port') ?? PORTS.http, read.port('grpcPort') ?? PORTS.grpc];
  if (http === grpc) read.add(`port and grpcPort must differ from each other, got ${http} for both`);
  const downloads = hubDownloads(model, read.bytes('hubCacheSize') ?? '20Gi');
  return define({ title: 'OpenVINO Model Server', factory: 'openVino', problems: read.problems, model }, () => ({
    title: 'OpenVINO Model Server',
    ports: { http, grpc },
    // The entry point is the image's, /ovms/bin/ovms; docs/parameters.md.
    args: [
      RuntimeArgument.flag('--rest_bind_address', RuntimeValue.host()),
      RuntimeArgument.flag('--rest_port', RuntimeValue.port()),
      RuntimeArgument.flag('--grpc_bind_address', RuntimeValue.host()),
      RuntimeArgument.flag('--port', RuntimeValue.port(RuntimePortRole.GRPC)),
      ...given('--model_name', name),
      ...(isPath(model) ? given('--model_path', model) : given('--source_model', model)),
      ...(isPath(model) ? [] : given('--model_repository_path', HUB_CACHE)),
      ...given('--task', task),
      // Metrics are off otherwise (docs/metrics.md).
      RuntimeArgument.text('--metrics_enable'),
    ],
    secrets: hubTokens(),
    readiness: RuntimeProbe.http('/v2/health/ready'),
    liveness: RuntimeProbe.http('/v2/health/live'),
    // docs/metrics.md, on the port of HTTP. The latency is a histogram of microseconds. Nothing says how many requests wait:
    // `ovms_infer_req_queue_size` is the number of them that are computed at a time, and off by default.
    metrics: {
      path: '/metrics',
      role: RuntimePortRole.HTTP,
      names: {
        running: 'ovms_current_requests',
        latency: 'ovms_request_time_us',
      },
      requests: REQUESTS,
    },
    // gRPC is cut off after 5 seconds, then HTTP waits for its threads without a limit (src/server.cpp, `shutdownModules`;
    // src/grpcservermodule.cpp).
    shutdown: RuntimeShutdown.unbounded(),
    user: 5000, // `ovms` (Dockerfile.ubuntu)
    writablePaths: downloads,
    hasSleepCommand: true, // Ubuntu (Dockerfile.ubuntu)
  }));
}

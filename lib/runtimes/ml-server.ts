import { define } from './define';
import { LatencyMetric } from './latency-metric';
import { OptionReader } from './option-reader';
import { RuntimeArgument } from './runtime-argument';
import type { RuntimeDescription } from './runtime-description';
import { RuntimePortRole } from './runtime-port-role';
import { RuntimeProbe } from './runtime-probe';
import { RuntimeShutdown } from './runtime-shutdown';
import { RuntimeValue } from './runtime-value';

/** How MLServer serves models. */
export interface MlServerOptions {
  /**
   * Directory with the models and their `model-settings.json`.
   *
   * @default '/mnt/models'
   */
  readonly modelsPath?: string;

  /**
   * Name of the model that has to be loaded before a pod gets requests.
   *
   * @default - every model that is there; a server without any is ready too
   */
  readonly modelName?: string;

  /**
   * Port of HTTP, from 1 to 65535.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * Port of gRPC, from 1 to 65535.
   *
   * @default 8081
   */
  readonly grpcPort?: number;

  /**
   * Port of metrics, from 1 to 65535.
   *
   * @default 8082
   */
  readonly metricsPort?: number;

  /**
   * Processes that compute, each with every model in its memory. With 0 the server computes by itself, and then finishes
   * its requests when it is told to stop, which it does not with any.
   *
   * @default 1
   */
  readonly parallelWorkers?: number;
}

/** mlserver/settings.py@1.7.1. */
const PORTS = { http: 8080, grpc: 8081, metrics: 8082 };

/** mlserver/handlers/dataplane.py@1.7.1; prometheus_client adds `_total`. A summary without quantiles. */
const REQUESTS = {
  finished: ['model_infer_request_success_total', 'model_infer_request_failure_total'],
  failed: ['model_infer_request_failure_total'],
  latency: LatencyMetric.average('model_infer_request_duration_sum', 'model_infer_request_duration_count'),
};

export function mlServer(options: MlServerOptions | undefined): RuntimeDescription {
  const read = new OptionReader<MlServerOptions>(options, 'MlServerOptions');
  const [path, model] = [read.path('modelsPath') ?? '/mnt/models', read.word('modelName')];
  const ports = {
    http: read.port('port') ?? PORTS.http,
    grpc: read.port('grpcPort') ?? PORTS.grpc,
    metrics: read.port('metricsPort') ?? PORTS.metrics,
  };
  if (new Set(Object.values(ports)).size < 3)
    read.add(`port, grpcPort and metricsPort must differ from each other, got ${Object.values(ports).join(', ')}`);
  const workers = read.wholeNumber('parallelWorkers', 0);
  return define({ title: 'MLServer', factory: 'mlServer', problems: read.problems, model: path }, () => ({
    title: 'MLServer',
    ports,
    // The image starts it by a line of bash (Dockerfile@1.7.1).
    command: ['mlserver', 'start'],
    args: [RuntimeArgument.text(path)],
    // Settings are read from MLSERVER_* (mlserver/settings.py@1.7.1); a settings.json beside the models loses against them.
    env: {
      MLSERVER_HOST: RuntimeValue.host(),
      MLSERVER_HTTP_PORT: RuntimeValue.port(),
      MLSERVER_GRPC_PORT: RuntimeValue.port(RuntimePortRole.GRPC),
      MLSERVER_METRICS_PORT: RuntimeValue.port(RuntimePortRole.METRICS),
      // Made in the working directory otherwise, which is read-only.
      MLSERVER_METRICS_DIR: RuntimeValue.text('/tmp/mlserver/metrics'),
      MLSERVER_ENVIRONMENTS_DIR: RuntimeValue.text('/tmp/mlserver/environments'),
      ...(workers === undefined ? {} : { MLSERVER_PARALLEL_WORKERS: RuntimeValue.text(String(workers)) }),
    },
    // Of all models, of which there may be none (mlserver/handlers/dataplane.py@1.7.1, `ready`), or of one.
    readiness: RuntimeProbe.http(model === undefined ? '/v2/health/ready' : `/v2/models/${model}/ready`),
    liveness: RuntimeProbe.http('/v2/health/live'),
    // mlserver/handlers/dataplane.py@1.7.1. The latency is a summary.
    metrics: { path: '/metrics', names: { latency: 'model_infer_request_duration' }, requests: REQUESTS },
    // Tried with 1.7.1: the pool of workers is stopped first, and what it computes is cancelled ("CancelledError"). Without
    // workers HTTP finishes without a limit, gRPC within 5 seconds (mlserver/rest/server.py, grpc/server.py).
    shutdown: workers === 0 ? RuntimeShutdown.unbounded() : RuntimeShutdown.aborts(),
    user: 1000, // Dockerfile@1.7.1
    hasSleepCommand: true, // UBI (Dockerfile@1.7.1)
  }));
}

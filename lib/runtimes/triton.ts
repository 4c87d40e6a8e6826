import { Duration } from 'cdk8s';
import { define } from './define';
import { LatencyMetric, MetricUnit } from './latency-metric';
import { OptionReader } from './option-reader';
import { RuntimeArgument } from './runtime-argument';
import type { RuntimeDescription } from './runtime-description';
import { RuntimePortRole } from './runtime-port-role';
import { RuntimeProbe } from './runtime-probe';
import { RuntimeShutdown } from './runtime-shutdown';
import { RuntimeValue } from './runtime-value';

/** How Triton Inference Server serves a repository of models. Everything else is an argument: `args` of the server. */
export interface TritonOptions {
  /**
   * Where the models are: a directory in the container, or the URL of an object store (`s3://`, `gs://`, `as://`).
   *
   * @default '/models'
   */
  readonly modelRepository?: string;

  /**
   * The models to load, of all that are in the repository.
   *
   * @default - every one
   */
  readonly loadModels?: string[];

  /**
   * Port of HTTP, from 1 to 65535.
   *
   * @default 8000
   */
  readonly port?: number;

  /**
   * Port of gRPC, from 1 to 65535.
   *
   * @default 8001
   */
  readonly grpcPort?: number;

  /**
   * Port of metrics, from 1 to 65535.
   *
   * @default 8002
   */
  readonly metricsPort?: number;

  /**
   * Shared memory of the pod (`/dev/shm`), by which the Python backend exchanges tensors, as a Kubernetes quantity. It
   * counts against the memory limit.
   *
   * @default '1Gi'
   */
  readonly sharedMemory?: string;
}

/** src/command_line_parser.h, src/grpc/grpc_server.h (https://github.com/triton-inference-server/server, 26.08). */
const PORTS = { http: 8000, grpc: 8001, metrics: 8002 };

/** src/command_line_parser.h (`exit_timeout_secs_`). */
const SHUTDOWN = Duration.seconds(30);

/** docs/user_guide/metrics.md. The time is of the requests that succeed; who gave up is a reason of failures of its own. */
const REQUESTS = {
  finished: ['nv_inference_request_success', 'nv_inference_request_failure'],
  failed: ['nv_inference_request_failure{reason!="CANCELED"}'],
  latency: LatencyMetric.average(
    'nv_inference_request_duration_us',
    'nv_inference_request_success',
    MetricUnit.MICROSECONDS,
  ),
};

export function triton(options: TritonOptions | undefined): RuntimeDescription {
  const read = new OptionReader<TritonOptions>(options, 'TritonOptions');
  const repository = read.word('modelRepository') ?? '/models';
  const models = read.words('loadModels');
  const ports = {
    http: read.port('port') ?? PORTS.http,
    grpc: read.port('grpcPort') ?? PORTS.grpc,
    metrics: read.port('metricsPort') ?? PORTS.metrics,
  };
  if (new Set(Object.values(ports)).size < 3)
    read.add(`port, grpcPort and metricsPort must differ from each other, got ${Object.values(ports).join(', ')}`);
  const sharedMemory = read.bytes('sharedMemory') ?? '1Gi';
  const flag = (name: string, value: RuntimeValue): RuntimeArgument => RuntimeArgument.assigned(name, value);
  return define({ title: 'Triton', factory: 'triton', problems: read.problems, model: repository }, () => ({
    title: 'Triton',
    ports,
    command: ['tritonserver'],
    args: [
      flag('--model-repository', RuntimeValue.text(repository)),
      ...(models ? [flag('--model-control-mode', RuntimeValue.text('explicit'))] : []),
      ...(models ?? []).map((model) => flag('--load-model', RuntimeValue.text(model))),
      flag('--http-address', RuntimeValue.host()),
      flag('--http-port', RuntimeValue.port()),
      flag('--grpc-address', RuntimeValue.host()),
      flag('--grpc-port', RuntimeValue.port(RuntimePortRole.GRPC)),
      flag('--metrics-address', RuntimeValue.host()),
      flag('--metrics-port', RuntimeValue.port(RuntimePortRole.METRICS)),
      // Running requests are finished; late ones hear "unknown model" (triton-inference-server/server#6230).
      flag('--exit-timeout-secs', RuntimeValue.shutdownSeconds()),
    ],
    // Ready when every model is (`--strict-readiness`, on by default).
    readiness: RuntimeProbe.http('/v2/health/ready'),
    liveness: RuntimeProbe.http('/v2/health/live'),
    // docs/user_guide/metrics.md. Durations are counters of microseconds.
    metrics: {
      path: '/metrics',
      names: { waiting: 'nv_inference_pending_request_count', latency: 'nv_inference_request_duration_us' },
      requests: REQUESTS,
    },
    shutdown: RuntimeShutdown.adjustable(SHUTDOWN),
    user: 1000, // `triton-server` exists in the image, which runs as root by itself (build.py)
    sharedMemory, // the Python backend needs it (triton-inference-server/server#5868)
    hasSleepCommand: true, // Ubuntu (build.py)
  }));
}

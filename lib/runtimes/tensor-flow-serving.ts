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

/** How TensorFlow Serving serves a model. Everything else is an argument: `args` of the server. */
export interface TensorFlowServingOptions {
  /** Name of the model: it is served as `/v1/models/<name>`. Letters, digits, `-`, `_` and `.`. */
  readonly modelName: string;

  /**
   * Directory with a subdirectory for each version of the model, or the URL of an object store.
   *
   * @default - `/models/` and the name
   */
  readonly modelBasePath?: string;

  /**
   * Port of HTTP, from 1 to 65535.
   *
   * @default 8501
   */
  readonly port?: number;

  /**
   * Port of gRPC, from 1 to 65535.
   *
   * @default 8500
   */
  readonly grpcPort?: number;

  /**
   * The file that switches metrics on (`prometheus_config { enable: true }`), mounted by `files` of the server.
   *
   * @default - no metrics
   */
  readonly monitoringConfigFile?: string;

  /**
   * The longest that a request over HTTP may take. Whole seconds of 1 or more.
   *
   * @default Duration.seconds(30)
   */
  readonly requestTimeout?: Duration;
}

/** tensorflow_serving/g3doc/docker.md; the entry script of the image binds the same. */
const PORTS = { http: 8501, grpc: 8500 };

/** tensorflow_serving/model_servers/main.cc (`rest_api_timeout_in_ms`). */
const TIMEOUT = Duration.seconds(30);

/** servables/tensorflow/util.cc: the status is a name of google.rpc.Code; these are of the client. */
const REQUESTS = {
  finished: [':tensorflow:serving:request_count'],
  failed: [
    ':tensorflow:serving:request_count{status!~"OK|CANCELLED|INVALID_ARGUMENT|NOT_FOUND|OUT_OF_RANGE|FAILED_PRECONDITION"}',
  ],
  latency: LatencyMetric.histogram(':tensorflow:serving:request_latency', MetricUnit.MICROSECONDS),
};

export function tensorFlowServing(options: TensorFlowServingOptions): RuntimeDescription {
  const read = new OptionReader<TensorFlowServingOptions>(options, 'TensorFlowServingOptions');
  const name = read.requiredText('modelName', /^\w[-.\w]*$/, `a name of letters, digits, '-', '_' and '.'`);
  const path = read.word('modelBasePath') ?? `/models/${name}`;
  const [http, grpc] = [read.port('port') ?? PORTS.http, read.port('grpcPort') ?? PORTS.grpc];
  if (http === grpc) read.add(`port and grpcPort must differ from each other, got ${http} for both`);
  const monitoring = read.path('monitoringConfigFile');
  const timeout = read.duration('requestTimeout', 1) ?? TIMEOUT;
  const flag = (argument: string, value: RuntimeValue): RuntimeArgument => RuntimeArgument.assigned(argument, value);
  return define(
    { title: 'TensorFlow Serving', factory: 'tensorFlowServing', problems: read.problems, model: path },
    () => ({
      title: 'TensorFlow Serving',
      ports: { http, grpc },
      // The image's entry point is a script of bash that starts this without `exec` (tools/docker/Dockerfile).
      command: ['tensorflow_model_server'],
      args: [
        flag('--port', RuntimeValue.port(RuntimePortRole.GRPC)),
        flag('--rest_api_port', RuntimeValue.port()),
        flag('--model_name', RuntimeValue.text(name)),
        flag('--model_base_path', RuntimeValue.text(path)),
        flag('--rest_api_timeout_in_ms', RuntimeValue.text(String(timeout.toMilliseconds()))),
        ...(monitoring === undefined ? [] : [flag('--monitoring_config_file', RuntimeValue.text(monitoring))]),
      ],
      // It takes no address: 0.0.0.0 (model_servers/server.cc).
      listensByItself: true,
      // Both ports open when the models are loaded (model_servers/server_core.cc, `WaitUntilModelsAvailable`).
      readiness: RuntimeProbe.http(`/v1/models/${name}`),
      liveness: RuntimeProbe.tcp(RuntimePortRole.GRPC),
      // g3doc/serving_config.md. The latency is a histogram of microseconds.
      metrics:
        monitoring === undefined
          ? undefined
          : {
              path: '/monitoring/prometheus/metrics',
              names: { latency: ':tensorflow:serving:request_latency' },
              requests: REQUESTS,
            },
      // There is no handler, and the kernel does not end the first process of a container without one
      // (https://github.com/tensorflow/serving/issues/1853, open since 2021).
      shutdown: RuntimeShutdown.ignored(timeout),
      requestTimeout: timeout,
      hasSleepCommand: true, // Ubuntu (tools/docker/Dockerfile)
    }),
  );
}

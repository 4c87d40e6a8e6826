import { Duration } from 'cdk8s';
import { define } from './define';
import { given } from './large-model';
import { LatencyMetric } from './latency-metric';
import { OptionReader } from './option-reader';
import { RuntimeArgument } from './runtime-argument';
import type { RuntimeDescription } from './runtime-description';
import { RuntimePortRole } from './runtime-port-role';
import { RuntimeProbe } from './runtime-probe';
import { RuntimeShutdown } from './runtime-shutdown';
import { RuntimeValue } from './runtime-value';

/** How one of KServe's Python servers (scikit-learn, XGBoost, LightGBM, Hugging Face, your own) serves a model. */
export interface KserveOptions {
  /** Name of the model: it is served as `/v1/models/<name>`. Letters, digits, `-`, `_` and `.`. */
  readonly modelName: string;

  /**
   * Directory of the model in the container.
   *
   * @default '/mnt/models'
   */
  readonly modelPath?: string;

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
   * Processes that serve, each with the model in its memory.
   *
   * @default 1
   */
  readonly workers?: number;
}

/** kserve/constants/constants.py@0.21.0 (`DEFAULT_HTTP_PORT`, `DEFAULT_GRPC_PORT`). */
const PORTS = { http: 8080, grpc: 8081 };

/** kserve/metrics.py@0.21.0: no counters of requests, so that only those are counted that reach the model. */
const REQUESTS = {
  finished: ['request_predict_seconds_count'],
  latency: LatencyMetric.histogram('request_predict_seconds'),
};

export function kserve(options: KserveOptions): RuntimeDescription {
  const read = new OptionReader<KserveOptions>(options, 'KserveOptions');
  const name = read.requiredText('modelName', /^\w[-.\w]*$/, `a name of letters, digits, '-', '_' and '.'`);
  const path = read.path('modelPath') ?? '/mnt/models';
  const [http, grpc] = [read.port('port') ?? PORTS.http, read.port('grpcPort') ?? PORTS.grpc];
  if (http === grpc) read.add(`port and grpcPort must differ from each other, got ${http} for both`);
  const workers = read.wholeNumber('workers', 1);
  return define({ title: 'KServe', factory: 'kserve', problems: read.problems, model: path }, () => ({
    title: 'KServe',
    ports: { http, grpc },
    // The entry point is the image's: `python -m sklearnserver` and its like. kserve/model_server.py@0.21.0.
    args: [
      RuntimeArgument.flag('--http_port', RuntimeValue.port()),
      RuntimeArgument.flag('--grpc_port', RuntimeValue.port(RuntimePortRole.GRPC)),
      ...given('--model_name', name),
      ...given('--model_dir', path),
      ...given('--workers', workers),
    ],
    // 0.0.0.0 is in the code (kserve/protocol/rest/server.py@0.21.0), and nothing changes it.
    listensByItself: true,
    env: { HF_HOME: RuntimeValue.text('/tmp/huggingface') },
    // Of the model; /v2/health/ready of the server with all of them (kserve/protocol/rest/v2_endpoints.py@0.21.0).
    readiness: RuntimeProbe.http(`/v2/models/${name}/ready`),
    liveness: RuntimeProbe.http('/v2/health/live'),
    metrics: { path: '/metrics', names: { latency: 'request_predict_seconds' }, requests: REQUESTS },
    // `grace_period` of the server (kserve/model_server.py, protocol/rest/server.py@0.21.0); tried: cut off after 30 s.
    shutdown: RuntimeShutdown.bounded(Duration.seconds(30)),
    user: 1000, // python/*.Dockerfile
    hasSleepCommand: true, // python:*-slim, which is Debian (python/*.Dockerfile)
  }));
}

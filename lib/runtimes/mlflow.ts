import { Duration } from 'cdk8s';
import { define } from './define';
import { given } from './large-model';
import { OptionReader } from './option-reader';
import { RuntimeArgument } from './runtime-argument';
import type { RuntimeDescription } from './runtime-description';
import { RuntimeProbe } from './runtime-probe';
import { RuntimeShutdown } from './runtime-shutdown';
import { RuntimeValue } from './runtime-value';

/** How a model in an image made by `mlflow models build-docker` (with `--env-manager local`, the default) is served. */
export interface MlflowOptions {
  /**
   * Directory of the model in the container.
   *
   * @default '/opt/ml/model'
   */
  readonly modelPath?: string;

  /**
   * Port to listen on, from 1 to 65535.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * Processes that serve, each with the model in its memory.
   *
   * @default 1
   */
  readonly workers?: number;

  /**
   * The longest that a request may take. Whole seconds of 1 or more.
   *
   * @default Duration.seconds(60)
   */
  readonly requestTimeout?: Duration;
}

/** The port that the image EXPOSEs (mlflow/models/docker_utils.py@3.18.0). */
const PORT = 8080;

/** mlflow/environment_variables.py@3.18.0 (`MLFLOW_SCORING_SERVER_REQUEST_TIMEOUT`). */
const TIMEOUT = Duration.seconds(60);

export function mlflow(options: MlflowOptions | undefined): RuntimeDescription {
  const read = new OptionReader<MlflowOptions>(options, 'MlflowOptions');
  const path = read.path('modelPath') ?? '/opt/ml/model';
  const [port, workers] = [read.port('port') ?? PORT, read.wholeNumber('workers', 1) ?? 1];
  const timeout = read.duration('requestTimeout', 1) ?? TIMEOUT;
  return define({ title: 'MLflow', factory: 'mlflow', problems: read.problems }, () => ({
    title: 'MLflow',
    ports: { http: port },
    // What the image starts in the end, without what it starts it by: nginx, which writes to a read-only root; a shell,
    // which hands no SIGTERM on; and a parent that leaves at once. Without nginx the image would listen on 127.0.0.1 alone
    // (mlflow/models/container/__init__.py, mlflow/pyfunc/scoring_server/__init__.py@3.18.0, `get_cmd`).
    command: ['uvicorn'],
    args: [
      RuntimeArgument.flag('--host', RuntimeValue.host()),
      RuntimeArgument.flag('--port', RuntimeValue.port()),
      ...given('--workers', workers),
      RuntimeArgument.flag('--timeout-graceful-shutdown', RuntimeValue.shutdownSeconds()),
      RuntimeArgument.text('mlflow.pyfunc.scoring_server.app:app'),
    ],
    env: {
      __pyfunc_model_path__: RuntimeValue.text(path),
      MLFLOW_SCORING_SERVER_REQUEST_TIMEOUT: RuntimeValue.text(String(timeout.toSeconds())),
      MLFLOW_DISABLE_TELEMETRY: RuntimeValue.text('true'),
    },
    // The model is loaded before the port opens (mlflow/pyfunc/scoring_server/app.py@3.18.0). There are no metrics.
    readiness: RuntimeProbe.http('/ping'),
    // uvicorn finishes its requests, with one process and with several; tried with 3.17.2.
    shutdown: RuntimeShutdown.adjustable(timeout),
    requestTimeout: timeout,
    hasSleepCommand: true, // python:*-slim or Ubuntu (mlflow/models/docker_utils.py@3.18.0)
  }));
}

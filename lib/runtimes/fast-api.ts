import { implausible } from '../private/plausible';
import {
  ANY_HOST,
  HOME,
  httpCheck,
  optionOf,
  shutdownOf,
  USUAL_SHUTDOWN_SECONDS,
  boundTo,
  UVICORN_SOCKET,
  UVICORN_TLS,
} from './common';
import { OptionReader } from './option-reader';
import type { RuntimeFacts } from './runtime-facts';
import type { RuntimeDescription } from './runtime-description';

/** How a FastAPI application is served. */
export interface FastApiOptions {
  /**
   * Port to listen on, from 1 to 65535.
   *
   * @default 8000
   */
  readonly port?: number;

  /**
   * The application as `module:attribute`, for example `main:app`. The container then runs
   * `uvicorn main:app --host 0.0.0.0 --port 8000`, and nothing is left to the image.
   *
   * @default - the image's own command, told host and port by environment variables. `uvicorn` reads them, `fastapi run` reads `PORT` from fastapi-cli 0.0.12 on. Options written into the image's command win, and must then name the same port.
   */
  readonly app?: string;

  /**
   * Path that answers once the model is loaded. FastAPI brings none, the application has to.
   *
   * @default - the pod is ready as soon as the port is open, which uvicorn does after import and startup events
   */
  readonly healthPath?: string;

  /**
   * Path that answers while the process is worth keeping.
   *
   * @default - the health path, with more failures allowed; without one, whether the port is open
   */
  readonly livenessPath?: string;

  /**
   * Path of the Prometheus metrics. FastAPI brings none; `prometheus-fastapi-instrumentator` and the like serve `/metrics`.
   *
   * @default - no metrics
   */
  readonly metricsPath?: string;

  /**
   * Worker processes. Each loads a model of its own, into the memory of the same container; more replicas are usually
   * the better way to scale.
   *
   * @default - one, or what the image's `WEB_CONCURRENCY` says
   */
  readonly workers?: number;
}

/** uvicorn's own default: https://www.uvicorn.org/settings (`--port`), and `fastapi run`'s. */
const PORT = 8000;

/** `module:attribute` (https://www.uvicorn.org/settings, `APP`). */
const APP = /^[A-Za-z_][\w.]*:[A-Za-z_][\w.]*$/;

const [SET_PORT, SET_WORKERS] = [optionOf('fastApi', 'port'), optionOf('fastApi', 'workers')];
const LISTENS_ANYWHERE = 'leave it out, the server listens on every address';
/** Read however uvicorn is started. A socket goes before host and port (uvicorn/config.py@0.54.0, `bind_socket`). */
const BOUND = {
  UVICORN_FD: LISTENS_ANYWHERE,
  UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN: 'set drain.shutdown of the server',
  UVICORN_UDS: LISTENS_ANYWHERE,
};

/** Flags win over variables, and the last of a name over those before. */
const BOUND_ARGS = boundTo({
  '--fd': LISTENS_ANYWHERE,
  '--host': LISTENS_ANYWHERE,
  '--port': SET_PORT,
  '--timeout-graceful-shutdown': 'set drain.shutdown of the server',
  ...UVICORN_SOCKET,
  ...UVICORN_TLS,
});

export function fastApi(options: FastApiOptions | undefined): RuntimeDescription {
  const read = new OptionReader<FastApiOptions>(options, 'FastApiOptions');
  const port = read.port('port') ?? PORT;
  const app = read.text('app', APP, `'module:attribute', for example 'main:app'`);
  const healthPath = read.httpPath('healthPath');
  const livenessPath = read.httpPath('livenessPath') ?? healthPath;
  const metricsPath = read.httpPath('metricsPath');
  const workers = read.wholeNumber('workers', 1);
  return {
    title: 'FastAPI',
    problems: read.problems,
    warnings: implausible(options, [['workers', 'workers']]),
    facts: (context) => ({
      ports: [{ role: 'http', port }],
      ...start(app, port, workers, shutdownOf(context, USUAL_SHUTDOWN_SECONDS)),
      // The port opens after the application is imported and its startup has run, with and without workers; tried with
      // uvicorn 0.54.0. So even a TCP check tells that the model is loaded, where loading happens there.
      readiness: httpCheck(healthPath),
      liveness: httpCheck(livenessPath),
      metrics: metricsPath === undefined ? undefined : { role: 'http', path: metricsPath },
      // uvicorn waits for running requests without end, unless told otherwise (uvicorn/server.py@0.54.0, `shutdown`).
      shutdownSeconds: USUAL_SHUTDOWN_SECONDS,
      // https://fastapi.tiangolo.com/deployment/docker builds on Debian's Python images; coreutils brings sleep.
      hasSleepCommand: true,
    }),
  };
}

function start(
  app: string | undefined,
  port: number,
  workers: number | undefined,
  shutdown: number,
): Partial<RuntimeFacts> {
  // Every option of uvicorn's command line is read from UVICORN_*; unknown ones are ignored, where an unknown flag would
  // stop older versions: --timeout-graceful-shutdown exists from 0.22 (uvicorn/main.py@0.54.0, `auto_envvar_prefix`).
  const env = { ...HOME, UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN: String(shutdown) };
  if (app !== undefined) {
    const more = workers === undefined ? [] : ['--workers', String(workers)];
    return {
      command: ['uvicorn'],
      args: [app, '--host', ANY_HOST, '--port', String(port), ...more],
      env,
      boundEnv: BOUND,
      boundArgs: BOUND_ARGS,
    };
  }
  return {
    boundEnv: {
      ...BOUND,
      PORT: SET_PORT,
      UVICORN_HOST: LISTENS_ANYWHERE,
      UVICORN_PORT: SET_PORT,
      ...(workers === undefined ? {} : { WEB_CONCURRENCY: SET_WORKERS }),
    },
    env: {
      ...env,
      UVICORN_HOST: ANY_HOST,
      UVICORN_PORT: String(port),
      // `fastapi run` ignores UVICORN_* (tried with fastapi-cli 0.0.34). It binds 0.0.0.0 by itself and reads PORT:
      // https://github.com/fastapi/fastapi-cli/pull/209. Gunicorn binds 0.0.0.0:$PORT too (gunicorn/config.py@27.0.1).
      PORT: String(port),
      // Read by the command line and by uvicorn.run alike (uvicorn/config.py@0.54.0).
      ...(workers === undefined ? {} : { WEB_CONCURRENCY: String(workers) }),
    },
  };
}

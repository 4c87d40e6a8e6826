import type { Duration } from 'cdk8s';
import { implausible, type Measured } from '../private/plausible';
import { ANY_HOST, HOME, httpCheck, shutdownOf, boundTo, GUNICORN_TLS } from './common';
import { OptionReader } from './option-reader';
import type { RuntimeDescription } from './runtime-description';

/** How a Flask (or any WSGI) application is served by Gunicorn. */
export interface FlaskGunicornOptions {
  /** Port to listen on, from 1 to 65535. */
  readonly port: number;

  /**
   * The application as `module:variable`, for example `app:app`. The container then runs
   * `gunicorn --bind 0.0.0.0:<port> ... app:app`, and nothing is left to the image.
   *
   * @default - the image's own `gunicorn` command, told what to do by `GUNICORN_CMD_ARGS` (Gunicorn 19.7 and later). Options written into that command win, and must then name the same port.
   */
  readonly app?: string;

  /**
   * Worker processes. Each loads a model of its own, into the memory of the same container, unless `preload` is set.
   *
   * @default - one, or what the image's `WEB_CONCURRENCY` or configuration says
   */
  readonly workers?: number;

  /**
   * Threads of each worker. With two or more, a health check is answered while a prediction runs; with one it waits
   * behind it.
   *
   * @default - one, or what the image's configuration says
   */
  readonly threads?: number;

  /**
   * Whether the application is loaded before the port opens, and before the workers are forked from it. It makes the
   * port a sign that the model is loaded, and lets workers share its memory. Not every library survives a fork:
   * CUDA does not, nor do libraries that start threads while they load a model.
   *
   * @default false
   */
  readonly preload?: boolean;

  /**
   * Time after which a worker that shows no sign of life is killed. With one thread, longer than the longest request.
   * Before Gunicorn 22 also longer than loading the model. Whole seconds; zero switches it off.
   *
   * @default - 30 seconds, or what the image's configuration says
   */
  readonly workerTimeout?: Duration;

  /**
   * Path that answers once the model is loaded. Flask brings none, the application has to.
   *
   * @default - the pod is ready as soon as the port is open. Gunicorn opens it before a worker has loaded anything (see `preload`): first requests wait for the model.
   */
  readonly healthPath?: string;

  /**
   * Path that answers while the process is worth keeping.
   *
   * @default - the health path, with more failures allowed; without one, whether the port is open
   */
  readonly livenessPath?: string;

  /**
   * Path of the Prometheus metrics. Flask brings none; `prometheus-flask-exporter` and the like serve `/metrics`.
   *
   * @default - no metrics
   */
  readonly metricsPath?: string;
}

/** Gunicorn's own `graceful_timeout`: https://docs.gunicorn.org/en/stable/settings.html#graceful-timeout */
const SHUTDOWN_SECONDS = 30;

/** What its numbers count. */
const USUAL: readonly Measured[] = [
  ['workers', 'workers'],
  ['threads', 'workers'],
  ['workerTimeout', 'farewell'],
];

/** Gunicorn's own `timeout`: a sync worker that is busy for longer is killed (https://docs.gunicorn.org/en/stable/settings.html#timeout). */
const WORKER_TIMEOUT_SECONDS = 30;

/** `module`, `module:variable` or `module:factory()` (https://docs.gunicorn.org/en/stable/run.html). */
const APP = /^[A-Za-z_][\w.]*(:[A-Za-z_][\w.]*(\([^()]*\))?)?$/;

/** Without an application named, the one place for flags. With one they are arguments, and win over this variable. */
const BOUND = {
  GUNICORN_CMD_ARGS:
    'use the options of ServingRuntime.flaskGunicorn(...); for other flags, name app there and give them in args',
};

/** Further `--bind` are further addresses. */
const BOUND_ARGS = boundTo({ '--graceful-timeout': 'set drain.shutdown of the server', ...GUNICORN_TLS });

export function flaskGunicorn(options: FlaskGunicornOptions): RuntimeDescription {
  const read = new OptionReader<FlaskGunicornOptions>(options, 'FlaskGunicornOptions');
  const port = read.requiredPort('port');
  const app = read.text('app', APP, `'module:variable', for example 'app:app'`);
  const [workers, threads] = [read.wholeNumber('workers', 1), read.wholeNumber('threads', 1)];
  const preload = read.flag('preload') ?? false;
  const workerTimeout = read.seconds('workerTimeout');
  const healthPath = read.httpPath('healthPath');
  const livenessPath = read.httpPath('livenessPath') ?? healthPath;
  const metricsPath = read.httpPath('metricsPath');

  /** Settings: https://docs.gunicorn.org/en/stable/settings.html */
  const flags = (shutdown: number): string[] => [
    ...flag('--workers', workers),
    '--bind',
    `${ANY_HOST}:${port}`,
    // From two threads on, the sync worker gives way to gthread.
    ...flag('--threads', threads),
    ...flag('--timeout', workerTimeout),
    '--graceful-timeout',
    String(shutdown),
    // A heartbeat file on disk can block a worker: gunicorn/config.py@27.0.1, `WorkerTmpDir`. /dev/shm
    // is memory in every pod, and writable beside a read-only root (https://github.com/containerd/containerd/discussions/8568).
    '--worker-tmp-dir',
    '/dev/shm',
    ...(preload ? ['--preload'] : []),
  ];

  return {
    title: 'Flask with Gunicorn',
    problems: read.problems,
    warnings: [
      ...(healthPath === undefined && !preload
        ? [
            'Gunicorn opens its port before a worker has loaded the model, so without healthPath pods get requests too early; name a health route, or set preload where the model survives a fork (no CUDA)',
          ]
        : []),
      ...implausible(options, USUAL),
    ],
    facts: (context) => {
      const args = flags(shutdownOf(context, SHUTDOWN_SECONDS));
      // From 25.1 Gunicorn makes a control socket below HOME, and complains where it cannot (gunicorn/config.py@27.0.1).
      const start =
        app === undefined
          ? { env: { ...HOME, GUNICORN_CMD_ARGS: args.join(' ') }, boundEnv: BOUND } // https://gunicorn.org/configure
          : { command: ['gunicorn'], args: [...args, app], env: { ...HOME }, boundArgs: BOUND_ARGS };
      return {
        ports: [{ role: 'http', port }],
        ...start,
        // A path is answered by a worker, so only when the application is imported. The port alone is open before that:
        // the arbiter listens, then forks (gunicorn/arbiter.py@27.0.1, `start`; tried).
        readiness: httpCheck(healthPath),
        liveness: httpCheck(livenessPath),
        metrics: metricsPath === undefined ? undefined : { role: 'http', path: metricsPath },
        // SIGTERM: no new requests, workers get graceful_timeout (https://docs.gunicorn.org/en/stable/signals.html).
        shutdownSeconds: SHUTDOWN_SECONDS,
        // A worker with threads goes on telling that it lives, however long a request takes.
        requestSeconds:
          (threads ?? 1) > 1 || workerTimeout === 0 ? undefined : (workerTimeout ?? WORKER_TIMEOUT_SECONDS),
        // Debian's Python images carry it; not known of others.
        hasSleepCommand: true,
      };
    },
  };
}

function flag(name: string, value: number | undefined): string[] {
  return value === undefined ? [] : [name, String(value)];
}

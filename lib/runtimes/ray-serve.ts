import { define } from './define';
import { OptionReader } from './option-reader';
import { RuntimeArgument } from './runtime-argument';
import type { RuntimeDescription } from './runtime-description';
import { RuntimeProbe } from './runtime-probe';
import { RuntimeShutdown } from './runtime-shutdown';
import { RuntimeValue } from './runtime-value';

/** How an application of Ray Serve is served by one pod that is a cluster of its own. For clusters of several, use KubeRay. */
export interface RayServeOptions {
  /** The application as `module:attribute`, or the path of its configuration file in the container. */
  readonly app: string;

  /**
   * Port of HTTP. It is 8000, unless the configuration file says another one in `http_options`, which has to be repeated
   * here.
   *
   * @default 8000
   */
  readonly port?: number;

  /**
   * Path of the application that answers once its replicas have loaded the model.
   *
   * @default - `/-/healthz` of Ray's proxy, which answers before that: first requests wait for the model
   */
  readonly healthPath?: string;

  /**
   * Shared memory of the pod (`/dev/shm`), where Ray keeps objects, as a Kubernetes quantity. It counts against the memory
   * limit. What does not fit goes to disk.
   *
   * @default '1Gi'
   */
  readonly sharedMemory?: string;
}

/** ray/serve/_private/constants.py@2.60.0 (`DEFAULT_HTTP_PORT`). */
const PORT = 8000;

export function rayServe(options: RayServeOptions): RuntimeDescription {
  const read = new OptionReader<RayServeOptions>(options, 'RayServeOptions');
  const app = read.requiredText(
    'app',
    /^([A-Za-z_][\w.]*:[A-Za-z_]\w*|\/?[^-\s/]\S*\.ya?ml)$/,
    `'module:attribute' or the path of a YAML file, for example 'main:app'`,
  );
  const port = read.port('port') ?? PORT;
  if (port !== PORT && app.includes(':') && !/\.ya?ml$/.test(app))
    read.add(`port must be ${PORT} without a configuration file, got ${port}; say it in http_options of one`);
  const healthPath = read.httpPath('healthPath') ?? '/-/healthz';
  const sharedMemory = read.bytes('sharedMemory') ?? '1Gi';
  return define({ title: 'Ray Serve', factory: 'rayServe', problems: read.problems }, () => ({
    title: 'Ray Serve',
    ports: { http: port },
    command: ['serve', 'run'],
    args: [RuntimeArgument.text(app)],
    // The port is said by the file, or is what it always is.
    listensByItself: true,
    env: {
      // Otherwise 127.0.0.1 (ray/serve/config.py@2.60.0, `HTTPOptions`); `http_options.host` of a file wins.
      RAY_SERVE_DEFAULT_HTTP_HOST: RuntimeValue.host(),
      USER: RuntimeValue.text('ray'),
      RAY_USAGE_STATS_ENABLED: RuntimeValue.text('0'), // ray/_private/usage/usage_constants.py
    },
    // Of the proxy: 200 when it knows the routes of the application, whose replicas may still be loading; tried with 2.60.0.
    readiness: RuntimeProbe.http(healthPath),
    liveness: RuntimeProbe.http('/-/healthz'),
    // Tried with 2.60.0: the driver leaves at once, and every process with it.
    shutdown: RuntimeShutdown.aborts(),
    user: 1000, // docker/base-deps/Dockerfile
    sharedMemory,
    hasSleepCommand: true, // Ubuntu (docker/base-deps/Dockerfile)
  }));
}

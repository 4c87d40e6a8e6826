import { Duration } from 'cdk8s';
import { define } from './define';
import { OptionReader } from './option-reader';
import { RuntimeArgument } from './runtime-argument';
import type { RuntimeDescription } from './runtime-description';
import { RuntimeProbe } from './runtime-probe';
import { RuntimeShutdown } from './runtime-shutdown';

/** How a LitServe script is served. */
export interface LitServeOptions {
  /**
   * The script that ends with `server.run(host='0.0.0.0', port=8000)`. The container then runs `python <script>`, and not a
   * shell.
   *
   * @default - the image's own command
   */
  readonly script?: string;

  /**
   * Port that the script gives to `server.run`, from 1024 to 65535. There is no other way to say it.
   *
   * @default 8000
   */
  readonly port?: number;

  /**
   * Time after which the script's `LitServer(timeout=...)` gives up a request. Whole seconds of 1 or more.
   *
   * @default Duration.seconds(30)
   */
  readonly requestTimeout?: Duration;

  /**
   * Whether the image says `STOPSIGNAL SIGINT`. LitServe then finishes its requests within 30 seconds when a pod is told
   * to stop; of SIGTERM it hears nothing.
   *
   * @default false
   */
  readonly stopsByInterrupt?: boolean;

  /**
   * Path of the Prometheus metrics, where the script mounts them.
   *
   * @default - no metrics
   */
  readonly metricsPath?: string;
}

/** litserve/server.py@0.2.19 (`run`). It refuses ports below 1024. */
const PORT = 8000;

/** litserve/server.py@0.2.19 (`LitServer.timeout`). */
const TIMEOUT = Duration.seconds(30);

export function litServe(options: LitServeOptions | undefined): RuntimeDescription {
  const read = new OptionReader<LitServeOptions>(options, 'LitServeOptions');
  const script = read.text('script', /^[^-\s]\S*\.py$/, `a Python file, for example 'server.py'`);
  const port = read.wholeNumber('port', 1024, 65535) ?? PORT;
  const metricsPath = read.httpPath('metricsPath');
  const stopsByInterrupt = read.flag('stopsByInterrupt') ?? false;
  const timeout = read.duration('requestTimeout', 1) ?? TIMEOUT;
  return define({ title: 'LitServe', factory: 'litServe', problems: read.problems }, () => ({
    title: 'LitServe',
    ports: { http: port },
    command: script === undefined ? undefined : ['python'],
    args: script === undefined ? undefined : [RuntimeArgument.text(script)],
    // 0.0.0.0 is the default of `run`, which no variable and no argument changes.
    listensByItself: true,
    // 200 when every worker has loaded its model, 503 before (litserve/server.py@0.2.19, `register_endpoints`).
    readiness: RuntimeProbe.http('/health'),
    liveness: RuntimeProbe.http('/info'),
    metrics: metricsPath === undefined ? undefined : { path: metricsPath },
    // Tried with 0.2.19: the process that starts the others has no handler of SIGTERM, and serves on as the first of a
    // container. At SIGINT it finishes its requests, tried too: an image with `STOPSIGNAL SIGINT` is told by that.
    shutdown: stopsByInterrupt ? RuntimeShutdown.bounded(Duration.seconds(30)) : RuntimeShutdown.ignored(timeout),
    requestTimeout: timeout,
    hasSleepCommand: true, // images are the user's; Debian's Python images carry it
  }));
}

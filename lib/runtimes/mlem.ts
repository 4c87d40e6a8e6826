import { ANY_HOST, HOME, httpCheck, USUAL_SHUTDOWN_SECONDS } from './common';
import { OptionReader } from './option-reader';
import type { RuntimeDescription } from './runtime-description';

/** How a model in an image built by MLEM is served. */
export interface MlemOptions {
  /**
   * Port to listen on, from 1 to 65535.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * Whether the server is started from the image's `server.yaml`, for images built with serializers, methods or
   * middlewares of their own. The port is then the one in that file, and `port` has to repeat it.
   *
   * @default false
   */
  readonly useServerFile?: boolean;

  /**
   * Path of the Prometheus metrics. Only with the middleware `prometheus_fastapi`, which serves `/metrics` and is
   * declared in `server.yaml`: needs `useServerFile`.
   *
   * @default - no metrics
   */
  readonly metricsPath?: string;
}

/** mlem/contrib/fastapi.py@0.4.14 (`FastAPIServer.port`). */
const PORT = 8080;

export function mlem(options: MlemOptions | undefined): RuntimeDescription {
  const read = new OptionReader<MlemOptions>(options, 'MlemOptions');
  const port = read.port('port') ?? PORT;
  const useServerFile = read.flag('useServerFile') ?? false;
  const metricsPath = read.httpPath('metricsPath');
  if (metricsPath !== undefined && !useServerFile)
    read.add(`metricsPath must come with useServerFile: true, which starts the middleware that serves it, got false`);
  return {
    title: 'MLEM',
    problems: read.problems,
    facts: () => ({
      ports: [{ role: 'http', port }],
      // The image runs `sh run.sh`, which starts `mlem serve -l server.yaml -m model` in /app
      // (mlem/contrib/docker/context.py@0.4.14). The shell is process 1 and hands no SIGTERM on: every pod then lives until
      // it is killed (tried). Started directly, MLEM finishes its requests and leaves.
      command: ['mlem', 'serve'],
      args: useServerFile
        ? ['--load', 'server.yaml', '--model', 'model']
        : ['fastapi', '--model', 'model', '--host', ANY_HOST, '--port', String(port)],
      env: {
        ...HOME,
        // mlem/config.py@0.4.14 (`MLEM_` and the name of the option), mlem/telemetry.py.
        MLEM_NO_ANALYTICS: 'true',
      },
      // There is no health route. The schema of the model is: mlem/contrib/fastapi.py@0.4.14 (`_create_schema_route`). The
      // model is loaded before the server starts (mlem/cli/serve.py@0.4.14).
      readiness: httpCheck('/interface.json'),
      liveness: httpCheck(undefined),
      metrics: metricsPath === undefined ? undefined : { role: 'http', path: metricsPath },
      // uvicorn.run without a limit (same file): it waits for running requests until it is killed.
      shutdownSeconds: USUAL_SHUTDOWN_SECONDS,
      // python:*-slim (mlem/contrib/docker/context.py@0.4.14, `get_base_image`).
      hasSleepCommand: true,
    }),
  };
}

import { ANY_HOST, HOME, httpCheck, optionOf, USUAL_SHUTDOWN_SECONDS } from './common';
import { OptionReader } from './option-reader';
import type { RuntimeDescription } from './runtime-description';

/** How a Streamlit app is served. */
export interface StreamlitOptions {
  /**
   * Port to listen on, from 1 to 65535.
   *
   * @default 8501
   */
  readonly port?: number;

  /**
   * Path below which the app lives, for example `/ui`, where a route does not strip it. Health checks move with it.
   *
   * @default - the root
   */
  readonly basePath?: string;

  /**
   * Path of the Prometheus metrics. Streamlit serves `/_stcore/metrics` (below `basePath`), which its documentation does
   * not promise to keep.
   *
   * @default - no metrics
   */
  readonly metricsPath?: string;
}

/** `server.port`: https://docs.streamlit.io/develop/api-reference/configuration/config.toml */
const PORT = 8501;

const BOUND = {
  STREAMLIT_SERVER_ADDRESS: 'leave it out, the server listens on every address',
  STREAMLIT_SERVER_BASE_URL_PATH: optionOf('streamlit', 'basePath'),
  STREAMLIT_SERVER_PORT: optionOf('streamlit', 'port'),
};

export function streamlit(options: StreamlitOptions | undefined): RuntimeDescription {
  const read = new OptionReader<StreamlitOptions>(options, 'StreamlitOptions');
  const port = read.port('port') ?? PORT;
  const basePath = read.basePath('basePath');
  const metricsPath = read.httpPath('metricsPath');
  // https://docs.streamlit.io/deploy/tutorials/kubernetes asks it for readiness and liveness. 200 when the server takes
  // browsers, 503 before (streamlit/web/server/starlette/starlette_routes.py@1.67.0). It says nothing about the script:
  // that runs when a browser comes, so a model it loads is loaded then.
  const health = httpCheck(`${basePath}/_stcore/health`);
  return {
    title: 'Streamlit',
    problems: read.problems,
    facts: () => ({
      ports: [{ role: 'http', port }],
      // Every option can be set as STREAMLIT_<SECTION>_<OPTION>. Flags of the command line win, config.toml does not:
      // https://docs.streamlit.io/develop/concepts/configuration/options
      env: {
        ...HOME,
        STREAMLIT_SERVER_ADDRESS: ANY_HOST,
        STREAMLIT_SERVER_PORT: String(port),
        STREAMLIT_SERVER_HEADLESS: 'true',
        STREAMLIT_BROWSER_GATHER_USAGE_STATS: 'false',
        ...(basePath === '' ? {} : { STREAMLIT_SERVER_BASE_URL_PATH: basePath.slice(1) }),
      },
      boundEnv: BOUND,
      // A session lives in the process that opened it: https://docs.streamlit.io/develop/concepts/architecture/session-state
      keepsSessions: true,
      readiness: health,
      liveness: health,
      metrics: metricsPath === undefined ? undefined : { role: 'http', path: metricsPath },
      // There is no setting. On SIGTERM 1.67.0 closes the browsers' connections and leaves at once; 1.28.2 waits until
      // running scripts have ended, whatever that takes. Tried.
      shutdownSeconds: USUAL_SHUTDOWN_SECONDS,
      // https://docs.streamlit.io/deploy/tutorials/docker builds on python:*-slim, which is Debian.
      hasSleepCommand: true,
    }),
  };
}

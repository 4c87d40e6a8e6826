import { ANY_HOST, HOME, httpCheck, MAX_USER_ID, optionOf } from './common';
import { LatencyMetric } from './latency-metric';
import { OptionReader } from './option-reader';
import type { RuntimeDescription } from './runtime-description';

/** How a Bento, containerized by `bentoml containerize`, is served. */
export interface BentoMlOptions {
  /**
   * Port to listen on, from 1 to 65535.
   *
   * @default 3000
   */
  readonly port?: number;

  /**
   * The `path_prefix` that the service declares in its code, for example `/iris`. Health checks and metrics move with it.
   *
   * @default - none
   */
  readonly pathPrefix?: string;

  /**
   * Whether the service publishes metrics. False where its configuration says `metrics: { enabled: false }`.
   *
   * @default true
   */
  readonly metrics?: boolean;

  /**
   * User and group id that owns the Bento in the image, from 1 to 2147483647. Another one cannot read the models: they are
   * copied with mode 0700. Differs where the image is built with `BENTO_USER_UID`, or by a Dockerfile of one's own.
   *
   * @default 1034
   */
  readonly user?: number;
}

/** bentoml/_internal/configuration/v2/default_configuration.yaml@1.4.39 (`http.port`); also EXPOSEd by the image. */
const PORT = 3000;

/** bentoml/_internal/container/generate.py@1.4.39 (`BENTO_UID_GID`). Tried: with 10001 the service stops with "Permission denied". */
const USER = 1034;

/** The longest a request may take by default (same configuration, `traffic.timeout`): what a shutdown waits for. */
const REQUEST_SECONDS = 60;

/** PORT goes before BENTOML_PORT in the image's entry point (frontend/dockerfile/entrypoint.sh@1.4.39). */
const BOUND = {
  BENTOML_HOST: 'leave it out, the server listens on every address',
  BENTOML_PORT: optionOf('bentoMl', 'port'),
  PORT: optionOf('bentoMl', 'port'),
};

/**
 * bentoml/_internal/server/http/instruments.py@1.4.40; the prefix is that of a configuration without `metrics.namespace`.
 * Health checks are counted like requests.
 */
const METRICS = {
  running: 'bentoml_service_request_in_progress',
  latency: 'bentoml_service_request_duration_seconds',
};
const REQUESTS = {
  finished: ['bentoml_service_request_total{endpoint!~".*/(livez|readyz|healthz)"}'],
  failed: ['bentoml_service_request_total{endpoint!~".*/(livez|readyz|healthz)",http_response_code=~"5.."}'],
  // Probes would make it look faster than it is.
  latency: LatencyMetric.histogram(`${METRICS.latency}{endpoint!~".*/(livez|readyz|healthz)"}`),
};

export function bentoMl(options: BentoMlOptions | undefined): RuntimeDescription {
  const read = new OptionReader<BentoMlOptions>(options, 'BentoMlOptions');
  const port = read.port('port') ?? PORT;
  const prefix = read.basePath('pathPrefix');
  const hasMetrics = read.flag('metrics') ?? true;
  const uid = read.wholeNumber('user', 1, MAX_USER_ID) ?? USER;
  return {
    title: 'BentoML',
    problems: read.problems,
    facts: () => ({
      ports: [{ role: 'http', port }],
      env: {
        ...HOME,
        // Both are read by `bentoml serve`, which the image's entry point runs (bentoml_cli/serve.py@1.4.39), and win over
        // the service's configuration. A PORT set in the image wins over BENTOML_PORT (frontend/dockerfile/entrypoint.sh).
        BENTOML_HOST: ANY_HOST,
        BENTOML_PORT: String(port),
        // Directories are made in it at the start (bentoml/_internal/configuration/containers.py@1.4.39, `bentoml_home`);
        // the image says /home/bentoml, which is read-only. Models do not come from it: they are in the Bento itself.
        BENTOML_HOME: '/tmp/bentoml',
        // Usage reports have nowhere to go behind a NetworkPolicy (bentoml/_internal/utils/analytics/usage_stats.py@1.4.39).
        BENTOML_DO_NOT_TRACK: 'True',
      },
      boundEnv: BOUND,
      // bentoml/_internal/server/base_app.py and _bentoml_impl/server/app.py@1.4.39: /readyz asks the service's
      // `__is_ready__` and everything it depends on, /livez only whether the server answers. The port is served after the
      // service is built, which is where models are loaded.
      readiness: httpCheck(`${prefix}/readyz`),
      liveness: httpCheck(`${prefix}/livez`),
      metrics: hasMetrics ? { role: 'http', path: `${prefix}/metrics` } : undefined,
      ...(hasMetrics && { metricNames: METRICS, requestMetrics: REQUESTS }),
      uid,
      // After SIGTERM requests are finished (tried); the wait has no end of its own (bentoml/serving.py@1.4.39,
      // `graceful_timeout=86400`).
      shutdownSeconds: REQUEST_SECONDS,
      requestSeconds: REQUEST_SECONDS,
      // What Yatai gave readiness (bentoml/yatai-deployment controllers/bentodeployment_controller.go@028e0bb2), and what
      // /readyz gives each service it depends on (_bentoml_impl/server/app.py@1.4.39, `readyz`).
      probeTimeoutSeconds: 5,
      // Images are built on python:*-slim by default (bentoml/_internal/container/frontend/dockerfile); the others have it too.
      hasSleepCommand: true,
    }),
  };
}

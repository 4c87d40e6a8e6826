import { Duration } from 'cdk8s';
import type { RuntimeContext } from '../../lib/runtimes/runtime-facts';
import { ServingRuntime } from '../../lib/runtimes/serving-runtime';
import { facts, http, port, problems, TCP } from '../support/runtimes';

describe('FastAPI', () => {
  test('with an application: an explicit uvicorn command on the declared port', () => {
    const found = facts(ServingRuntime.fastApi({ app: 'main:app', port: 8080, workers: 2 }));
    expect(port(found)).toBe(8080);
    expect(found.command).toEqual(['uvicorn']);
    expect(found.args).toEqual(['main:app', '--host', '0.0.0.0', '--port', '8080', '--workers', '2']);
    expect(found.env).toEqual({ HOME: '/tmp', UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN: '20' });
  });

  test("without one: the image's command, told host and port in every way that uvicorn and `fastapi run` read", () => {
    const found = facts(ServingRuntime.fastApi());
    expect(port(found)).toBe(8000);
    expect([found.command, found.args]).toEqual([undefined, undefined]);
    expect(found.env).toEqual({
      HOME: '/tmp',
      PORT: '8000',
      UVICORN_HOST: '0.0.0.0',
      UVICORN_PORT: '8000',
      UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN: '20',
    });
    expect(facts(ServingRuntime.fastApi({ workers: 3 })).env).toHaveProperty('WEB_CONCURRENCY', '3');
  });

  test('has no health route by itself: the open port, or the paths of the application', () => {
    const none = facts(ServingRuntime.fastApi());
    expect([none.readiness, none.liveness]).toEqual([TCP, TCP]);
    const one = facts(ServingRuntime.fastApi({ healthPath: '/health' }));
    expect([one.readiness, one.liveness]).toEqual([http('/health'), http('/health')]);
    const two = facts(ServingRuntime.fastApi({ healthPath: '/ready', livenessPath: '/live' }));
    expect([two.readiness, two.liveness]).toEqual([http('/ready'), http('/live')]);
  });

  test('has no metrics unless the application does', () => {
    expect(facts(ServingRuntime.fastApi()).metrics).toBeUndefined();
    expect(facts(ServingRuntime.fastApi({ metricsPath: '/metrics' })).metrics).toEqual({
      role: 'http',
      path: '/metrics',
    });
  });

  test('gives running requests the time that the drain gives, else 30 seconds', () => {
    const runtime = ServingRuntime.fastApi({ app: 'main:app' });
    const grace = (context: RuntimeContext): unknown => facts(runtime, context).env?.UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN;
    expect(grace({ accelerators: 0, shutdownSeconds: 90 })).toBe('90');
    expect(grace({ accelerators: 0 })).toBe('30');
    expect(grace({ accelerators: 0, shutdownSeconds: 0 })).toBe('0');
    expect(facts(runtime).shutdownSeconds).toBe(30);
  });

  test.each<[unknown, string]>([
    [{ port: 65536 }, 'port must be a whole number from 1 to 65535, got 65536'],
    [{ app: 'main' }, "app must be 'module:attribute', for example 'main:app', got 'main'"],
    [{ app: '--reload main:app' }, "app must be 'module:attribute', for example 'main:app', got '--reload main:app'"],
    [{ app: 5 }, "app must be 'module:attribute', for example 'main:app', got 5"],
    [{ workers: 0 }, 'workers must be a whole number of 1 or more, got 0'],
    [{ healthPath: null }, "healthPath must begin with '/' and hold no white space, got nothing"],
    ['main:app', "options must be an object, got 'main:app'"],
  ])('names what is wrong: %p', (options, sentence) => {
    expect(problems('fastApi', options)).toEqual([sentence]);
  });
});

describe('Flask with Gunicorn', () => {
  test('with an application: an explicit gunicorn command on the declared port', () => {
    const found = facts(ServingRuntime.flaskGunicorn({ port: 6000, app: 'app:app', workers: 4 }));
    expect(port(found)).toBe(6000);
    expect(found.command).toEqual(['gunicorn']);
    expect(found.args?.join(' ')).toBe(
      '--workers 4 --bind 0.0.0.0:6000 --graceful-timeout 20 --worker-tmp-dir /dev/shm app:app',
    );
    expect(found.env).toEqual({ HOME: '/tmp' });
  });

  test("without one: the image's command, told the same by GUNICORN_CMD_ARGS", () => {
    const found = facts(ServingRuntime.flaskGunicorn({ port: 6000 }));
    expect([found.command, found.args]).toEqual([undefined, undefined]);
    expect(found.env?.GUNICORN_CMD_ARGS).toBe('--bind 0.0.0.0:6000 --graceful-timeout 20 --worker-tmp-dir /dev/shm');
  });

  test('threads, timeout and preloading are said only when asked for', () => {
    const found = facts(
      ServingRuntime.flaskGunicorn({ port: 6000, threads: 4, workerTimeout: Duration.minutes(2), preload: true }),
    );
    expect(found.env?.GUNICORN_CMD_ARGS).toBe(
      '--bind 0.0.0.0:6000 --threads 4 --timeout 120 --graceful-timeout 20 --worker-tmp-dir /dev/shm --preload',
    );
  });

  test('has no health route by itself: the open port, or the paths of the application', () => {
    const none = facts(ServingRuntime.flaskGunicorn({ port: 6000 }));
    expect([none.readiness, none.liveness]).toEqual([TCP, TCP]);
    const two = facts(ServingRuntime.flaskGunicorn({ port: 6000, healthPath: '/ready', livenessPath: '/live' }));
    expect([two.readiness, two.liveness]).toEqual([http('/ready'), http('/live')]);
  });

  test("its own graceful timeout is the default of the server's", () => {
    const runtime = ServingRuntime.flaskGunicorn({ port: 6000, app: 'app:app' });
    expect(facts(runtime).shutdownSeconds).toBe(30);
    expect(facts(runtime, { accelerators: 0 }).args).toEqual(expect.arrayContaining(['--graceful-timeout', '30']));
    const none = facts(runtime, { accelerators: 0, shutdownSeconds: 0 });
    expect(none.args).toEqual(expect.arrayContaining(['--graceful-timeout', '0']));
  });

  test.each(['app', 'app:app', 'pkg.app:create_app()', "app:make('prod')"])('takes the application %s', (app) => {
    expect(facts(ServingRuntime.flaskGunicorn({ port: 6000, app })).args?.slice(-1)).toEqual([app]);
  });

  test.each<[unknown, string]>([
    [undefined, 'port must be a whole number from 1 to 65535, got nothing'],
    [{ port: '6000' }, "port must be a whole number from 1 to 65535, got '6000'"],
    [{ port: 6000, app: '' }, "app must be 'module:variable', for example 'app:app', got ''"],
    [{ port: 6000, workers: 2.5 }, 'workers must be a whole number of 1 or more, got 2.5'],
    [{ port: 6000, threads: '2' }, "threads must be a whole number of 1 or more, got '2'"],
    [{ port: 6000, preload: 1 }, 'preload must be true or false, got 1'],
    [
      { port: 6000, workerTimeout: Duration.millis(1500) },
      'workerTimeout must be a Duration of whole seconds of 0 or more, for example Duration.seconds(30), got 1 second 500 millis',
    ],
  ])('names what is wrong: %p', (options, sentence) => {
    expect(problems('flaskGunicorn', options)).toEqual([sentence]);
  });
});

describe('Streamlit', () => {
  test('is told address and port by environment variables, and not to phone home', () => {
    const found = facts(ServingRuntime.streamlit({ port: 8600 }));
    expect(port(found)).toBe(8600);
    expect(found.env).toEqual({
      HOME: '/tmp',
      STREAMLIT_BROWSER_GATHER_USAGE_STATS: 'false',
      STREAMLIT_SERVER_ADDRESS: '0.0.0.0',
      STREAMLIT_SERVER_HEADLESS: 'true',
      STREAMLIT_SERVER_PORT: '8600',
    });
    expect(port(facts(ServingRuntime.streamlit()))).toBe(8501);
  });

  test('has one health endpoint for readiness and liveness', () => {
    const found = facts(ServingRuntime.streamlit());
    expect(found.readiness).toEqual(http('/_stcore/health'));
    expect(found.liveness).toEqual(found.readiness);
  });

  test.each(['/ui', '/ui/'])('moves its health endpoint with the base path %s', (basePath) => {
    const found = facts(ServingRuntime.streamlit({ basePath }));
    expect(found.env?.STREAMLIT_SERVER_BASE_URL_PATH).toBe('ui');
    expect(found.readiness).toEqual(http('/ui/_stcore/health'));
  });

  test('a base path of / is none', () => {
    expect(facts(ServingRuntime.streamlit({ basePath: '/' }))).toEqual(facts(ServingRuntime.streamlit()));
  });

  test('has metrics only when asked for', () => {
    expect(facts(ServingRuntime.streamlit()).metrics).toBeUndefined();
    const found = facts(ServingRuntime.streamlit({ metricsPath: '/_stcore/metrics' }));
    expect(found.metrics).toEqual({ role: 'http', path: '/_stcore/metrics' });
  });

  test.each<[unknown, string]>([
    [{ port: -1 }, 'port must be a whole number from 1 to 65535, got -1'],
    [{ basePath: 'ui' }, "basePath must be a path such as '/models', without white space, '?' and '#', got 'ui'"],
    [{ basePath: '/ui?a' }, "basePath must be a path such as '/models', without white space, '?' and '#', got '/ui?a'"],
    [[], 'options must be an object, got []'],
  ])('names what is wrong: %p', (options, sentence) => {
    expect(problems('streamlit', options)).toEqual([sentence]);
  });
});

describe('BentoML', () => {
  test('is told host and port by environment variables, and to keep its home below /tmp', () => {
    const found = facts(ServingRuntime.bentoMl({ port: 3300 }));
    expect(port(found)).toBe(3300);
    expect(found.env).toEqual({
      BENTOML_DO_NOT_TRACK: 'True',
      BENTOML_HOME: '/tmp/bentoml',
      BENTOML_HOST: '0.0.0.0',
      BENTOML_PORT: '3300',
      HOME: '/tmp',
    });
    expect([found.command, found.args]).toEqual([undefined, undefined]);
    expect(port(facts(ServingRuntime.bentoMl()))).toBe(3000);
  });

  test('is ready when the model is loaded, which differs from being alive', () => {
    const found = facts(ServingRuntime.bentoMl());
    expect([found.readiness, found.liveness]).toEqual([http('/readyz'), http('/livez')]);
    expect(found.metrics).toEqual({ role: 'http', path: '/metrics' });
  });

  test("runs as the owner of the Bento's files, who alone can read its models", () => {
    expect(facts(ServingRuntime.bentoMl()).uid).toBe(1034);
    expect(facts(ServingRuntime.bentoMl({ user: 1000 })).uid).toBe(1000);
  });

  test('moves health and metrics with the path prefix of the service', () => {
    const found = facts(ServingRuntime.bentoMl({ pathPrefix: '/iris/' }));
    expect([found.readiness, found.liveness]).toEqual([http('/iris/readyz'), http('/iris/livez')]);
    expect(found.metrics?.path).toBe('/iris/metrics');
  });

  test('has no metrics where they are switched off', () => {
    expect(facts(ServingRuntime.bentoMl({ metrics: false })).metrics).toBeUndefined();
  });

  test('is given the longest time of a request to shut down', () => {
    expect(facts(ServingRuntime.bentoMl()).shutdownSeconds).toBe(60);
  });

  test.each<[unknown, string]>([
    [{ port: Infinity }, 'port must be a whole number from 1 to 65535, got Infinity'],
    [{ user: 'bentoml' }, "user must be a whole number of 1 or more, got 'bentoml'"],
    [{ metrics: 'off' }, "metrics must be true or false, got 'off'"],
    [
      { pathPrefix: 'iris' },
      "pathPrefix must be a path such as '/models', without white space, '?' and '#', got 'iris'",
    ],
  ])('names what is wrong: %p', (options, sentence) => {
    expect(problems('bentoMl', options)).toEqual([sentence]);
  });
});

describe('MLEM', () => {
  test('is started directly, on the declared port, since its image hands no signal on', () => {
    const found = facts(ServingRuntime.mlem({ port: 8081 }));
    expect(port(found)).toBe(8081);
    expect([...(found.command ?? []), ...(found.args ?? [])].join(' ')).toBe(
      'mlem serve fastapi --model model --host 0.0.0.0 --port 8081',
    );
    expect(found.env).toEqual({ HOME: '/tmp', MLEM_NO_ANALYTICS: 'true' });
    expect(port(facts(ServingRuntime.mlem()))).toBe(8080);
  });

  test("keeps the image's own server file where asked to", () => {
    const found = facts(ServingRuntime.mlem({ useServerFile: true, metricsPath: '/metrics' }));
    expect([...(found.command ?? []), ...(found.args ?? [])].join(' ')).toBe(
      'mlem serve --load server.yaml --model model',
    );
    expect(found.metrics).toEqual({ role: 'http', path: '/metrics' });
  });

  test('is ready when it can describe its model, and alive while its port is open', () => {
    const found = facts(ServingRuntime.mlem());
    expect([found.readiness, found.liveness]).toEqual([http('/interface.json'), TCP]);
  });

  test.each<[unknown, string]>([
    [{ port: 0 }, 'port must be a whole number from 1 to 65535, got 0'],
    [{ useServerFile: 'server.yaml' }, "useServerFile must be true or false, got 'server.yaml'"],
    [
      { metricsPath: '/metrics' },
      'metricsPath must come with useServerFile: true, which starts the middleware that serves it, got false',
    ],
  ])('names what is wrong: %p', (options, sentence) => {
    expect(problems('mlem', options)).toEqual([sentence]);
  });
});

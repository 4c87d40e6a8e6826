import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import type {
  RuntimeCheck,
  RuntimeContext,
  RuntimeDescription,
  RuntimeFacts,
} from '../../lib/server/runtimes/runtime-facts';
import { ServingRuntime } from '../../lib/server/serving-runtime';

const CONTEXT: RuntimeContext = { accelerators: 0, shutdownSeconds: 20 };

const NAMES = ['http', 'fastApi', 'flaskGunicorn', 'streamlit', 'bentoMl', 'mlem'] as const;
type RuntimeName = (typeof NAMES)[number];

/** A runtime from options of any kind, as plain JavaScript passes them in. */
function make(runtime: RuntimeName, options: unknown): ServingRuntime {
  return ServingRuntime[runtime](options as never);
}

/** The facts of a runtime whose options are fine. */
function facts(runtime: ServingRuntime, context = CONTEXT): RuntimeFacts {
  expect(runtime._description.problems).toEqual([]);
  return runtime._description.facts(context);
}

/** What is wrong with the options of a runtime. */
function problems(runtime: RuntimeName, options?: unknown): readonly string[] {
  return make(runtime, options)._description.problems;
}

const port = (found: RuntimeFacts, role = 'http'): number | undefined =>
  found.ports.find((each) => each.role === role)?.port;
const http = (path: string): RuntimeCheck => ({ kind: 'http', path, role: 'http' });
const TCP: RuntimeCheck = { kind: 'tcp', role: 'http' };

/** What a server relies on, whatever the runtime. */
function expectConsistent(found: RuntimeFacts): void {
  const roles = found.ports.map(({ role }) => role);
  expect(roles.length).toBeGreaterThan(0);
  expect(new Set(roles).size).toBe(roles.length);
  expect(new Set(found.ports.map((each) => each.port)).size).toBe(roles.length);
  for (const each of found.ports)
    expect(Number.isInteger(each.port) && each.port >= 1 && each.port <= 65535).toBe(true);
  for (const check of [found.readiness, found.liveness]) {
    expect(roles).toContain(check.role);
    if (check.kind === 'http') expect(check.path).toMatch(/^\/\S*$/);
  }
  if (found.metrics) {
    expect(roles).toContain(found.metrics.role);
    expect(found.metrics.path).toMatch(/^\/\S*$/);
  }
  for (const text of [...(found.command ?? []), ...(found.args ?? []), ...Object.values(found.env ?? {})])
    expect(typeof text).toBe('string');
  for (const name of Object.keys(found.env ?? {})) expect(name).toMatch(/^[-._a-zA-Z][-._a-zA-Z0-9]*$/);
  expect(found.shutdownSeconds).toBeGreaterThanOrEqual(0);
  if (found.uid !== undefined) expect(found.uid).toBeGreaterThan(0);
}

describe('http: any server', () => {
  test('needs a port and assumes nothing else: checks of the open port, a home below /tmp, any user', () => {
    expect(facts(ServingRuntime.http({ port: 5000 }))).toEqual({
      ports: [{ role: 'http', port: 5000 }],
      env: { HOME: '/tmp' },
      readiness: TCP,
      liveness: TCP,
      shutdownSeconds: 30,
      hasSleepCommand: false,
    });
  });

  test('a Flask image started by `python api.py` is a port and a path', () => {
    const found = facts(ServingRuntime.http({ port: 5000, readinessPath: '/test_api' }));
    expect(found.readiness).toEqual(http('/test_api'));
    expect(found.liveness).toEqual(http('/test_api'));
  });

  test('readiness and liveness may differ, and may be one endpoint', () => {
    const two = facts(ServingRuntime.http({ port: 80, readinessPath: '/ready', livenessPath: '/live' }));
    expect([two.readiness, two.liveness]).toEqual([http('/ready'), http('/live')]);
    const one = facts(ServingRuntime.http({ port: 80, readinessPath: '/health', livenessPath: '/health' }));
    expect(one.readiness).toEqual(one.liveness);
    const live = facts(ServingRuntime.http({ port: 80, livenessPath: '/live' }));
    expect([live.readiness, live.liveness]).toEqual([TCP, http('/live')]);
  });

  test('metrics are on a port that is declared: the one of requests, or their own', () => {
    const shared = facts(ServingRuntime.http({ port: 8000, metricsPath: '/prometheus' }));
    expect(shared.metrics).toEqual({ role: 'http', path: '/prometheus' });
    expect(shared.ports).toHaveLength(1);
    const own = facts(ServingRuntime.http({ port: 8000, grpcPort: 8001, metricsPort: 8002 }));
    expect(own.metrics).toEqual({ role: 'metrics', path: '/metrics' });
    expect(own.ports).toEqual([
      { role: 'http', port: 8000 },
      { role: 'grpc', port: 8001 },
      { role: 'metrics', port: 8002 },
    ]);
    const same = facts(ServingRuntime.http({ port: 8000, metricsPort: 8000 }));
    expect(same.metrics).toEqual({ role: 'http', path: '/metrics' });
    expect(same.ports).toHaveLength(1);
  });

  test('hands on how to start, where to write, as whom, and for how long', () => {
    const found = facts(
      ServingRuntime.http({
        port: 9000,
        command: ['serve'],
        args: ['--port', '9000'],
        env: { MODE: 'fast', HOME: '/home/me' },
        writablePaths: [
          { path: '/var/cache/model', sizeLimit: '2Gi' },
          { path: '/dev/shm', sizeLimit: '1Gi', memory: true },
        ],
        user: 1000,
        shutdown: Duration.minutes(2),
        probeTimeout: Duration.seconds(10),
        hasSleepCommand: true,
      }),
    );
    expect(found).toMatchObject({
      command: ['serve'],
      args: ['--port', '9000'],
      env: { MODE: 'fast', HOME: '/home/me' },
      writablePaths: [
        { path: '/var/cache/model', sizeLimit: '2Gi' },
        { path: '/dev/shm', sizeLimit: '1Gi', memory: true },
      ],
      uid: 1000,
      shutdownSeconds: 120,
      probeTimeoutSeconds: 10,
      hasSleepCommand: true,
    });
  });

  test('is decided when it is made: later changes of the options do not reach it', () => {
    const args = ['--a'];
    const runtime = ServingRuntime.http({ port: 9000, args });
    args.push('--b');
    expect(facts(runtime).args).toEqual(['--a']);
  });

  test.each<[string, unknown, string]>([
    ['no options', undefined, 'port must be a whole number from 1 to 65535, got nothing'],
    ['null', null, 'options must be an object, got nothing'],
    ['a port for options', 8000, 'options must be an object, got 8000'],
    ['no port', {}, 'port must be a whole number from 1 to 65535, got nothing'],
    ['port 0', { port: 0 }, 'port must be a whole number from 1 to 65535, got 0'],
    ['a text', { port: '80' }, "port must be a whole number from 1 to 65535, got '80'"],
    ['not a number', { port: NaN }, 'port must be a whole number from 1 to 65535, got NaN'],
    [
      'relative',
      { port: 1, readinessPath: 'health' },
      "readinessPath must begin with '/' and hold no white space, got 'health'",
    ],
    [
      'white space',
      { port: 1, livenessPath: '/a b' },
      "livenessPath must begin with '/' and hold no white space, got '/a b'",
    ],
    ['a shell line', { port: 1, command: 'serve' }, "command must be a list of texts, got 'serve'"],
    ['numbers', { port: 1, args: ['--port', 80] }, "args must be a list of texts, got ['--port', 80]"],
    ['a number', { port: 1, env: { PORT: 80 } }, "env['PORT'] must be a text, got 80"],
    [
      'a name',
      { port: 1, env: { '1A': 'x' } },
      "env names must be letters, digits, '_', '-' and '.', and not begin with a digit, got '1A'",
    ],
    ['a Map', { port: 1, env: new Map() }, 'env must be an object of texts by name, got an object (empty)'],
    ['root', { port: 1, user: 0 }, 'user must be a whole number from 1 to 2147483647, got 0'],
    ['one port, two protocols', { port: 8000, grpcPort: 8000 }, 'grpcPort must differ from port, got 8000 for both'],
    ['the same', { port: 1, grpcPort: 81, metricsPort: 81 }, 'metricsPort must differ from grpcPort, got 81 for both'],
    [
      'seconds',
      { port: 1, shutdown: 30 },
      'shutdown must be a Duration of whole seconds of 0 or more, for example Duration.seconds(30), got 30',
    ],
    ['a text for a flag', { port: 1, hasSleepCommand: 'yes' }, "hasSleepCommand must be true or false, got 'yes'"],
    ['no list', { port: 1, writablePaths: '/a' }, "writablePaths must be a list of paths with their sizes, got '/a'"],
    ['texts', { port: 1, writablePaths: ['/a'] }, "writablePaths[0] must be a path with its size, got '/a'"],
    [
      'no size',
      { port: 1, writablePaths: [{ path: '/a' }] },
      "writablePaths[0].sizeLimit must be a quantity of bytes such as '512Mi' or '2Gi', above 0, got nothing",
    ],
    [
      'no path',
      { port: 1, writablePaths: [{ sizeLimit: '1Gi' }] },
      "writablePaths[0].path must be an absolute path without ':' and '..', got nothing",
    ],
    [
      '/tmp',
      { port: 1, writablePaths: [{ path: '/tmp/', sizeLimit: '1Gi' }] },
      "writablePaths[0].path must be a directory below '/' other than '/tmp', which is writable already, got '/tmp/'",
    ],
    [
      'twice',
      {
        port: 1,
        writablePaths: [
          { path: '/a', sizeLimit: '1Gi' },
          { path: '/a', sizeLimit: '2Gi' },
        ],
      },
      "writablePaths must name each path once, got '/a' again",
    ],
  ])('names what is wrong: %s', (_, options, sentence) => {
    expect(problems('http', options)).toContain(sentence);
  });

  test('names everything that is wrong at once', () => {
    expect(problems('http', { port: 0, user: -1, metricsPort: 70000 })).toHaveLength(3);
  });
});

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
    expect(grace({ accelerators: 0, shutdownSeconds: 0 })).toBe('30');
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
    [{ user: 'bentoml' }, "user must be a whole number from 1 to 2147483647, got 'bentoml'"],
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

describe('every runtime', () => {
  const [path, count, flag] = [fc.constantFrom('/', '/a', '/a/b/'), fc.integer({ min: 1, max: 8 }), fc.boolean()];
  const anyPort = fc.integer({ min: 1, max: 65535 });
  const seconds = fc.integer({ min: 1, max: 600 }).map((amount) => Duration.seconds(amount));

  /** Good values for every option of every runtime. */
  const GOOD: { readonly [option: string]: fc.Arbitrary<unknown> } = {
    app: fc.constantFrom('main:app', 'pkg.main:app'),
    args: fc.array(fc.string()),
    basePath: path,
    command: fc.array(fc.string()),
    env: fc.dictionary(fc.constantFrom('A', 'B_C', 'd.e-f', 'HOME'), fc.string()),
    grpcPort: anyPort,
    hasSleepCommand: flag,
    healthPath: path,
    livenessPath: path,
    metrics: flag,
    metricsPath: path,
    metricsPort: anyPort,
    pathPrefix: path,
    port: anyPort,
    preload: flag,
    probeTimeout: seconds,
    readinessPath: path,
    shutdown: seconds,
    threads: count,
    useServerFile: flag,
    user: count,
    workerTimeout: seconds,
    workers: count,
    writablePaths: fc.uniqueArray(fc.record({ path: fc.constantFrom('/a', '/b'), sizeLimit: fc.constant('1Gi') }), {
      selector: (each) => each.path,
    }),
  };
  const good = fc.record(GOOD, { requiredKeys: ['port'] });
  const mixed = fc.record(
    Object.fromEntries(Object.entries(GOOD).map(([option, values]) => [option, fc.oneof(values, fc.anything())])),
    { requiredKeys: [] },
  );
  test.each(NAMES)('%s takes any options: it names problems, or has facts that agree', (name) => {
    let fine = 0;
    fc.assert(
      fc.property(fc.oneof(good, mixed, fc.anything()), fc.nat(8), (options, accelerators) => {
        const { problems: found, title, facts: factsOf } = make(name, options)._description;
        expect(title).not.toBe('');
        for (const problem of found) expect(problem).toMatch(/^[a-zA-Z[\]0-9.]+.* (must|names must) [^]*, got /);
        if (found.length > 0) return;
        fine += 1;
        const context = { accelerators, shutdownSeconds: 20 };
        expectConsistent(factsOf(context));
        expect(factsOf(context)).toEqual(factsOf(context));
      }),
      { numRuns: 500 },
    );
    expect(fine).toBeGreaterThan(50);
  });

  test.each(NAMES.slice(1))('%s binds every address, on the port that it declares', (name) => {
    fc.assert(
      fc.property(anyPort, fc.option(fc.constant('main:app'), { nil: undefined }), (wanted, app) => {
        const found = facts(make(name, { port: wanted, app }));
        expect(port(found)).toBe(wanted);
        const told = [...(found.args ?? []), ...Object.values(found.env ?? {})].join(' ');
        expect(told).toMatch(new RegExp(`\\b${wanted}\\b`));
        expect(told).toContain('0.0.0.0');
      }),
    );
  });

  test.each(NAMES)('%s has its home below /tmp, where the root filesystem is read-only', (name) => {
    expect(facts(make(name, { port: 8080 })).env).toHaveProperty('HOME', '/tmp');
  });
});

describe('the shape fits runtimes to come', () => {
  /** https://docs.vllm.ai: tensor parallelism equals accelerators, shared memory from two on. */
  const vllm = (model: string): RuntimeDescription => ({
    title: 'vLLM',
    problems: [],
    facts: ({ accelerators, shutdownSeconds }) => ({
      ports: [{ role: 'http', port: 8000 }],
      command: ['vllm', 'serve'],
      args: [
        model,
        '--served-model-name',
        model,
        '--host',
        '0.0.0.0',
        '--port',
        '8000',
        '--tensor-parallel-size',
        String(Math.max(1, accelerators)),
        '--shutdown-timeout',
        String(shutdownSeconds || 60),
      ],
      env: { HOME: '/tmp', HF_HOME: '/cache/huggingface' },
      readiness: http('/health'),
      liveness: http('/health'),
      metrics: { role: 'http', path: '/metrics' },
      writablePaths: [
        { path: '/cache', sizeLimit: '20Gi' },
        ...(accelerators > 1 ? [{ path: '/dev/shm', sizeLimit: '2Gi', memory: true }] : []),
      ],
      shutdownSeconds: 60,
      hasSleepCommand: true,
    }),
  });

  const triton: RuntimeDescription = {
    title: 'Triton',
    problems: [],
    facts: () => ({
      ports: [
        { role: 'http', port: 8000 },
        { role: 'grpc', port: 8001 },
        { role: 'metrics', port: 8002 },
      ],
      command: ['tritonserver'],
      args: ['--model-repository=/models', '--http-port=8000', '--grpc-port=8001', '--metrics-port=8002'],
      readiness: http('/v2/health/ready'),
      liveness: http('/v2/health/live'),
      metrics: { role: 'metrics', path: '/metrics' },
      writablePaths: [{ path: '/dev/shm', sizeLimit: '1Gi', memory: true }],
      uid: 1000,
      shutdownSeconds: 30,
      hasSleepCommand: true,
    }),
  };

  /** Metrics only with a flag, whose file the user mounts. */
  const tensorFlowServing = (model: string, monitoringFile?: string): RuntimeDescription => ({
    title: 'TensorFlow Serving',
    problems: [],
    facts: () => ({
      ports: [
        { role: 'http', port: 8501 },
        { role: 'grpc', port: 8500 },
      ],
      command: ['tensorflow_model_server'],
      args: [
        '--rest_api_port=8501',
        '--port=8500',
        `--model_name=${model}`,
        ...(monitoringFile === undefined ? [] : [`--monitoring_config_file=${monitoringFile}`]),
      ],
      readiness: http(`/v1/models/${model}`),
      liveness: { kind: 'tcp', role: 'grpc' },
      metrics: monitoringFile === undefined ? undefined : { role: 'http', path: '/monitoring/prometheus/metrics' },
      shutdownSeconds: 30,
      hasSleepCommand: true,
    }),
  });

  test.each([vllm('meta/llama'), triton, tensorFlowServing('half'), tensorFlowServing('half', '/etc/tfs/monitoring')])(
    '$title',
    (description) => {
      for (const accelerators of [0, 1, 4]) expectConsistent(description.facts({ accelerators, shutdownSeconds: 60 }));
    },
  );

  test('vLLM shards over the accelerators it is given, and shares memory from two on', () => {
    const [one, four] = [1, 4].map((accelerators) => vllm('m').facts({ accelerators, shutdownSeconds: 45 }));
    expect(four.args).toEqual(expect.arrayContaining(['--tensor-parallel-size', '4', '--shutdown-timeout', '45']));
    expect(four.writablePaths).toHaveLength(2);
    expect(one.writablePaths).toHaveLength(1);
  });

  test('TensorFlow Serving announces metrics only with the flag that switches them on', () => {
    expect(tensorFlowServing('half').facts(CONTEXT).metrics).toBeUndefined();
    const found = tensorFlowServing('half', '/etc/tfs/monitoring').facts(CONTEXT);
    expect(found.args).toContain('--monitoring_config_file=/etc/tfs/monitoring');
    expect(found.metrics).toEqual({ role: 'http', path: '/monitoring/prometheus/metrics' });
  });
});

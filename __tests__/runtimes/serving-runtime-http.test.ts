import { Duration } from 'cdk8s';
import { ServingRuntime } from '../../lib/runtimes/serving-runtime';
import { facts, http, problems, TCP } from '../support/runtimes';

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
    ['a Map', { port: 1, env: new Map() }, 'env must be an object of texts by name, got a Map'],
    ['root', { port: 1, user: 0 }, 'user must be a whole number of 1 or more, got 0'],
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
      "writablePaths[0].path must be an absolute path without ':', '..' and a '/' at the end, got nothing",
    ],
    [
      '/tmp',
      { port: 1, writablePaths: [{ path: '/tmp', sizeLimit: '1Gi' }] },
      "writablePaths[0].path must be a directory below '/' other than '/tmp', which is writable already, got '/tmp'",
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

  test('names a variable that no API server takes', () => {
    expect(problems('http', { port: 1, env: { '1A': 'x' } })).toEqual([
      expect.stringMatching(/^env names must .*'1A'$/),
    ]);
  });

  test('names everything that is wrong at once', () => {
    expect(problems('http', { port: 0, user: -1, metricsPort: 70000 })).toHaveLength(3);
  });
});

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Duration } from 'cdk8s';
import * as ts from 'typescript';
import * as lib from '../../lib';
import { containerOf, declare, failureOf, manifestsOf, podSpecOf } from '../support/declare';
import { expectConsistent } from '../support/runtimes';

const { RuntimeArgument, RuntimePortRole, RuntimeProbe, RuntimeShutdown, RuntimeValue, SecretKeyRef, ServingRuntime } =
  lib;

const ACME: lib.RuntimeDefinition = {
  title: 'Acme',
  ports: { http: 8080, grpc: 9090, metrics: 9191 },
  command: ['acme'],
  args: [
    RuntimeArgument.text('serve'),
    RuntimeArgument.assigned('--listen', RuntimeValue.address()),
    RuntimeArgument.flag('--grpc-port', RuntimeValue.port(RuntimePortRole.GRPC)).alsoCalled('-g'),
    RuntimeArgument.flag('--metrics-port', RuntimeValue.port(RuntimePortRole.METRICS)),
    RuntimeArgument.flag('--grace', RuntimeValue.shutdownSeconds()),
  ],
  env: { ACME_STARTUP: RuntimeValue.startupSeconds(), ACME_MODE: RuntimeValue.text('fast') },
  secrets: [{ variable: 'ACME_KEY', argument: '--key', value: SecretKeyRef.named('acme', 'key') }],
  readiness: RuntimeProbe.grpc('acme.Model'),
  liveness: RuntimeProbe.tcp(),
  metrics: { path: '/metrics', names: { waiting: 'acme_waiting' } },
  shutdown: RuntimeShutdown.adjustable(Duration.seconds(20)),
  user: 4000,
  group: 0,
  writablePaths: [{ path: '/var/acme', sizeLimit: '2Gi' }],
  sharedMemory: '256Mi',
  startupBudget: Duration.minutes(2),
  requestTimeout: Duration.seconds(90),
  probeTimeout: Duration.seconds(9),
  keepsSessions: true,
};

describe('a runtime that a user describes', () => {
  const props = { runtime: ServingRuntime.describe(ACME) };

  test('is what its server is made of', () => {
    const { containers, ...pod } = podSpecOf(props);
    const [container] = containers;
    expect([...container.command, ...container.args].join(' ')).toBe(
      'acme serve --listen=0.0.0.0:8080 --grpc-port 9090 --metrics-port 9191 --grace 20',
    );
    expect(container.env).toEqual([
      { name: 'ACME_KEY', valueFrom: { secretKeyRef: { key: 'key', name: 'acme' } } },
      { name: 'ACME_MODE', value: 'fast' },
      { name: 'ACME_STARTUP', value: '120' },
      { name: 'HOME', value: '/tmp' },
    ]);
    expect(container.ports.map(({ containerPort }: { containerPort: number }) => containerPort)).toEqual([
      8080, 9090, 9191,
    ]);
    expect(container.readinessProbe).toMatchObject({ grpc: { port: 9090, service: 'acme.Model' }, timeoutSeconds: 9 });
    expect(container.livenessProbe).toMatchObject({ tcpSocket: { port: 'http' } });
    expect(pod.securityContext).toMatchObject({ runAsUser: 4000, runAsGroup: 0 });
    expect(pod.terminationGracePeriodSeconds).toBe(40);
    expect(declare(props).server.requestTimeout?.toSeconds()).toBe(90);
    expect(props.runtime.metricNames).toEqual({ waiting: 'acme_waiting' });
  });

  test('may be told another time of the drain', () => {
    const args = containerOf({ ...props, drain: { shutdown: Duration.seconds(50) } }).args.join(' ');
    expect(args).toContain('--grace 50');
  });

  test.each<[object, string]>([
    [{ args: ['-g', '1'] }, "got '-g'; set ports.grpc of ServingRuntime.describe(...)"],
    [{ args: ['--listen=:1'] }, "got '--listen'; set ports.http of ServingRuntime.describe(...)"],
    [{ env: { ACME_STARTUP: '1' } }, "got 'ACME_STARTUP'; set health.startupBudget of the server"],
    [
      { envFromSecrets: { ACME_KEY: SecretKeyRef.named('other', 'key') } },
      "got 'ACME_KEY'; change it where ServingRuntime.describe(...) is given the Secret",
    ],
    [{ args: ['--key=abc'] }, "got '--key'; set envFromSecrets: { ACME_KEY: SecretKeyRef.named(...) } in its place"],
  ])('is not set past its definition: %p', (more, sentence) => {
    expect(failureOf(() => declare({ ...props, ...more }))).toContain(sentence);
  });

  test('is decided when it is described: later changes of the lists do not reach it', () => {
    const command = ['acme'];
    const runtime = ServingRuntime.describe({ ...ACME, command });
    command.push('--late');
    expect(containerOf({ runtime }).command).toEqual(['acme']);
  });

  test('writes the least where the least is said', () => {
    const runtime = ServingRuntime.describe({
      title: 'Least',
      ports: { http: 8080 },
      readiness: RuntimeProbe.http('/ready'),
      shutdown: RuntimeShutdown.unknown(),
      listensByItself: true,
    });
    const container = containerOf({ runtime });
    expect([container.command, container.args]).toEqual([undefined, undefined]);
    expect(container.env).toEqual([{ name: 'HOME', value: '/tmp' }]);
    expect(manifestsOf({ runtime }).get('Deployment').spec.template.spec.terminationGracePeriodSeconds).toBe(50);
  });
});

describe('a definition that is wrong', () => {
  const WRONG: [string, object, string][] = [
    ['no title', { title: '' }, "title must be a text that is not empty, got ''"],
    ['no port', { ports: {} }, 'ports.http must be a whole number from 1 to 65535, got nothing'],
    [
      'one port twice',
      { ports: { http: 1, grpc: 1, metrics: 9 } },
      'ports must differ from each other, got 1 again for grpc',
    ],
    [
      'an argument of text',
      { args: ['serve'] },
      "args[0] must be made by RuntimeArgument.text(...), .flag(...) or .assigned(...), got 'serve'",
    ],
    [
      'a flag without dashes',
      { args: [RuntimeArgument.flag('port', RuntimeValue.port())] },
      "args[0] must name a flag with its dashes, for example '--port', got 'port'",
    ],
    [
      'a value of text',
      { env: { A: 'b' } },
      "env['A'] must have a value made by RuntimeValue.text(...), .port(...) or its like, got 'b'",
    ],
    ['a number for a text', { args: [RuntimeArgument.text(5 as never)] }, 'args[0] must be a text, got 5'],
    [
      'a secret as a variable',
      { env: { ACME_KEY: RuntimeValue.text('x') } },
      "env must not name a variable of secrets, got 'ACME_KEY'; give the secret's value by SecretKeyRef",
    ],
    [
      'a secret in plain sight',
      { secrets: [{ variable: 'K', value: 'abc' }] },
      'secrets[0].value must be made by SecretKeyRef.named(...) or .of(...), got a text, which would stand in the manifest for everyone to read',
    ],
    [
      'a check of text',
      { readiness: '/ready' },
      "readiness must be made by RuntimeProbe.http(...), .grpc(...) or .tcp(...), got '/ready'",
    ],
    [
      'a check of no port',
      { ports: { http: 1 }, readiness: RuntimeProbe.grpc() },
      "readiness must ask a port that the runtime has (http), got 'grpc'",
    ],
    [
      'a relative path',
      { liveness: RuntimeProbe.http('live') },
      "liveness must begin with '/' and hold no white space, got 'live'",
    ],
    [
      'no name of a metric',
      { metrics: { path: '/m', names: { waiting: 'a b' } } },
      "metrics.names.waiting must be the name of a metric, got 'a b'",
    ],
    [
      'a shutdown of text',
      { shutdown: 'abort' },
      "shutdown must be made by RuntimeShutdown.aborts(...), .bounded(...) or its like, got 'abort'",
    ],
    [
      'a shutdown of a number',
      { shutdown: RuntimeShutdown.bounded(30 as never) },
      'shutdown time must be a Duration of whole seconds of 0 or more, for example Duration.seconds(30), got 30',
    ],
    ['root', { user: 0 }, 'user must be a whole number of 1 or more, got 0'],
    [
      'a path of no size',
      { writablePaths: [{ path: '/a' }] },
      "writablePaths[0].sizeLimit must be a quantity of bytes such as '512Mi' or '2Gi', above 0, got nothing",
    ],
    [
      'shared memory twice',
      { sharedMemoryPerAccelerator: '1Gi' },
      "sharedMemoryPerAccelerator must be left out with sharedMemory, got '1Gi'",
    ],
    [
      'half a device',
      { parallelism: { tensor: 0.5 } },
      'parallelism.tensor must be a whole number of 1 or more, got 0.5',
    ],
    ['a slip', { liveliness: 1 }, "there is no prop 'liveliness'; did you mean 'liveness'?"],
    [
      'seconds',
      { startupBudget: 600 },
      'startupBudget must be a Duration of whole seconds of 5 or more, for example Duration.seconds(30), got 600',
    ],
  ];
  test.each(WRONG)('says so: %s', (_, change, sentence) => {
    expect(ServingRuntime.describe({ ...ACME, ...change })._description.problems).toContain(sentence);
  });

  test('says that nobody told the server where to listen', () => {
    const { args: [first] = [] } = ACME;
    expect(
      ServingRuntime.describe({ ...ACME, args: [first], shutdown: RuntimeShutdown.unknown() })._description.problems,
    ).toEqual([
      'args or env must tell the server where to listen, got no RuntimeValue.host(), RuntimeValue.port() of http, RuntimeValue.port() of grpc, RuntimeValue.port() of metrics; say them, or listensByItself: true where it listens on every address and on these ports without being told',
    ]);
  });

  const { args: told = [] } = ACME;
  const untold = told.slice(0, -1);
  test.each<[string, Partial<lib.RuntimeDefinition>, boolean]>([
    ['by an argument', { args: told }, true],
    ['by a variable', { args: untold, env: { GRACE: RuntimeValue.shutdownSeconds() } }, true],
    ['by nothing', { args: untold }, false],
    ['by nothing, with the usual time', { args: untold, shutdown: RuntimeShutdown.adjustable() }, false],
    ['by a text', { args: [...untold, RuntimeArgument.flag('--grace', RuntimeValue.text('20'))] }, false],
    [
      'by nothing, with a time of its own',
      { args: untold, shutdown: RuntimeShutdown.bounded(Duration.seconds(20)) },
      true,
    ],
    ['by nothing, where it cuts off', { args: untold, shutdown: RuntimeShutdown.aborts(Duration.seconds(20)) }, true],
  ])('a shutdown that can be told is told %s', (_, change, isFine) => {
    expect(ServingRuntime.describe({ ...ACME, ...change })._description.problems).toEqual(
      isFine
        ? []
        : [
            "shutdown must not be RuntimeShutdown.adjustable(...) without RuntimeValue.shutdownSeconds() in args or env, which tells the server; say it, or .bounded(limit) for a time of the server's own",
          ],
    );
  });

  test.each([undefined, null, 5, 'LMDeploy', []])('is reported with its server, never thrown: %p', (definition) => {
    const runtime = ServingRuntime.describe(definition as never);
    expect(failureOf(() => declare({ runtime }))).toContain("ModelServer 'vision/iris': runtime described: ");
  });
});

test('every runtime of docs/runtime-definitions.md is one', () => {
  const page = readFileSync(resolve(__dirname, '../../docs/runtime-definitions.md'), 'utf8');
  const made: lib.ServingRuntime[] = [];
  const original = ServingRuntime.describe.bind(ServingRuntime);
  const spy = jest.spyOn(ServingRuntime, 'describe').mockImplementation((definition) => {
    made.push(original(definition));
    return made[made.length - 1];
  });
  for (const [, code] of page.matchAll(/```ts\n(.*?)```/gs)) {
    const { outputText } = ts.transpileModule(code.replace(/app\.synth\(\);/, ''), {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    const exported: { [name: string]: (model: string) => unknown } = {};
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    new Function('require', 'exports', outputText)(
      (name: string): unknown => (name === 'cdk8s-model-serving' ? lib : jest.requireActual(name)),
      exported,
    );
    for (const runtime of Object.values(exported)) runtime('org/model');
  }
  spy.mockRestore();
  expect(made.map(({ _description: { title } }) => title)).toEqual([
    'LMDeploy',
    'Infinity',
    'Xinference',
    'Seldon wrapper',
  ]);
  for (const { _description: description } of made) {
    expect(description.problems).toEqual([]);
    for (const accelerators of [0, 1, 4]) expectConsistent(description.facts({ accelerators }));
  }
});

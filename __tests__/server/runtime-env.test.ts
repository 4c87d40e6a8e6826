import {
  ConfigMapKeyRef,
  ContainerImage,
  type EnvironmentOptions,
  ModelServer,
  SecretKeyRef,
  ServingRuntime,
} from '../../lib';
import { containerOf, declare, failureOf, MINIMAL } from '../support/declare';

const gunicorn = ServingRuntime.flaskGunicorn({ port: 6000, healthPath: '/health' });
const fastApi = ServingRuntime.fastApi({ healthPath: '/health' });
const http = ServingRuntime.http({
  port: 8000,
  grpcPort: 8001,
  env: { PORT: '8000', GRPC_LISTEN: '0.0.0.0:8001', UPSTREAM: 'http://other:8000', SUPPORTED: '8000', MODE: 'fast' },
});

test.each<[string, ServingRuntime, string, string]>([
  ['FastAPI', fastApi, 'UVICORN_PORT', 'set port of ServingRuntime.fastApi(...)'],
  ['FastAPI', fastApi, 'PORT', 'set port of ServingRuntime.fastApi(...)'],
  ['FastAPI', fastApi, 'UVICORN_HOST', 'leave it out'],
  ['FastAPI', fastApi, 'UVICORN_UDS', 'leave it out'],
  ['FastAPI', fastApi, 'UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN', 'set drain.shutdown of the server'],
  ['FastAPI', ServingRuntime.fastApi({ app: 'main:app' }), 'UVICORN_UDS', 'leave it out'],
  ['FastAPI', ServingRuntime.fastApi({ workers: 2 }), 'WEB_CONCURRENCY', 'set workers of ServingRuntime.fastApi(...)'],
  ['Gunicorn', gunicorn, 'GUNICORN_CMD_ARGS', 'use the options of ServingRuntime.flaskGunicorn(...)'],
  ['Streamlit', ServingRuntime.streamlit(), 'STREAMLIT_SERVER_PORT', 'set port of ServingRuntime.streamlit(...)'],
  ['Streamlit', ServingRuntime.streamlit(), 'STREAMLIT_SERVER_BASE_URL_PATH', 'set basePath of'],
  ['BentoML', ServingRuntime.bentoMl(), 'BENTOML_PORT', 'set port of ServingRuntime.bentoMl(...)'],
  ['BentoML', ServingRuntime.bentoMl(), 'PORT', 'set port of ServingRuntime.bentoMl(...)'],
  ['http', http, 'PORT', 'set port and env of ServingRuntime.http(...)'],
  ['http', http, 'GRPC_LISTEN', 'set port and env of ServingRuntime.http(...)'],
])('%s, case %#: what binds it cannot be set past the runtime, from any source', (_, runtime, name, advice) => {
  const sources: [string, EnvironmentOptions][] = [
    ['env', { env: { [name]: '9000' } }],
    ['envFromSecrets', { envFromSecrets: { [name]: SecretKeyRef.named('a', 'b') } }],
    ['envFromConfigMaps', { envFromConfigMaps: { [name]: ConfigMapKeyRef.named('a', 'b') } }],
  ];
  for (const [source, options] of sources) {
    expect(failureOf(() => declare({ runtime, ...options }))).toContain(
      `ModelServer 'vision/iris': ${source} must not name a variable that binds the runtime to what probes and Service rely on, got '${name}'; ${advice}`,
    );
  }
  const { tenant, server } = declare({ runtime });
  const target = new ModelServer(tenant, 'target', MINIMAL);
  expect(
    failureOf(() => {
      server.connectTo(target, { env: name });
    }),
  ).toContain(`connectTo: env must not name a variable that binds the runtime`);
});

test.each<[string, ServingRuntime, string]>([
  ['a variable of the runtime that binds nothing', fastApi, 'HOME'],
  ['workers that the runtime was not told', fastApi, 'WEB_CONCURRENCY'],
  [
    'flags of Gunicorn, which lose against arguments',
    ServingRuntime.flaskGunicorn({ port: 6000, app: 'app:app', healthPath: '/h' }),
    'GUNICORN_CMD_ARGS',
  ],
  ['another variable of one’s own runtime', http, 'MODE'],
  ['an address of others', http, 'UPSTREAM'],
  ['a name that holds the word', http, 'SUPPORTED'],
])('%s may be set', (_, runtime, name) => {
  expect(containerOf({ runtime, env: { [name]: '1' } }).env).toContainEqual({ name, value: '1' });
});

test('a container beside the server is not bound by its runtime', () => {
  const sidecar = { name: 'proxy', image: ContainerImage.of('proxy:1'), resources: MINIMAL.resources };
  expect(() => declare({ runtime: fastApi, sidecars: [{ ...sidecar, env: { PORT: '9000' } }] })).not.toThrow();
});

test.each([
  ['no runtime', undefined, 'runtime must be made by ServingRuntime.http'],
  ['a runtime with a wrong option', ServingRuntime.http({ port: 0 }), 'runtime HTTP: port must be'],
])('%s does not keep the rest from being checked', (_, runtime, problem) => {
  const message = failureOf(() =>
    declare({
      runtime,
      replicas: -1,
      resources: { cpu: 'x', memory: 'y' },
      env: { '1A': 'x' },
      service: { port: 0 },
      drain: { delay: 5 as never },
    }),
  );
  for (const each of [
    problem,
    'replicas must',
    'resources.cpu',
    'resources.memory',
    'env names',
    'service.port',
    'drain.delay',
  ])
    expect(message).toContain(each);
  expect(message).toContain('7 problems');
});

describe('a flag and its value in one argument', () => {
  const helper = { name: 'helper', image: ContainerImage.of('helper:1'), resources: MINIMAL.resources };
  const warningsOf = (props: Parameters<typeof declare>[0]) => declare(props).app.warnings;

  test('are warned about wherever there are arguments, and the value is not shown', () => {
    const args = ['serve', '--max-num-seqs 64'];
    const warning = "args[1] holds '--max-num-seqs' and its value in one text, which a server reads as one flag";
    const places: [string, Parameters<typeof declare>[0]][] = [
      ['', { args }],
      ['runtime ', { runtime: ServingRuntime.http({ port: 8000, args }) }],
      ["initContainers['helper'].", { initContainers: [{ ...helper, args }] }],
      ["sidecars['helper'].", { sidecars: [{ ...helper, args }] }],
    ];
    for (const [property, props] of places) {
      expect(warningsOf(props)).toEqual([expect.stringContaining(`${property}${warning}`)]);
      expect(warningsOf(props).join()).not.toContain('64');
    }
  });

  test.each<[string, Parameters<typeof declare>[0]]>([
    ['two texts', { args: ['--max-num-seqs', '64'] }],
    ['one with =', { args: ['--chat-template=a b'] }],
    ['a value with blanks', { args: ['--chat-template', 'a b'] }],
    ['a line of flags for another program', { args: ['--gunicorn-opts', '--timeout 60 --threads 2'] }],
    ['a line for a shell', { command: ['sh', '-c'], args: ['--flag 1'] }],
  ])('but not %s', (_, props) => {
    expect(warningsOf(props).join()).not.toContain('in one text');
  });
});

describe('secrets in plain sight', () => {
  const helper = { name: 'helper', image: ContainerImage.of('helper:1'), resources: MINIMAL.resources };
  const warningsOf = (props: Parameters<typeof declare>[0]) => declare(props).app.warnings;

  test('in the environment of a runtime are warned about, unless the server replaces them', () => {
    const runtime = ServingRuntime.http({ port: 8000, env: { API_TOKEN: 'abc' } });
    expect(warningsOf({ runtime })).toEqual([
      expect.stringContaining("ModelServer 'vision/iris': runtime env['API_TOKEN'] looks like a secret"),
    ]);
    expect(warningsOf({ runtime, envFromSecrets: { API_TOKEN: SecretKeyRef.named('a', 'b') } })).toEqual([]);
  });

  test.each<[string, string[], string]>([
    ['a flag with its value', ['--api-key=abc'], "'--api-key'"],
    ['a flag before its value', ['--api-key', 'abc'], "'--api-key'"],
    ['a line for a shell', ['serve --port 80 --db-password abc'], "'--db-password'"],
    ['a line for a shell with more than a substitution', ['serve --db-password "$(USER)abc"'], "'--db-password'"],
    ['a dollar where there is no shell', ['--db-password', '$abc'], "'--db-password'"],
    ['an assignment', ['HF_TOKEN=abc'], "'HF_TOKEN'"],
    ['a URL', ['--db=postgres://u:abc@h/d'], '[0]'],
    ['a value that speaks for itself', ['-k', `sk-${'a'.repeat(30)}`], '[1]'],
  ])('in arguments: %s', (_, args, what) => {
    const [own] = warningsOf({ args });
    expect(own).toContain(`args ${what} looks like a secret`);
    expect(own).not.toContain('abc');
    expect(warningsOf({ args })).toHaveLength(1);
    expect(warningsOf({ runtime: ServingRuntime.http({ port: 8000, args }) })).toEqual([
      expect.stringContaining(`runtime args ${what} looks`),
    ]);
    expect(warningsOf({ initContainers: [{ ...helper, args }] })).toEqual([
      expect.stringContaining(`initContainers['helper'].args ${what} looks`),
    ]);
    expect(warningsOf({ sidecars: [{ ...helper, command: args }] })).toEqual([
      expect.stringContaining(`sidecars['helper'].args ${what} looks`),
    ]);
  });

  test.each([
    [['--api-key=$(API_KEY)']],
    [['--api-key', '$(API_KEY)']],
    [['--api-key', '--port', '80']],
    [['--api-key']],
    [['--max-tokens', '512', '--eos-token', '</s>', '--token-file=/etc/token']],
    [['--tokenizer', 'x', '--served-model-name=secret-sauce']],
    [['token', 'password']],
    [['login --token "$(cat /secrets/token)" && serve --api-key=$(cat /secrets/key)']],
    [['export HF_TOKEN=$TOKEN\nserve --api-key "${KEY}" --auth-token $(TOKEN)']],
  ])('are not seen in %j', (args) => {
    expect(warningsOf({ args })).toEqual([]);
  });
});

describe('sessions that one pod keeps', () => {
  const runtime = ServingRuntime.streamlit();

  test('are lost between several: a warning', () => {
    expect(declare({ runtime, replicas: 3 }).app.warnings).toEqual([
      expect.stringContaining('the runtime keeps sessions in the pod that opened them, and 3 pods share the requests'),
    ]);
    expect(declare({ runtime, autoscaling: { minReplicas: 1, maxReplicas: 2 } }).app.warnings).toHaveLength(1);
  });

  test('are kept by one pod, or by a Service that keeps a client on one', () => {
    expect(declare({ runtime, replicas: 1 }).app.warnings).toEqual([]);
    expect(declare({ runtime, service: { sessionAffinitySeconds: 600 } }).app.warnings).toEqual([]);
  });
});

import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import type { RuntimeDescription, RuntimeFacts } from '../../lib/runtimes/runtime-facts';
import { CONTEXT, facts, http, make, NAMES, optionNames, port } from '../support/runtimes';

/** What a server relies on, whatever the runtime. */
function expectConsistent(found: RuntimeFacts): void {
  const roles = found.ports.map(({ role }) => role);
  expect(roles.length).toBeGreaterThan(0);
  expect(new Set(roles).size).toBe(roles.length);
  expect(new Set(found.ports.map((each) => each.port)).size).toBe(roles.length);
  for (const each of found.ports) {
    expect(Number.isInteger(each.port)).toBe(true);
    expect(each.port).toBeGreaterThanOrEqual(1);
    expect(each.port).toBeLessThanOrEqual(65535);
  }
  for (const check of [found.startup ?? found.readiness, found.readiness, found.liveness]) {
    expect(roles).toContain(check.role);
    if (check.kind === 'http') expect(check.path).toMatch(/^\/\S*$/);
  }
  if (found.metrics) {
    expect(roles).toContain(found.metrics.role);
    expect(found.metrics.path).toMatch(/^\/\S*$/);
  }
  for (const text of [...(found.command ?? []), ...(found.args ?? []), ...Object.values(found.env ?? {})]) {
    expect(typeof text).toBe('string');
  }
  for (const name of Object.keys(found.env ?? {})) expect(name).toMatch(/^[-._a-zA-Z][-._a-zA-Z0-9]*$/);
  expect(found.shutdownSeconds).toBeGreaterThanOrEqual(0);
  if (found.uid !== undefined) expect(found.uid).toBeGreaterThan(0);
}

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
    hasHealthService: flag,
    healthPath: path,
    healthPort: fc.oneof(fc.constant(undefined), anyPort),
    livenessPath: path,
    livenessService: fc.constantFrom('live', 'iris.Iris'),
    managementPort: anyPort,
    metrics: flag,
    metricsPath: path,
    metricsPort: anyPort,
    pathPrefix: path,
    port: anyPort,
    preload: flag,
    probeTimeout: seconds,
    readinessPath: path,
    readinessService: fc.constantFrom('ready', 'iris.Iris'),
    shutdown: seconds,
    startupPath: path,
    threads: count,
    useServerFile: flag,
    user: count,
    workerTimeout: seconds,
    workers: count,
    writablePaths: fc.uniqueArray(fc.record({ path: fc.constantFrom('/a', '/b'), sizeLimit: fc.constant('1Gi') }), {
      selector: (each) => each.path,
    }),
  };
  const mixed = fc.record(
    Object.fromEntries(Object.entries(GOOD).map(([option, values]) => [option, fc.oneof(values, fc.anything())])),
    { requiredKeys: [] },
  );
  test.each(NAMES)('%s takes any options: it names problems, or has facts that agree', (name) => {
    const own = Object.fromEntries(optionNames(name).map((option) => [option, GOOD[option]]));
    const good = fc.record(own, { requiredKeys: ['port'] });
    let fine = 0;
    fc.assert(
      fc.property(fc.oneof(good, mixed, fc.anything()), fc.nat(8), (options, accelerators) => {
        const description = make(name, options)._description;
        const found = description.problems;
        expect(description.title).not.toBe('');
        for (const problem of found)
          expect(problem).toMatch(
            /^[a-zA-Z[\]0-9.]+.* (must|names must) [^]*, got |(there is|has) no prop '[^]*'; (did you mean|it is|use|\w+ lists) [^]*$/,
          );
        if (found.length > 0) return;
        fine += 1;
        const context = { accelerators, shutdownSeconds: 20 };
        expectConsistent(description.facts(context));
        expect(description.facts(context)).toEqual(description.facts(context));
      }),
      { numRuns: 500 },
    );
    expect(fine).toBeGreaterThan(50);
  });

  test.each(NAMES.slice(2))('%s binds every address, on the port that it declares', (name) => {
    fc.assert(
      fc.property(anyPort, fc.option(fc.constant('main:app'), { nil: undefined }), (wanted, app) => {
        const hasApp = optionNames(name).includes('app');
        const found = facts(make(name, hasApp ? { port: wanted, app } : { port: wanted }));
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
        String(shutdownSeconds ?? 60),
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

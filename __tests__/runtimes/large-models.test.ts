import { Duration } from 'cdk8s';
import {
  Accelerator,
  ContainerImage,
  SecretKeyRef,
  SecurityProfile,
  ServerVolume,
  ServingRuntime,
  type VllmOptions,
} from '../../lib';
import { containerOf, declare, failureOf, podSpecOf } from '../support/declare';
import { make, problems, type RuntimeName } from '../support/runtimes';

const MODEL = 'meta-llama/Llama-3.1-8B-Instruct';
const gpus = (count: number, accelerator = Accelerator.nvidia(count)) => ({ cpu: '8', memory: '64Gi', accelerator });
const vllm = (options: Partial<VllmOptions> = {}) =>
  ServingRuntime.vllm({ model: MODEL, version: '0.33.0', ...options });
const envOf = (container: { env: { name: string; value?: string; valueFrom?: object }[] }) =>
  Object.fromEntries(container.env.map(({ name, value, valueFrom }) => [name, value ?? valueFrom]));

describe('vLLM', () => {
  const runtime = vllm({
    revision: 'main',
    servedModelNames: ['chat', 'llama'],
    maxModelLength: 8192,
    gpuMemoryUtilization: 0.9,
    apiKey: SecretKeyRef.named('vllm', 'key'),
  });
  const container = containerOf({ runtime, resources: gpus(4) });

  test('is started with what its own parser takes, split over the accelerators of the pod', () => {
    expect([...container.command, ...container.args].join(' ')).toBe(
      `vllm serve ${MODEL} --revision main --host 0.0.0.0 --port 8000 --served-model-name chat llama ` +
        '--tensor-parallel-size 4 --max-model-len 8192 --gpu-memory-utilization 0.9 --shutdown-timeout 60',
    );
  });

  test('drains: preStop, then the flag, both within the grace period', () => {
    const pod = podSpecOf({ runtime, resources: gpus(1), drain: { shutdown: Duration.seconds(45) } });
    expect(pod.containers[0].args.join(' ')).toContain('--shutdown-timeout 45');
    expect([pod.containers[0].lifecycle.preStop.sleep.seconds, pod.terminationGracePeriodSeconds]).toEqual([15, 65]);
  });

  test('runs as the user of its image in the group 0, with a name, and its caches on volumes', () => {
    const pod = podSpecOf({ runtime, resources: gpus(2) });
    expect(pod.securityContext).toMatchObject({ runAsUser: 2000, runAsGroup: 0, fsGroup: 0, runAsNonRoot: true });
    expect(envOf(pod.containers[0])).toMatchObject({
      HOME: '/tmp',
      USER: 'vllm',
      HF_HOME: '/var/cache/huggingface',
      VLLM_CACHE_ROOT: '/var/cache/vllm/vllm',
      VLLM_NO_USAGE_STATS: '1',
      VLLM_API_KEY: { secretKeyRef: { name: 'vllm', key: 'key' } },
    });
    expect(pod.volumes.map(({ emptyDir }: { emptyDir: object }) => emptyDir)).toEqual([
      { sizeLimit: '1Gi' },
      { sizeLimit: '50Gi' },
      { sizeLimit: '5Gi' },
      { medium: 'Memory', sizeLimit: '2Gi' },
    ]);
  });

  test('is given the time to load that the startup probe gives', () => {
    const budget = (startupBudget?: Duration) => {
      const { startupProbe, ...rest } = containerOf({ runtime, resources: gpus(1), health: { startupBudget } });
      return [startupProbe.failureThreshold * 5, envOf(rest).VLLM_ENGINE_READY_TIMEOUT_S];
    };
    expect(budget()).toEqual([1200, '1200']);
    expect(budget(Duration.hours(1))).toEqual([3600, '3600']);
  });

  test('downloads nothing where the model is in the container, and into a volume of the server where there is one', () => {
    const paths = (props: object) =>
      podSpecOf({ resources: gpus(1), ...props }).containers[0].volumeMounts.map(
        ({ name, mountPath }: { name: string; mountPath: string }) => `${name} ${mountPath}`,
      );
    expect(paths({ runtime: ServingRuntime.vllm({ model: '/models/llama' }) })).toEqual([
      'tmp /tmp',
      'var-cache-vllm /var/cache/vllm',
    ]);
    const hub = ServerVolume.persistentVolumeClaim({
      name: 'hub',
      mountPath: '/var/cache/huggingface',
      claimName: 'hub',
    });
    expect(paths({ runtime, volumes: [hub] })).toContain('hub /var/cache/huggingface');
  });

  test.each([
    ['vllm/vllm-openai:v0.17.1', undefined, 'abort'],
    ['vllm/vllm-openai:v0.18.0', undefined, 'flag'],
    ['vllm/vllm-openai:v1.0.0', undefined, 'flag'],
    ['registry.example:5000/team/vllm:0.8.5-cu128', undefined, 'abort'],
    ['registry.example/chat:0.2.0', undefined, 'abort'],
    ['registry.example/chat:0.2.0', '0.33', 'flag'],
    ['vllm/vllm-openai:latest', undefined, 'abort'],
    ['vllm/vllm-openai:latest', '0.11.0', 'abort'],
    ['vllm/vllm-openai:v0.11.0', '0.18', 'flag'],
  ])('of the image %s and the version %s ends requests by %s', (reference, version, how) => {
    const props = { runtime: vllm({ version }), image: ContainerImage.of(reference), resources: gpus(1) };
    const [{ app }, spec] = [declare(props), podSpecOf(props)];
    const { args, lifecycle } = spec.containers[0];
    expect(args.includes('--shutdown-timeout')).toBe(how === 'flag');
    expect(lifecycle.preStop.sleep.seconds).toBe(how === 'flag' ? 15 : 75);
    expect(spec.terminationGracePeriodSeconds).toBe(80);
    expect(app.warnings.some((warning) => warning.includes('cuts off running requests'))).toBe(how === 'abort');
  });
});

describe('parallelism', () => {
  const said = (options: Partial<VllmOptions>, accelerator?: Accelerator) =>
    failureOf(() => declare({ runtime: vllm(options), resources: { cpu: '8', memory: '64Gi', accelerator } }));

  test.each<[Partial<VllmOptions>, number, string]>([
    [{}, 1, '--tensor-parallel-size 1'],
    [{}, 8, '--tensor-parallel-size 8'],
    [{ pipelineParallelism: 2 }, 8, '--tensor-parallel-size 4 --pipeline-parallel-size 2'],
    [{ tensorParallelism: 2, dataParallelism: 2 }, 4, '--tensor-parallel-size 2 --data-parallel-size 2'],
  ])('%p over %d accelerators is %s', (options, count, words) => {
    expect(containerOf({ runtime: vllm(options), resources: gpus(count) }).args.join(' ')).toContain(words);
  });

  test.each<[unknown, string]>([
    ['gpu', "resources.accelerator must be made by Accelerator.nvidia(n) or its like, got 'gpu'"],
    [Accelerator.nvidia(0), 'resources.accelerator.count must be a whole number of 1 or more, got 0'],
  ])('is not held against accelerators that are wrong themselves: %p', (accelerator, message) => {
    expect(said({ tensorParallelism: 2 }, accelerator as Accelerator)).toBe(`ModelServer 'vision/iris': ${message}`);
  });

  test('is not said without accelerators', () => {
    expect(containerOf({ runtime: vllm(), resources: { cpu: '8', memory: '64Gi' } }).args.join(' ')).not.toContain(
      'parallel',
    );
  });

  const ITS = "ModelServer 'vision/iris': runtime vLLM: ";
  test.each<[string, Partial<VllmOptions>, Accelerator | undefined, string]>([
    [
      'more than there are',
      { tensorParallelism: 4 },
      Accelerator.nvidia(2),
      'parallelism must come to the 2 accelerators of a pod, got tensorParallelism 4; leave tensorParallelism out, or set the count of resources.accelerator to 4',
    ],
    [
      'fewer than there are',
      { tensorParallelism: 2 },
      Accelerator.nvidia(4),
      'parallelism must come to the 4 accelerators of a pod, got tensorParallelism 2; leave tensorParallelism out, or set the count of resources.accelerator to 2',
    ],
    [
      'groups that do not come out even',
      { pipelineParallelism: 3 },
      Accelerator.nvidia(4),
      'parallelism must come to the 4 accelerators of a pod, got pipelineParallelism 3; set the count of resources.accelerator to 6',
    ],
    [
      'without any',
      { tensorParallelism: 4 },
      undefined,
      'parallelism must be left out without accelerators, got tensorParallelism 4; set resources.accelerator, for example Accelerator.nvidia(4)',
    ],
    [
      'over parts of a device',
      {},
      Accelerator.nvidiaMig('1g.10gb', 2),
      'a model must be on one accelerator where accelerators are parts of a device or shared, since those cannot exchange with each other, got 2 of them; ask for one larger part, or for whole devices',
    ],
    [
      'over a shared device',
      { tensorParallelism: 2 },
      Accelerator.of('nvidia.com/gpu.shared', 1),
      'a model must be on one accelerator where accelerators are parts of a device or shared, since those cannot exchange with each other, got tensorParallelism 2; ask for one larger part, or for whole devices',
    ],
  ])('of %s is an error with the way out', (_, options, accelerator, sentence) => {
    expect(said(options, accelerator)).toBe(ITS + sentence);
  });

  test('shares memory of a size that follows from it, which the memory limit has to hold', () => {
    const small = { cpu: '8', memory: '2Gi', accelerator: Accelerator.nvidia(4) };
    expect(failureOf(() => declare({ runtime: vllm(), resources: small }))).toContain(
      'held in memory must fit into the memory limit of 2Gi',
    );
    expect(() => declare({ runtime: vllm({ sharedMemory: '512Mi' }), resources: small })).not.toThrow();
  });
});

describe('options that are wrong', () => {
  test.each<[RuntimeName, object, string]>([
    ['vllm', { model: '-x' }, "model must be a name such as 'org/model' or a path such as '/models/llama', got '-x'"],
    [
      'vllm',
      { model: '--help' },
      "model must be a name such as 'org/model' or a path such as '/models/llama', got '--help'",
    ],
    ['vllm', { model: MODEL, maxModelLength: '8k' }, "maxModelLength must be a whole number of 1 or more, got '8k'"],
    [
      'vllm',
      { model: MODEL, gpuMemoryUtilization: 90 },
      'gpuMemoryUtilization must be a share above 0 and up to 1, got 90',
    ],
    [
      'sglang',
      { model: MODEL, memoryFraction: '0.9' },
      "memoryFraction must be a share above 0 and up to 1, got '0.9'",
    ],
    [
      'vllm',
      { model: MODEL, apiKey: 'sk-secret' },
      'apiKey must be made by SecretKeyRef.named(...) or .of(...), got a text, which would stand in the manifest for everyone to read',
    ],
    [
      'vllm',
      { model: MODEL, servedModelName: 'chat' },
      "there is no prop 'servedModelName'; did you mean 'servedModelNames'?",
    ],
    [
      'vllm',
      { model: '/models/llama', revision: 'main' },
      "revision must be left out for a model in the container, got 'main'; the volume decides it",
    ],
    ['nim', {}, 'ngcApiKey must be made by SecretKeyRef.named(...) or .of(...), got nothing'],
    [
      'rayServe',
      { app: 'main:app', port: 9000 },
      'port must be 8000 without a configuration file, got 9000; say it in http_options of one',
    ],
    ['triton', { port: 8001 }, 'port, grpcPort and metricsPort must differ from each other, got 8001, 8001, 8002'],
    [
      'openVino',
      { model: 'org/model' },
      "task must be given for a model of the hub, for example 'text_generation', got nothing",
    ],
  ])('%s of %p', (name, options, sentence) => {
    expect(problems(name, options)).toEqual([sentence]);
  });

  test('never show a secret', () => {
    expect(failureOf(() => declare({ runtime: vllm({ apiKey: 'sk-secret' as never }) }))).not.toContain('sk-secret');
  });

  test.each<[object, string]>([
    [
      { args: ['--port', '9000'] },
      "args must not name a flag that binds the runtime to what probes and Service rely on, got '--port'; set port of ServingRuntime.vllm(...)",
    ],
    [{ args: ['--host=127.0.0.1'] }, "got '--host'; leave it out, the server listens on every address"],
    [{ args: ['-tp', '2'] }, "got '-tp'; leave it out, it follows from resources.accelerator"],
    [{ args: ['--shutdown-timeout', '5'] }, "got '--shutdown-timeout'; set drain.shutdown of the server"],
    [
      { args: ['--api-key', 'sk-secret'] },
      "args must not hold a secret, whose value stands in the manifest for everyone to read, got '--api-key'; set envFromSecrets: { VLLM_API_KEY: SecretKeyRef.named(...) } in its place",
    ],
    [
      { env: { HF_TOKEN: 'hf_secret' } },
      "env must not hold a secret, whose value stands in the manifest for everyone to read, got 'HF_TOKEN'; set envFromSecrets: { HF_TOKEN: SecretKeyRef.named(...) } in its place",
    ],
    [{ env: { VLLM_ENGINE_READY_TIMEOUT_S: '9' } }, 'set health.startupBudget of the server'],
  ])('of a server beside its runtime: %p', (props, sentence) => {
    const message = failureOf(() => declare({ runtime: vllm(), resources: gpus(1), ...props }));
    expect(message).toContain(sentence);
    expect(message).not.toMatch(/sk-secret|hf_secret/);
  });

  test('but for a secret that another variable brings, and flags of an entry point of its own', () => {
    const secret = { K: SecretKeyRef.named('vllm', 'key') };
    const props = { runtime: vllm(), resources: gpus(1) };
    expect(() => declare({ ...props, args: ['--api-key', '$(K)'], envFromSecrets: secret })).not.toThrow();
    expect(() => declare({ ...props, command: ['my-vllm'], args: ['--port', '8000'] })).not.toThrow();
  });
});

describe('a pod that leaves', () => {
  const volumes = ['/models', '/mnt/models'].map((mountPath, index) =>
    ServerVolume.emptyDir({ name: `weights-${index}`, mountPath, sizeLimit: '1Gi' }),
  );
  const warningsOf = (name: RuntimeName, props: object = {}) =>
    declare({ runtime: make(name, { model: '/models/m.gguf' }), volumes, ...props }).app.warnings;

  test('is warned about where requests are cut off after a time that nobody chose', () => {
    expect(warningsOf('llamaCpp')).toEqual([
      "ModelServer 'vision/iris': the runtime cuts off running requests when it is told to stop, so a pod gives them 60 s before that; set drain.shutdown to the time of the longest request",
    ]);
    expect(warningsOf('llamaCpp', { drain: { shutdown: Duration.seconds(90) } })).toEqual([]);
  });

  test('is warned about where more time is given than the runtime takes', () => {
    const runtime = ServingRuntime.kserve({ modelName: 'iris' });
    expect(declare({ runtime, volumes, drain: { shutdown: Duration.seconds(60) } }).app.warnings).toEqual([
      expect.stringContaining(
        'cuts off running requests 30 s after it is told to stop, whatever drain.shutdown says, got 60 s',
      ),
    ]);
    expect(declare({ runtime, volumes }).app.warnings).toEqual([]);
  });

  test('is warned about where SIGTERM is not heard and the grace period is long', () => {
    const runtime = ServingRuntime.tensorFlowServing({ modelName: 'half' });
    expect(declare({ runtime, volumes, drain: { shutdown: Duration.minutes(5) } }).app.warnings).toEqual([
      expect.stringContaining('every pod takes the whole grace period of 320 s to leave'),
    ]);
    expect(declare({ runtime, volumes }).app.warnings).toEqual([]);
  });

  test.each<[string, object, boolean]>([
    ['a shell and its line', { command: ['sh', '-c', 'vllm serve m'] }, true],
    ['a shell by its path and a script', { command: ['/bin/bash', 'run.sh'] }, true],
    ['a line that is an argument', { command: ['bash', '-lc'], args: ['python app.py'] }, true],
    ['a line that hands over', { command: ['sh', '-c', 'cd /app && exec python app.py'] }, false],
    ['a program', { command: ['python', 'app.py'] }, false],
    ['a program that is called like a shell in part', { command: ['/opt/bash-server'] }, false],
  ])('is warned about behind a shell: %s', (_, props, isWarned) => {
    const { warnings } = declare(props).app;
    expect(warnings.filter((warning) => warning.includes('hands SIGTERM to nobody'))).toHaveLength(isWarned ? 1 : 0);
  });
});

test('a server may give its image another user, and any image the group 0', () => {
  const contextOf = (security: SecurityProfile, runtime = vllm()) =>
    podSpecOf({ runtime, resources: gpus(1), security }).securityContext;
  expect(contextOf(SecurityProfile.restricted({ user: 3000 }))).toMatchObject({ runAsUser: 3000, runAsGroup: 3000 });
  const anyImage = ServingRuntime.sglang({ model: MODEL });
  expect(contextOf(SecurityProfile.restricted({ group: 0 }), anyImage)).toMatchObject({
    runAsUser: 10001,
    runAsGroup: 0,
    fsGroup: 0,
    runAsNonRoot: true,
  });
});

test('metrics have their names as data', () => {
  expect(vllm().metricNames).toMatchObject({
    waiting: 'vllm:num_requests_waiting',
    cacheUse: 'vllm:kv_cache_usage_perc',
  });
  expect(ServingRuntime.ollama().metricNames).toBeUndefined();
});

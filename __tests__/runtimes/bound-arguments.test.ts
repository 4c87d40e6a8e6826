import {
  Accelerator,
  ContainerImage,
  RuntimeArgument,
  RuntimeProbe,
  RuntimeShutdown,
  RuntimeValue,
  SecretKeyRef,
  ServingRuntime,
} from '../../lib';
import { containerOf, declare, failureOf } from '../support/declare';

const model = '/models/llama';
const image = ContainerImage.of('vllm/vllm-openai:v0.33.0');
const vllm = ServingRuntime.vllm({ model });
const sglang = ServingRuntime.sglang({ model });
const llamaCpp = ServingRuntime.llamaCpp({ model });
const fastApi = ServingRuntime.fastApi({ app: 'main:app', healthPath: '/health' });
const gunicorn = ServingRuntime.flaskGunicorn({ app: 'app:app', port: 8000, healthPath: '/health' });
const tgi = ServingRuntime.textGeneration({ model });

const resources = (devices: number) => ({
  cpu: '8',
  memory: '64Gi',
  accelerator: devices === 0 ? undefined : Accelerator.nvidia(devices),
});
const given = (runtime: ServingRuntime, devices: number, args: string[]) => ({
  runtime,
  image,
  resources: resources(devices),
  args,
});

const BINDS = 'args must not name a flag that binds the runtime to what probes and Service rely on, got ';
const DEVICES = 'args must not ask for more devices than the server has, got ';

describe('an argument that sets past its runtime what a server decides is refused', () => {
  test.each<[ServingRuntime, string[], string]>([
    [
      vllm,
      ['--tensor_parallel_size=4'],
      `'--tensor_parallel_size'; leave it out, it follows from resources.accelerator`,
    ],
    [vllm, ['--tensor_parallel-size', '4'], `'--tensor_parallel-size'; leave it out`],
    [vllm, ['--shutdown_timeout', '600'], `'--shutdown_timeout'; set drain.shutdown of the server`],
    [vllm, ['--uds', '/tmp/vllm.sock'], `'--uds'; leave it out, probes and the Service ask a port`],
    [vllm, ['--ssl-keyfile=/tls/key'], `'--ssl-keyfile'; leave it out, probes and the Service speak HTTP`],
    [vllm, ['--ssl_certfile', '/tls/crt'], `'--ssl_certfile'; leave it out`],
    [sglang, ['--ssl-certfile', '/tls/crt'], `'--ssl-certfile'; leave it out`],
    [llamaCpp, ['--ssl_key_file', '/tls/key'], `'--ssl_key_file'; leave it out`],
    [fastApi, ['--port', '9000'], `'--port'; set port of ServingRuntime.fastApi(...)`],
    [fastApi, ['--host=127.0.0.1'], `'--host'; leave it out`],
    [fastApi, ['--uds', '/tmp/s'], `'--uds'; leave it out`],
    [fastApi, ['--timeout-graceful-shutdown', '5'], `'--timeout-graceful-shutdown'; set drain.shutdown of the server`],
    [fastApi, ['--ssl-keyfile', '/tls/key'], `'--ssl-keyfile'; leave it out`],
    [gunicorn, ['--graceful-timeout=5'], `'--graceful-timeout'; set drain.shutdown of the server`],
    [gunicorn, ['--certfile', '/tls/crt'], `'--certfile'; leave it out`],
  ])('%# %p', (runtime, args, rest) => {
    expect(failureOf(() => declare(given(runtime, 2, args)))).toContain(`${BINDS}${rest}`);
  });

  test.each<[string, ServingRuntime, string[]]>([
    ['a parser that takes no underscores', tgi, ['--max_input_tokens', '9']],
    ['underscores of a short flag', vllm, ['-t_p', '2']],
    ['an option of JSON with underscores of its own', vllm, ['--compilation-config.port_x', '3']],
    ['another address of Gunicorn', gunicorn, ['--bind', '0.0.0.0:8000']],
  ])('but not %s', (_, runtime, args) => {
    expect(() => declare(given(runtime, 2, args))).not.toThrow();
  });

  test('a secret is one by any spelling', () => {
    const message = failureOf(() => declare(given(vllm, 1, ['--api_key=sk-secret'])));
    expect(message).toContain('args must not hold a secret, whose value stands in the manifest for everyone to read');
    expect(message).toContain("got '--api_key'; set envFromSecrets: { VLLM_API_KEY: SecretKeyRef.named(...) }");
    expect(message).not.toContain('sk-secret');
    const reference = { ...given(vllm, 1, ['--api_key', '$(K)']), envFromSecrets: { K: SecretKeyRef.named('a', 'b') } };
    expect(() => declare(reference)).not.toThrow();
  });
});

describe('more devices than the pod has', () => {
  test.each<[ServingRuntime, number, string[], string]>([
    [
      vllm,
      1,
      ['--data-parallel-size', '2'],
      `'--data-parallel-size 2'; set dataParallelism of ServingRuntime.vllm(...)`,
    ],
    [vllm, 4, ['-dp', '2'], `'-dp 2'; set dataParallelism`],
    [vllm, 2, ['--data_parallel_size=2'], `'--data_parallel_size 2'; set dataParallelism`],
    [vllm, 2, ['-pp', '2'], `'-pp 2'; set pipelineParallelism of ServingRuntime.vllm(...)`],
    [vllm, 2, ['--pipeline-parallel-size=2'], `'--pipeline-parallel-size 2'; set pipelineParallelism`],
    [vllm, 2, ['--nnodes', '2'], `'--nnodes 2'; serve the model by a ModelServerGroup`],
    [vllm, 2, ['-n=2'], `'-n 2'; serve the model by a ModelServerGroup`],
    [sglang, 2, ['--dp', '2'], `'--dp 2'; leave it out, replicas are copies of the model`],
    [sglang, 2, ['--dp-size=2'], `'--dp-size 2'; leave it out`],
    [sglang, 2, ['--data-parallel-size', '2'], `'--data-parallel-size 2'; leave it out`],
    [sglang, 2, ['--pp-size', '2'], `'--pp-size 2'; set pipelineParallelism of ServingRuntime.sglang(...)`],
    [sglang, 2, ['--nnodes', '2'], `'--nnodes 2'; serve the model by a ModelServerGroup`],
  ])('are refused: %# %p', (runtime, devices, args, rest) => {
    expect(failureOf(() => declare(given(runtime, devices, args)))).toContain(`${DEVICES}${rest}`);
  });

  test.each<[string, ServingRuntime, number, string[]]>([
    ['one copy', vllm, 2, ['--data-parallel-size', '1']],
    ['one group of layers', vllm, 2, ['-pp', '1']],
    ['one node', sglang, 2, ['--nnodes=1', '--node-rank', '0']],
    ['copies on processors', vllm, 0, ['-dp', '2']],
    ['copies in other pods', vllm, 2, ['-dp', '2', '--data_parallel_size_local', '1', '-dpa', 'head']],
    ['the rank of a copy behind a balancer', vllm, 2, ['--data-parallel-size', '4', '--data-parallel-rank', '1']],
    ['groups of layers that Ray places', vllm, 2, ['-pp', '2', '--distributed-executor-backend', 'ray']],
    ['nodes that somebody leads', vllm, 2, ['--nnodes', '2', '--node-rank', '1', '--master-addr', 'head']],
    ['copies that share the tensors', sglang, 4, ['--dp', '2', '--enable-dp-attention']],
    ['nodes that meet elsewhere', sglang, 2, ['--nnodes', '2', '--node-rank=1', '--nccl-init-addr', 'head:1']],
    ['what a variable says', vllm, 2, ['-dp', '$(COPIES)']],
  ])('are none: %s', (_, runtime, devices, args) => {
    expect(() => declare({ ...given(runtime, devices, args), env: { COPIES: '1' } })).not.toThrow();
  });

  test('copies that the definition makes room for are its own, and are said once', () => {
    const two = ServingRuntime.vllm({ model, dataParallelism: 2 });
    expect(containerOf(given(two, 4, [])).args.join(' ')).toContain('--tensor-parallel-size 2 --data-parallel-size 2');
    expect(failureOf(() => declare(given(two, 4, ['-dp', '4'])))).toContain(`${BINDS}'-dp'; set dataParallelism`);
  });
});

describe('a described runtime says', () => {
  const runtime = ServingRuntime.describe({
    title: 'Acme',
    ports: { http: 8080 },
    args: [
      RuntimeArgument.flag('--bind_host', RuntimeValue.host()),
      RuntimeArgument.flag('--port', RuntimeValue.port()),
      RuntimeArgument.flag('--tp', RuntimeValue.tensorParallelism()),
      RuntimeArgument.flag('--dp', RuntimeValue.dataParallelism()).unlessGiven('--shared').alsoCalled('--copies'),
    ],
    underscoresInFlags: true,
    reservedFlags: { '--unix-socket': 'leave it out, nobody asks it' },
    readiness: RuntimeProbe.http('/health'),
    shutdown: RuntimeShutdown.unbounded(),
  });

  test.each<[string[], string | undefined]>([
    [['--bind-host', '::'], `${BINDS}'--bind-host'; leave it out, the server listens on every address`],
    [['--unix_socket=/tmp/s'], `${BINDS}'--unix_socket'; leave it out, nobody asks it`],
    [['--copies', '2'], `${DEVICES}'--copies 2'; set parallelism.data of ServingRuntime.describe(...)`],
    [['--copies', '2', '--shared'], undefined],
  ])('what is bound, by any spelling: %p', (args, message) => {
    const made = () => declare(given(runtime, 2, args));
    if (message === undefined) expect(made).not.toThrow();
    else expect(failureOf(made)).toContain(message);
  });

  test.each<[object, string]>([
    [
      { reservedFlags: { uds: 'no' } },
      "reservedFlags must name flags with their dashes, for example '--uds', got 'uds'",
    ],
    [{ reservedFlags: { '--uds': '' } }, "reservedFlags['--uds'] must be a text that is not empty, got ''"],
    [{ underscoresInFlags: 'yes' }, "underscoresInFlags must be true or false, got 'yes'"],
  ])('and what is wrong with that: %p', (change, message) => {
    const wrong = ServingRuntime.describe({
      title: 'Acme',
      ports: { http: 8080 },
      listensByItself: true,
      readiness: RuntimeProbe.tcp(),
      shutdown: RuntimeShutdown.unknown(),
      ...change,
    });
    expect(wrong._description.problems).toContain(message);
  });
});

import { Accelerator, ModelSource, SecretKeyRef, ServingRuntime } from '../../lib';
import { declare, failureOf } from '../support/declare';
import { serve } from './support';

const claim = (options: object = {}) => ModelSource.claim({ name: 'llama', path: '8b', ...options });
const PATH = '/mnt/models/8b';
const commandOf = ({ server }: { server: any }): string =>
  [...(server.command ?? []), ...(server.args ?? [])].join(' ');
const RESOURCES = { cpu: '8', memory: '64Gi', accelerator: Accelerator.nvidia(1) };

describe('a runtime of a server with a source', () => {
  test.each([
    ['vLLM', ServingRuntime.vllm({}), `vllm serve ${PATH} `],
    ['SGLang', ServingRuntime.sglang({}), PATH],
    ['TensorRT-LLM', ServingRuntime.tensorRtLlm({}), PATH],
    ['TEI', ServingRuntime.textEmbeddings({}), PATH],
    ['TGI', ServingRuntime.textGeneration({}), PATH],
    ['llama.cpp', ServingRuntime.llamaCpp({}), `--model ${PATH}`],
    ['OpenVINO', ServingRuntime.openVino({}), PATH],
    ['Triton', ServingRuntime.triton(), PATH],
    ['TensorFlow Serving', ServingRuntime.tensorFlowServing({ modelName: 'resnet' }), `--model_base_path=${PATH}`],
    ['MLServer', ServingRuntime.mlServer(), PATH],
    ['KServe', ServingRuntime.kserve({ modelName: 'iris' }), PATH],
  ])('%s is told where the weights are, and downloads nothing', (_, runtime, told) => {
    const served = serve(claim(), { runtime, resources: RESOURCES });
    expect(commandOf(served)).toContain(told);
    expect(served.pod.volumes.map(({ name }: any) => name)).not.toContain('var-cache-huggingface');
  });

  test.each([['MLflow', ServingRuntime.mlflow()]])('%s is told by a variable', (_, runtime) => {
    const { server } = serve(claim(), { runtime });
    expect(JSON.stringify(server.env)).toContain(PATH);
  });

  test('is given the time to read them, also where it counts by itself', () => {
    const startOf = (size?: string) => {
      const { server } = serve(claim({ size }), { runtime: ServingRuntime.vllm({}), resources: RESOURCES });
      const { value } = server.env.find(({ name }: any) => name === 'VLLM_ENGINE_READY_TIMEOUT_S');
      return [Number(value), server.startupProbe.failureThreshold * server.startupProbe.periodSeconds];
    };
    expect(startOf()).toEqual([1200, 1200]);
    expect(startOf('15Gi')).toEqual([1329, 1330]);
  });

  test('is one value for several servers', () => {
    const runtime = ServingRuntime.vllm({});
    const at = (path: string) => commandOf(serve(claim({ path }), { runtime, resources: RESOURCES }));
    expect(at('8b')).toContain('/mnt/models/8b ');
    expect(at('70b')).toContain('/mnt/models/70b ');
  });
});

describe('a model is refused', () => {
  const failure = (runtime: ServingRuntime, props: object = {}) =>
    failureOf(() => declare({ runtime, resources: RESOURCES, ...props }));

  test.each([
    [ServingRuntime.vllm({ model: 'org/llama' }), 'model', 'org/llama'],
    [ServingRuntime.triton({ modelRepository: 's3://models' }), 'modelRepository', 's3://models'],
  ])('%# where the runtime and a source say it', (runtime, member, value) => {
    expect(failure(runtime, { source: claim() })).toContain(
      `${member} must be left out where the server has a source, which says where the weights are, got '${value}'`,
    );
  });

  test('where neither says it', () => {
    expect(failure(ServingRuntime.vllm({}))).toContain(
      'runtime vLLM: model must be given where the server has no source, got nothing',
    );
    expect(() => declare({ runtime: ServingRuntime.triton() })).not.toThrow();
  });

  test.each<[string, ModelSource, string[]]>([
    [
      'is wrong',
      ModelSource.huggingFace({ repository: 'https://huggingface.co/a/b' }),
      ["source.repository must be '<owner>/<name>', got 'https://huggingface.co/a/b'"],
    ],
    [
      'is none',
      'a/b' as never,
      ["source must be made by ModelSource.huggingFace(...), .claim(...) or its like, got 'a/b'"],
    ],
  ])('and not missed where the source that would say it %s', (_, source, messages) => {
    for (const runtime of [ServingRuntime.vllm({}), ServingRuntime.llamaCpp({}), ServingRuntime.textGeneration({})])
      expect(failure(runtime, { source })).toBe(
        messages.map((message) => `ModelServer 'vision/iris': ${message}`).join('\n'),
      );
  });

  test('where its options are none, as before', () => {
    expect(failure(ServingRuntime.vllm('org/llama' as never))).toContain("options must be an object, got 'org/llama'");
  });

  test('where a token of the hub stands in a variable', () => {
    const source = ModelSource.huggingFace({ repository: 'org/llama', token: SecretKeyRef.named('hf', 'token') });
    expect(failure(ServingRuntime.vllm({}), { source, env: { HF_TOKEN: 'hidden' } })).toContain(
      "env must not hold a secret, whose value stands in the manifest for everyone to read, got 'HF_TOKEN'",
    );
  });
});

import { Accelerator, ContainerImage, type ModelServerProps, SecretKeyRef, ServingRuntime } from '../../lib';
import { declare } from '../support/declare';

const model = 'org/model';
const CPU = { cpu: '4', memory: '32Gi' };
const VLLM = ServingRuntime.vllm({ model });
const NIM = ServingRuntime.nim({ ngcApiKey: SecretKeyRef.named('ngc', 'key') });
const vllmImage = ContainerImage.of('vllm/vllm-openai:v0.33.0');

const warningsOf = (props: Partial<ModelServerProps>): string[] => {
  const { app } = declare({ resources: CPU, ...props });
  app.synthYaml();
  return app.warnings.filter((warning) => /and the pod asks for none/.test(warning));
};

test.each<[string, ServingRuntime, string]>([
  [
    'vllm/vllm-openai:v0.33.0',
    VLLM,
    'does not start without an accelerator (Failed to infer device type), and the pod asks for none; set resources.accelerator, or use an image for processors: vllm/vllm-openai-cpu',
  ],
  ['vllm/vllm-openai', VLLM, 'does not start'],
  ['vllm/vllm-openai:v0.33.0-rocm', VLLM, 'does not start'],
  [`mirror.example:5000/hub/vllm/vllm-openai@sha256:${'a'.repeat(64)}`, VLLM, 'does not start'],
  ['lmsysorg/sglang:v0.5.23', ServingRuntime.sglang({ model }), 'does not start'],
  ['nvcr.io/nvidia/tensorrt-llm/release:1.2.0', ServingRuntime.tensorRtLlm({ model }), 'serves on NVIDIA GPUs alone'],
  [
    'ghcr.io/huggingface/text-generation-inference:3.3.7',
    ServingRuntime.textGeneration({ model }),
    'is not meant to serve without an accelerator',
  ],
  [
    'ghcr.io/huggingface/text-embeddings-inference:cuda-1.9',
    ServingRuntime.textEmbeddings({ model }),
    'does not start without an accelerator',
  ],
  ['nvcr.io/nim/meta/llama-3.1-8b-instruct:1.8.4', NIM, 'serves on NVIDIA GPUs alone, and the pod asks for none'],
])('%s without an accelerator is a warning', (reference, runtime, text) => {
  const image = ContainerImage.of(reference);
  const found = warningsOf({ image, runtime });
  expect(found).toEqual([expect.stringContaining(text)]);
  expect(found[0]).toContain(`image '${reference.slice(0, 30)}`);
  expect(warningsOf({ image, runtime, resources: { ...CPU, accelerator: Accelerator.nvidia(1) } })).toEqual([]);
});

test.each<[string, ServingRuntime]>([
  ['vllm/vllm-openai-cpu:v0.33.0', VLLM],
  ['vllm/vllm-openai:v0.33.0-cpu', VLLM],
  ['public.ecr.aws/q9t5s3a7/vllm-cpu-release-repo:v0.33.0', VLLM],
  ['registry.example/vllm:1', VLLM],
  ['registry.example/our-vllm-openai:1', VLLM],
  ['lmsysorg/sglang:v0.5.23-xeon', ServingRuntime.sglang({ model })],
  ['ghcr.io/huggingface/text-generation-inference:3.3.5-intel-cpu', ServingRuntime.textGeneration({ model })],
  ['ghcr.io/huggingface/text-embeddings-inference:cpu-1.9', ServingRuntime.textEmbeddings({ model })],
  // Falls back to processors.
  ['ghcr.io/huggingface/text-embeddings-inference:86-1.9', ServingRuntime.textEmbeddings({ model })],
  ['nvcr.io/nvidia/tritonserver:26.08-py3', ServingRuntime.triton({ modelRepository: 's3://models' })],
  ['ollama/ollama:0.33.0', ServingRuntime.ollama()],
  ['registry.example/meta/llama:1', NIM],
])('%s is none', (reference, runtime) => {
  expect(warningsOf({ image: ContainerImage.of(reference), runtime })).toEqual([]);
});

test.each<[string, Partial<ModelServerProps>]>([
  ['devices that NVIDIA gives to whoever names them', { env: { NVIDIA_VISIBLE_DEVICES: 'all' } }],
  ['another command', { command: ['python3', 'serve.py'] }],
  ['an argument that says which device', { args: ['--device=cpu'] }],
  [
    'a device that overrides ask for',
    {
      overrides: {
        deployment: {
          spec: {
            template: {
              spec: {
                containers: [
                  {
                    name: 'iris',
                    resources: { limits: { 'nvidia.com/gpu': '1' }, requests: { 'nvidia.com/gpu': '1' } },
                  },
                ],
              },
            },
          },
        },
      },
    },
  ],
])('nor is %s', (_, props) => {
  expect(warningsOf({ image: vllmImage, runtime: VLLM })).toHaveLength(1);
  expect(warningsOf({ image: vllmImage, runtime: VLLM, ...props })).toEqual([]);
});

test('TGI serves without one where it is told to do without its kernels', () => {
  const image = ContainerImage.of('ghcr.io/huggingface/text-generation-inference:3.3.7');
  const runtime = ServingRuntime.textGeneration({ model });
  expect(warningsOf({ image, runtime, args: ['--disable-custom-kernels'] })).toEqual([]);
});

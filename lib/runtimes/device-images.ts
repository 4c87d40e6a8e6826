import { parseImageReference } from '../private/image-reference';

/** What images of a runtime are without a device. */
interface DeviceImages {
  /** The end of the repository, mirrors included. Images of other names may be built for anything. */
  readonly repository: RegExp;
  /** Tags of these builds; nothing for all that do not name processors. */
  readonly tags?: RegExp;
  /** What comes of them. */
  readonly outcome: string;
  /** The build that takes none; nothing where there is none. */
  readonly instead?: string;
  /** Arguments by which somebody says that he knows. */
  readonly unless?: RegExp;
}

/** What an image is without a device. */
export interface DeviceNeed {
  readonly outcome: string;
  readonly instead?: string;
  /** Arguments by which somebody says that he knows. */
  readonly unless?: RegExp;
}

/** Tags of builds for processors, by the words that they are made of: `3.3.5-intel-cpu`, `latest-xeon`. */
const PROCESSORS = /(^|[-._])(cpu|xeon|llamacpp)([-._]|$)/;

/** By the factory of the runtime. What is not listed serves on processors too, as Triton's images do, or nobody has looked. */
const IMAGES: { readonly [factory: string]: readonly DeviceImages[] | undefined } = {
  vllm: [
    {
      // `Failed to infer device type`: https://github.com/vllm-project/vllm/issues/17187
      repository: /(^|\/)vllm\/vllm-openai$/,
      outcome: 'does not start without an accelerator (Failed to infer device type)',
      instead: 'vllm/vllm-openai-cpu',
      unless: /^--device\b/,
    },
  ],
  sglang: [
    {
      // sglang/srt/utils/common.py (`get_device`), https://docs.sglang.io/docs/hardware-platforms/cpu_server
      repository: /(^|\/)lmsysorg\/sglang$/,
      outcome: 'does not start without an accelerator (No accelerator is available)',
      instead: 'one that is built for Xeon',
      unless: /^--device\b/,
    },
  ],
  tensorRtLlm: [
    {
      // It compiles models for NVIDIA's GPUs: https://nvidia.github.io/TensorRT-LLM/overview.html
      repository: /(^|\/)nvidia\/tensorrt-llm\/release$/,
      outcome: 'serves on NVIDIA GPUs alone',
    },
  ],
  textGeneration: [
    {
      // README of huggingface/text-generation-inference: without GPUs it needs --disable-custom-kernels, and is slow;
      // https://huggingface.co/docs/text-generation-inference/installation_intel
      repository: /(^|\/)huggingface\/text-generation-inference$/,
      outcome: 'is not meant to serve without an accelerator',
      instead: 'one whose tag ends with -intel-cpu',
      unless: /^--disable-custom-kernels\b/,
    },
  ],
  textEmbeddings: [
    {
      // Ends where there is no nvidia-smi (cuda-all-entrypoint.sh); builds for one kind of GPU fall back to processors.
      repository: /(^|\/)huggingface\/text-embeddings-inference$/,
      tags: /^cuda-/,
      outcome: "does not start without an accelerator ('nvidia-smi' command not found)",
      instead: 'one whose tag begins with cpu-',
    },
  ],
  nim: [
    {
      // https://docs.nvidia.com/nim/large-language-models
      repository: /(^|\/)nim\/[^/]+\/[^/]+$/,
      outcome: 'serves on NVIDIA GPUs alone',
    },
  ],
};

/** What an image of a runtime is without a device; nothing where it needs none, or is not known. */
export function deviceNeed(factory: string, image: string | undefined): DeviceNeed | undefined {
  const { repository, tag = '' } = parseImageReference(image) ?? {};
  if (repository === undefined) return undefined;
  const found = IMAGES[factory]?.find((each) => each.repository.test(repository));
  if (!found || PROCESSORS.test(tag) || (found.tags && !found.tags.test(tag))) return undefined;
  const { outcome, instead, unless } = found;
  return { outcome, instead, unless };
}

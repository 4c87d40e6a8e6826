import type { ModelChange } from './data/pods';

/** What an option of a server decides about the answers of a model. */
export type OptionMeaning = Exclude<ModelChange['what'], 'image'>;

/**
 * What engines call them: https://docs.vllm.ai/en/latest/cli/serve/, https://docs.sglang.ai/advanced_features/server_arguments.html,
 * https://huggingface.co/docs/text-generation-inference/reference/launcher, https://docs.nvidia.com/deeplearning/triton-inference-server/.
 */
const FLAGS: { readonly [flag: string]: OptionMeaning } = {
  '--model': 'weights',
  '-m': 'weights',
  '--model-id': 'weights',
  '--model-path': 'weights',
  '--model-dir': 'weights',
  '--model-uri': 'weights',
  '--model-repository': 'weights',
  '--model-store': 'weights',
  '--load-model': 'weights',
  '--hf-repo': 'weights',
  '--hf-file': 'weights',
  '--storage-uri': 'weights',
  '--revision': 'revision',
  '--code-revision': 'revision',
  '--tokenizer-revision': 'revision',
  '--served-model-name': 'served name',
  '--model-name': 'served name',
  '--alias': 'served name',
  '--lora-modules': 'adapter',
  '--lora-paths': 'adapter',
  '--lora-adapters': 'adapter',
  '--lora': 'adapter',
};

const VARIABLES: { readonly [name: string]: OptionMeaning } = {
  MODEL: 'weights',
  MODEL_ID: 'weights',
  MODEL_PATH: 'weights',
  MODEL_DIR: 'weights',
  MODEL_URI: 'weights',
  HF_MODEL_ID: 'weights',
  INFINITY_MODEL_ID: 'weights',
  STORAGE_URI: 'weights',
  REVISION: 'revision',
  MODEL_REVISION: 'revision',
  HF_REVISION: 'revision',
  HF_MODEL_REVISION: 'revision',
  MODEL_NAME: 'served name',
  SERVED_MODEL_NAME: 'served name',
  LORA_ADAPTERS: 'adapter',
  LORA_MODULES: 'adapter',
};

/** What a flag decides: one that nobody knows is a flag of the engine. */
export function meaningOfFlag(flag: string): OptionMeaning {
  const name = flag.replaceAll('_', '-');
  return Object.hasOwn(FLAGS, name) ? FLAGS[name] : 'engine flags';
}

/** What a variable decides; nothing where its name says nothing of the model. */
export function meaningOfVariable(name: string): OptionMeaning | undefined {
  if (Object.hasOwn(VARIABLES, name)) return VARIABLES[name];
  return /^(VLLM|SGLANG|TGI|TRITON|OLLAMA|LLAMA)_/.test(name) ? 'engine flags' : undefined;
}

/** An option on a command line. */
export interface EngineOption {
  /** `--max-model-len`; empty for what is no option. */
  readonly flag: string;
  /** Its values, as written. */
  readonly value: string;
}

/** The options of a command line, and what names the model without one: `vllm serve org/model`, `s3://bucket/model`. */
export function optionsIn(words: readonly string[]): EngineOption[] {
  const options: EngineOption[] = [];
  // The options of a shell say nothing of those that its script gives to an engine.
  if (/(^|\/)(ba|da|z|a)?sh$/.test(words[0] ?? '')) return [];
  for (const [index, word] of words.entries()) {
    if (word === '-m' && /python[\d.]*$/.test(words[index - 1] ?? '')) continue;
    const [, flag, value] = /^(--?[A-Za-z][\w-]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
    const last = options.at(-1);
    if (flag !== undefined) options.push({ flag, value: value ?? '' });
    else if (words[index - 1] === 'serve' || (last === undefined && /^[a-z][a-z0-9+.-]*:\/\//.test(word)))
      options.push({ flag: '--model', value: word });
    else if (last !== undefined && last.flag !== '')
      options[options.length - 1] = { ...last, value: last.value === '' ? word : `${last.value} ${word}` };
  }
  return options;
}

const SECRET = /key|token|password|secret|credential|auth/i;

/** An option as a reader may see it. */
export function optionText({ flag, value }: EngineOption): string {
  if (value === '') return flag;
  // `--tokenizer` and the like are no secrets; `--max-num-batched-tokens` is a number.
  const isSecret = SECRET.test(flag.replace(/tokenizer|tokens/gi, ''));
  return `${flag} ${isSecret ? '(hidden)' : withoutCredentials(value)}`;
}

/** An address without who asks, and without the signature of its query. */
export function withoutCredentials(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^/\s@]*@/gi, '$1').replace(/(:\/\/[^\s?]*)\?\S*/g, '$1');
}

import type { Endpoint } from './endpoints';
import { endpointsIn, isCalled } from './endpoints';
import type { GivenText } from './variables';

/** What pods need from outside of the cluster. */
export interface OutsideNeed {
  readonly text: GivenText;
  /** What is needed, in words. */
  readonly what: string;
  readonly port: number;
}

/** Variables with keys to what answers on the internet alone, as long as no variable leads elsewhere. */
const KEYS: { readonly [name: string]: string } = {
  ANTHROPIC_API_KEY: 'a hosted API',
  COHERE_API_KEY: 'a hosted API',
  HF_TOKEN: 'the model hub',
  HUGGINGFACE_HUB_TOKEN: 'the model hub',
  HUGGING_FACE_HUB_TOKEN: 'the model hub',
  MISTRAL_API_KEY: 'a hosted API',
  OPENAI_API_KEY: 'a hosted API',
  WANDB_API_KEY: 'Weights & Biases',
};

const STORES = /(?<![A-Za-z0-9+.-])(s3|gs|hf|az|abfss?):\/\/[A-Za-z0-9]/;

/** `HF_HUB_OFFLINE` of huggingface_hub, `TRANSFORMERS_OFFLINE` of transformers, `WANDB_MODE` of wandb. */
const OFFLINE = /^(HF_HUB_OFFLINE|HF_DATASETS_OFFLINE|TRANSFORMERS_OFFLINE|WANDB_MODE|WANDB_DISABLED)$/;

/** Variables that lead requests elsewhere: to a proxy, to a mirror, to a store of one's own. */
const ELSEWHERE = /(^|_)(PROXY|ENDPOINT|ENDPOINT_URL|BASE_URL|API_BASE|EMULATOR_HOST|MIRROR)(_S3)?$/i;

/** What texts of a container name that is outside of the cluster; Services of the set are not among the endpoints. */
export function outsideNeeds(texts: readonly GivenText[], elsewhere: readonly Endpoint[]): OutsideNeed[] {
  const called = elsewhere
    .filter(isCalled)
    .map(({ text, port }) => ({ text, what: 'a host outside of the set', port }));
  const keys = texts.flatMap((text) =>
    text.name !== undefined && text.value !== '' && Object.hasOwn(KEYS, text.name)
      ? [{ text, what: KEYS[text.name], port: 443 }]
      : [],
  );
  const stores = texts
    .filter(({ value }) => value?.includes('://') === true && STORES.test(value))
    .map((text) => ({ text, what: 'an object store or model hub', port: 443 }));
  const needs = [...called, ...keys, ...stores];
  if (needs.length === 0) return needs;
  const names = texts.flatMap(({ name }) => name ?? []);
  if (names.some((name) => /_PROXY$/i.test(name))) return [];
  return names.some((name) => ELSEWHERE.test(name) || OFFLINE.test(name)) ? called : needs;
}

/** Variables of an address whose value the set does not have: it may be anywhere. */
const ADDRESS =
  /(^|_)(DATABASE|DB|POSTGRES|PG|MYSQL|MONGO|MONGODB|REDIS|KAFKA|AMQP|RABBITMQ|BROKER)_(URL|URI|DSN|HOST)$/;

/** Texts that name a database or broker by an address that only a Secret knows. */
export function hiddenAddresses(texts: readonly GivenText[]): GivenText[] {
  return texts.filter(({ name, value }) => name !== undefined && value === undefined && ADDRESS.test(name));
}

/** All hosts by name that texts lead to. */
export function hostsIn(texts: readonly GivenText[]): Endpoint[] {
  return texts.flatMap(endpointsIn);
}

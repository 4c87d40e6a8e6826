import type { SecretKeyRef } from '../core/references';
import type { OptionReader } from './option-reader';
import { RuntimeArgument } from './runtime-argument';
import type { ModelParallelism, RuntimeSecret } from './runtime-definition';
import { RuntimeValue } from './runtime-value';
import type { WritablePath } from './writable-path';

/** What servers of large language models have in common. */
export interface LargeModelOptions {
  /**
   * The model: a repository of the Hugging Face hub such as `meta-llama/Llama-3.1-8B-Instruct`, which every pod downloads,
   * or a directory in the container such as `/models/llama`, which a volume brings. Left out with a `source` of the server.
   *
   * @default - what the `source` of the server brings; one of both must be given
   */
  readonly model?: string;

  /**
   * Branch, tag or commit of the repository. Only where the model is one of the hub.
   *
   * @default - the newest
   */
  readonly revision?: string;

  /**
   * Port to listen on, from 1 to 65535.
   *
   * @default - the runtime's own: 8000; 30000 for SGLang
   */
  readonly port?: number;

  /**
   * Accelerators that each layer of the model is split over.
   *
   * @default - all of the pod's that the other kinds of parallelism leave, as `resources.accelerator` says
   */
  readonly tensorParallelism?: number;

  /**
   * Groups of layers that follow each other, each on accelerators of its own.
   *
   * @default - 1; in a group of pods one for each of them, so that each layer is on one node
   */
  readonly pipelineParallelism?: number;

  /**
   * Key that clients have to send. Health checks and metrics stay open.
   *
   * @default - none: everyone whom the network policy lets in is served
   */
  readonly apiKey?: SecretKeyRef;

  /**
   * Size of the emptyDir that a model of the hub is downloaded to (`/var/cache/huggingface`), as a Kubernetes quantity.
   * A volume of the server mounted there takes its place.
   *
   * @default '50Gi'
   */
  readonly hubCacheSize?: string;

  /**
   * Shared memory of the pod (`/dev/shm`), as a Kubernetes quantity. It counts against the memory limit.
   *
   * @default - 1Gi for each accelerator, from two on
   */
  readonly sharedMemory?: string;
}

/** Where the libraries of the hub keep what they download: `HF_HOME` of every runtime that uses them. */
export const HUB_CACHE = '/var/cache/huggingface';

/** A name of the hub or a path, and nothing that reads as a flag. */
export const MODEL = /^[^-\s]\S*$/;
export const MODEL_WANTED = `a name such as 'org/model' or a path such as '/models/llama'`;

/** Size of a download where nobody says: an 8B model in 16 bits is 16 GB, and is there twice while it is moved. */
const HUB_CACHE_SIZE = '50Gi';

/** The options of a large model, read. */
export interface LargeModel {
  readonly model: string;
  readonly revision: RuntimeArgument[];
  readonly apiKey: SecretKeyRef | undefined;
  readonly parallelism: ModelParallelism;
  /** Where weights are downloaded to; nothing where the model is in the container. */
  readonly downloads: WritablePath[];
  readonly sharedMemory: { readonly sharedMemory?: string; readonly sharedMemoryPerAccelerator?: string };
}

export function readLargeModel<O extends LargeModelOptions>(read: OptionReader<O>): LargeModel {
  const model = read.requiredText('model', MODEL, MODEL_WANTED);
  const revision = read.word('revision');
  if (revision !== undefined && isPath(model))
    read.add(`revision must be left out for a model in the container, got '${revision}'; the volume decides it`);
  const sharedMemory = read.bytes('sharedMemory');
  return {
    model,
    revision: given('--revision', revision),
    apiKey: read.secret('apiKey'),
    parallelism: {
      tensor: read.wholeNumber('tensorParallelism', 1, 1024),
      pipeline: read.wholeNumber('pipelineParallelism', 1, 1024),
    },
    downloads: hubDownloads(model, read.bytes('hubCacheSize')),
    sharedMemory: sharedMemory === undefined ? { sharedMemoryPerAccelerator: '1Gi' } : { sharedMemory },
  };
}

/** The directory that a model of the hub is downloaded to. */
export function hubDownloads(model: string, size = HUB_CACHE_SIZE): WritablePath[] {
  return isPath(model) ? [] : [{ path: HUB_CACHE, sizeLimit: size }];
}

/** The variables that the libraries of the hub read its token from; the second is the name before. */
export function hubTokens(argument?: string): RuntimeSecret[] {
  return [{ variable: 'HF_TOKEN', argument }, { variable: 'HUGGING_FACE_HUB_TOKEN' }];
}

/** Whether a model is in the container already. */
export function isPath(model: string): boolean {
  return model.startsWith('/');
}

/** A flag where there is a value for it. */
export function given(flag: string, value: string | number | undefined): RuntimeArgument[] {
  return value === undefined ? [] : [RuntimeArgument.flag(flag, RuntimeValue.text(String(value)))];
}

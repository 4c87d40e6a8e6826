import { Duration } from 'cdk8s';
import type { SecretKeyRef } from '../core/references';
import { define } from './define';
import { hubTokens } from './large-model';
import { OptionReader } from './option-reader';
import type { RuntimeDescription } from './runtime-description';
import { RuntimeProbe } from './runtime-probe';
import { RuntimeShutdown } from './runtime-shutdown';
import { RuntimeValue } from './runtime-value';

/** How an NVIDIA NIM for large language models serves the model of its image. */
export interface NimOptions {
  /** Key of NGC, by which the image fetches its model. */
  readonly ngcApiKey: SecretKeyRef;

  /**
   * Name that clients ask for the model by.
   *
   * @default - the model's own
   */
  readonly servedModelName?: string;

  /**
   * Which of the image's profiles is run: precision, parallelism, engine.
   *
   * @default - the one that NIM finds fitting for the GPUs
   */
  readonly modelProfile?: string;

  /**
   * The longest prompt and answer together, in tokens.
   *
   * @default - what the model says
   */
  readonly maxModelLength?: number;

  /**
   * Port to listen on, from 1 to 65535.
   *
   * @default 8000
   */
  readonly port?: number;

  /**
   * Size of the emptyDir that the model is downloaded to (`/opt/nim/.cache`), as a Kubernetes quantity. A volume of the
   * server mounted there takes its place.
   *
   * @default '50Gi'
   */
  readonly cacheSize?: string;

  /**
   * Shared memory of the pod (`/dev/shm`), as a Kubernetes quantity. It counts against the memory limit.
   *
   * @default - 1Gi for each accelerator, from two on
   */
  readonly sharedMemory?: string;
}

/** https://docs.nvidia.com/nim/large-language-models/2.0.1/reference (`NIM_SERVER_PORT`). */
const PORT = 8000;
const CACHE = '/opt/nim/.cache';

export function nim(options: NimOptions): RuntimeDescription {
  const read = new OptionReader<NimOptions>(options, 'NimOptions');
  const key = read.secret('ngcApiKey');
  if (key === undefined && read.problems.length === 0)
    read.add('ngcApiKey must be made by SecretKeyRef.named(...) or .of(...), got nothing');
  const [name, profile] = [read.word('servedModelName'), read.word('modelProfile')];
  const [length, port] = [read.wholeNumber('maxModelLength', 1), read.port('port') ?? PORT];
  const [size, shared] = [read.bytes('cacheSize') ?? '50Gi', read.bytes('sharedMemory')];
  const setting = (variable: string, value: string | number | undefined): { readonly [name: string]: RuntimeValue } =>
    value === undefined ? {} : { [variable]: RuntimeValue.text(String(value)) };
  return define({ title: 'NIM', factory: 'nim', problems: read.problems }, () => ({
    title: 'NIM',
    ports: { http: port },
    // It listens on every address; the port is told.
    listensByItself: true,
    env: {
      NIM_SERVER_PORT: RuntimeValue.port(),
      NIM_CACHE_PATH: RuntimeValue.text(CACHE),
      ...setting('NIM_SERVED_MODEL_NAME', name),
      ...setting('NIM_MODEL_PROFILE', profile),
      ...setting('NIM_MAX_MODEL_LEN', length),
    },
    secrets: [{ variable: 'NGC_API_KEY', value: key }, ...hubTokens()],
    // Of the engine, and of the proxy before it, which needs no model.
    readiness: RuntimeProbe.http('/v1/health/ready'),
    liveness: RuntimeProbe.http('/v1/health/live'),
    metrics: { path: '/v1/metrics' },
    shutdown: RuntimeShutdown.unknown(),
    user: 1000, // NIM's documentation of other models; not looked at for this one
    writablePaths: [{ path: CACHE, sizeLimit: size }],
    ...(shared === undefined ? { sharedMemoryPerAccelerator: '1Gi' } : { sharedMemory: shared }),
    // Our choice, as for vLLM.
    startupBudget: Duration.minutes(20),
    probeTimeout: Duration.seconds(30), // https://github.com/NVIDIA/k8s-nim-operator/issues/730
    hasSleepCommand: true, // Ubuntu
  }));
}

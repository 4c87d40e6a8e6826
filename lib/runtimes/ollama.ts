import { Duration } from 'cdk8s';
import { define } from './define';
import { OptionReader } from './option-reader';
import type { RuntimeDescription } from './runtime-description';
import { RuntimeProbe } from './runtime-probe';
import { RuntimeShutdown } from './runtime-shutdown';
import { RuntimeValue } from './runtime-value';

/** How Ollama serves models. Which ones is said by requests: `POST /api/pull` brings one into `modelsPath`. */
export interface OllamaOptions {
  /**
   * Port to listen on, from 1 to 65535.
   *
   * @default 11434
   */
  readonly port?: number;

  /**
   * Directory that models are pulled into: an emptyDir, unless the server mounts a volume there, which keeps them.
   *
   * @default '/var/cache/ollama'
   */
  readonly modelsPath?: string;

  /**
   * Size of that emptyDir, as a Kubernetes quantity.
   *
   * @default '20Gi'
   */
  readonly modelsSize?: string;

  /**
   * The longest prompt and answer together, in tokens.
   *
   * @default - Ollama's own
   */
  readonly contextLength?: number;

  /**
   * Requests that a model answers at once.
   *
   * @default - Ollama's own
   */
  readonly parallelRequests?: number;

  /**
   * Time after which a model that nobody asks for is unloaded. Whole seconds of 1 or more.
   *
   * @default - never: a pod that holds an accelerator keeps its model
   */
  readonly keepAlive?: Duration;
}

/** envconfig/config.go@0.33 (`OLLAMA_HOST`). */
const PORT = 11434;

export function ollama(options: OllamaOptions | undefined): RuntimeDescription {
  const read = new OptionReader<OllamaOptions>(options, 'OllamaOptions');
  const port = read.port('port') ?? PORT;
  const path = read.path('modelsPath') ?? '/var/cache/ollama';
  const sizeLimit = read.bytes('modelsSize') ?? '20Gi';
  const [context, parallel] = [read.wholeNumber('contextLength', 1), read.wholeNumber('parallelRequests', 1)];
  const keepAlive = read.seconds('keepAlive', 1);
  const setting = (name: string, value: number | undefined): { readonly [name: string]: RuntimeValue } =>
    value === undefined ? {} : { [name]: RuntimeValue.text(String(value)) };
  return define({ title: 'Ollama', factory: 'ollama', problems: read.problems }, () => ({
    title: 'Ollama',
    ports: { http: port },
    command: ['ollama', 'serve'], // the image's own (Dockerfile@0.33)
    // envconfig/config.go@0.33.
    env: {
      OLLAMA_HOST: RuntimeValue.address(),
      OLLAMA_MODELS: RuntimeValue.text(path),
      OLLAMA_KEEP_ALIVE: RuntimeValue.text(keepAlive === undefined ? '-1' : `${keepAlive}s`),
      ...setting('OLLAMA_CONTEXT_LENGTH', context),
      ...setting('OLLAMA_NUM_PARALLEL', parallel),
    },
    // Says that the process is up, not that a model is there: none is until somebody asks (server/routes.go@0.33).
    readiness: RuntimeProbe.http('/'),
    // `srvr.Close()` drops connections at once (server/routes.go@0.33). There are no metrics.
    shutdown: RuntimeShutdown.aborts(Duration.seconds(60)),
    writablePaths: [{ path, sizeLimit }],
    hasSleepCommand: true, // Ubuntu (Dockerfile@0.33)
  }));
}

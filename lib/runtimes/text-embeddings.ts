import { Duration } from 'cdk8s';
import type { SecretKeyRef } from '../core/references';
import { define } from './define';
import { given, HUB_CACHE, hubDownloads, isPath, MODEL, MODEL_WANTED, hubTokens } from './large-model';
import { LatencyMetric } from './latency-metric';
import { OptionReader } from './option-reader';
import { RuntimeArgument } from './runtime-argument';
import type { RuntimeDescription } from './runtime-description';
import { RuntimeProbe } from './runtime-probe';
import { RuntimeShutdown } from './runtime-shutdown';
import { RuntimeValue } from './runtime-value';

/** How Text Embeddings Inference serves a model. Everything else is an argument: `args` of the server. */
export interface TextEmbeddingsOptions {
  /**
   * The model: a repository of the Hugging Face hub, which every pod downloads, or a directory in the container.
   * Left out with a `source` of the server.
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
   * Name that answers carry.
   *
   * @default - the model as it is written in `model`
   */
  readonly servedModelName?: string;

  /**
   * Port to listen on, from 1 to 65535.
   *
   * @default 3000
   */
  readonly port?: number;

  /**
   * The most tokens that are computed at once: what to lower when memory runs out.
   *
   * @default 16384
   */
  readonly maxBatchTokens?: number;

  /**
   * Key that clients have to send.
   *
   * @default - none
   */
  readonly apiKey?: SecretKeyRef;

  /**
   * Size of the emptyDir that a model of the hub is downloaded to (`/var/cache/huggingface`), as a Kubernetes quantity.
   *
   * @default '10Gi'
   */
  readonly hubCacheSize?: string;
}

/** router/src/main.rs@1.9.3 (`--port`). The image says 80, which takes a privilege. */
const PORT = 3000;

const METRICS = { waiting: 'te_queue_size', latency: 'te_request_duration' };

/** router/src/http/server.rs, core/src/infer.rs@1.9.3. The error `validation` is of the client. Histograms of seconds. */
const REQUESTS = {
  finished: ['te_request_count'],
  failed: ['te_request_failure{err!="validation"}'],
  latency: LatencyMetric.histogram(METRICS.latency),
};

export function textEmbeddings(options: TextEmbeddingsOptions): RuntimeDescription {
  const read = new OptionReader<TextEmbeddingsOptions>(options, 'TextEmbeddingsOptions');
  const model = read.requiredText('model', MODEL, MODEL_WANTED);
  const [revision, name] = [read.word('revision'), read.word('servedModelName')];
  if (revision !== undefined && isPath(model))
    read.add(`revision must be left out for a model in the container, got '${revision}'; the volume decides it`);
  const [port, tokens] = [read.port('port') ?? PORT, read.wholeNumber('maxBatchTokens', 1)];
  const [apiKey, size] = [read.secret('apiKey'), read.bytes('hubCacheSize') ?? '10Gi'];
  return define(
    { title: 'Text Embeddings Inference', factory: 'textEmbeddings', problems: read.problems, model },
    () => ({
      title: 'Text Embeddings Inference',
      ports: { http: port },
      // The entry point is the image's: that for every GPU picks a program by what the GPU can do, with `exec`
      // (cuda-all-entrypoint.sh@08301f0c).
      args: [
        RuntimeArgument.text('--json-output'), // the image's own argument, which these replace
        RuntimeArgument.flag('--model-id', RuntimeValue.text(model)),
        ...given('--revision', revision),
        // The variables HOSTNAME and PORT mean the same; a container's HOSTNAME is the name of its pod.
        RuntimeArgument.flag('--hostname', RuntimeValue.host()),
        RuntimeArgument.flag('--port', RuntimeValue.port()).alsoCalled('-p'),
        ...given('--served-model-name', name),
        ...given('--max-batch-tokens', tokens),
      ],
      env: { HF_HOME: RuntimeValue.text(HUB_CACHE), HUGGINGFACE_HUB_CACHE: RuntimeValue.text(HUB_CACHE) },
      secrets: [{ variable: 'API_KEY', argument: '--api-key', value: apiKey }, ...hubTokens('--hf-token')],
      readiness: RuntimeProbe.http('/health'),
      // router/src/http/server.rs: on the port of requests, whatever `--prometheus-port` says.
      metrics: { path: '/metrics', names: METRICS, requests: REQUESTS },
      // hyper finishes requests without a limit (router/src/shutdown.rs).
      shutdown: RuntimeShutdown.unbounded(),
      writablePaths: hubDownloads(model, size),
      startupBudget: Duration.minutes(10),
      hasSleepCommand: true, // Debian (Dockerfile), Ubuntu (Dockerfile-cuda)
    }),
  );
}

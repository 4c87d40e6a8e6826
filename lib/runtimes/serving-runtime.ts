import { type BentoMlOptions, bentoMl } from './bento-ml';
import { type CustomGrpcOptions, customGrpc } from './custom-grpc';
import { type CustomHttpOptions, customHttp } from './custom-http';
import { describe } from './describe';
import { type FastApiOptions, fastApi } from './fast-api';
import { type FlaskGunicornOptions, flaskGunicorn } from './flask-gunicorn';
import { type KserveOptions, kserve } from './kserve';
import { type LitServeOptions, litServe } from './lit-serve';
import { type LlamaCppOptions, llamaCpp } from './llama-cpp';
import type { RuntimeMetricNames } from './metric-names';
import { type MlServerOptions, mlServer } from './ml-server';
import { type MlemOptions, mlem } from './mlem';
import { type MlflowOptions, mlflow } from './mlflow';
import { modelOfSource } from './model-of-source';
import { type NimOptions, nim } from './nim';
import { type OllamaOptions, ollama } from './ollama';
import { type OpenVinoOptions, openVino } from './open-vino';
import { type RayServeOptions, rayServe } from './ray-serve';
import type { RuntimeDefinition } from './runtime-definition';
import type { RuntimeContext, RuntimeFacts } from './runtime-facts';
import type { RuntimeDescription } from './runtime-description';
import { type SglangOptions, sglang } from './sglang';
import { type StreamlitOptions, streamlit } from './streamlit';
import { type TensorFlowServingOptions, tensorFlowServing } from './tensor-flow-serving';
import { type TensorRtLlmOptions, tensorRtLlm } from './tensor-rt-llm';
import { type TextEmbeddingsOptions, textEmbeddings } from './text-embeddings';
import { type TextGenerationOptions, textGeneration } from './text-generation';
import { type TritonOptions, triton } from './triton';
import { type VllmOptions, vllm } from './vllm';

export type { BentoMlOptions } from './bento-ml';
export type { CustomGrpcOptions } from './custom-grpc';
export type { CustomHttpOptions } from './custom-http';
export type { FastApiOptions } from './fast-api';
export type { FlaskGunicornOptions } from './flask-gunicorn';
export type { KserveOptions } from './kserve';
export type { LitServeOptions } from './lit-serve';
export type { LlamaCppOptions } from './llama-cpp';
export type { MlServerOptions } from './ml-server';
export type { MlemOptions } from './mlem';
export type { MlflowOptions } from './mlflow';
export type { NimOptions } from './nim';
export type { OllamaOptions } from './ollama';
export type { OpenVinoOptions } from './open-vino';
export type { RayServeOptions } from './ray-serve';
export type { SglangOptions } from './sglang';
export type { StreamlitOptions } from './streamlit';
export type { TensorFlowServingOptions } from './tensor-flow-serving';
export type { TensorRtLlmOptions } from './tensor-rt-llm';
export type { TextEmbeddingsOptions } from './text-embeddings';
export type { TextGenerationOptions } from './text-generation';
export type { TritonOptions } from './triton';
export type { VllmOptions } from './vllm';

/** Of runtimes that have no model of their own. */
const MODEL = { member: 'model', isRequired: true } as const;

/**
 * What runs inside a server's container: its ports, how it is told to listen on them, its health endpoints and metrics,
 * where it writes, the user its image needs and how long it takes to finish.
 *
 * Each of these is stated once, here; everything else a server is made of refers to it. Options that are wrong are
 * reported by the server that uses the runtime. Sources of the facts: docs/runtimes.md.
 *
 * @example
 * import { Duration } from 'cdk8s';
 * import { RuntimeArgument, RuntimeProbe, RuntimeShutdown, RuntimeValue, ServingRuntime } from 'cdk8s-model-serving';
 *
 * const fastApi = ServingRuntime.fastApi({ port: 8000, healthPath: '/health' });
 * const vllm = ServingRuntime.vllm({ model: 'meta-llama/Llama-3.1-8B-Instruct', maxModelLength: 8192 });
 * const ofYourOwn = ServingRuntime.describe({
 *   title: 'LMDeploy',
 *   ports: { http: 23333 },
 *   command: ['lmdeploy', 'serve', 'api_server'],
 *   args: [
 *     RuntimeArgument.text('internlm/internlm3-8b-instruct'),
 *     RuntimeArgument.flag('--server-name', RuntimeValue.host()),
 *     RuntimeArgument.flag('--server-port', RuntimeValue.port()),
 *     RuntimeArgument.flag('--tp', RuntimeValue.tensorParallelism()),
 *   ],
 *   readiness: RuntimeProbe.http('/health'),
 *   shutdown: RuntimeShutdown.unbounded(Duration.seconds(60)),
 * });
 */
export class ServingRuntime {
  /**
   * Any server that speaks HTTP. Nothing is assumed about the image: state what it does.
   *
   * @param options port, health paths, how to start it
   */
  public static http(options: CustomHttpOptions): ServingRuntime {
    return new ServingRuntime(customHttp(options));
  }

  /**
   * Any server that speaks gRPC and no HTTP. It is asked by gRPC whether it is well.
   *
   * @param options port, names of the health service, how to start it
   */
  public static grpc(options: CustomGrpcOptions): ServingRuntime {
    return new ServingRuntime(customGrpc(options));
  }

  /**
   * A FastAPI (or other ASGI) application on uvicorn, port 8000. Name the health route that the application has, if any.
   *
   * @param options port, application, health paths
   */
  public static fastApi(options?: FastApiOptions): ServingRuntime {
    return new ServingRuntime(fastApi(options));
  }

  /**
   * A Flask (or other WSGI) application on Gunicorn. For one started by `python app.py`, use `http`.
   *
   * @param options port, application, workers, health paths
   */
  public static flaskGunicorn(options: FlaskGunicornOptions): ServingRuntime {
    return new ServingRuntime(flaskGunicorn(options));
  }

  /**
   * A Streamlit app, port 8501, health on `/_stcore/health`.
   *
   * @param options port, base path
   */
  public static streamlit(options?: StreamlitOptions): ServingRuntime {
    return new ServingRuntime(streamlit(options));
  }

  /**
   * A Bento in an image made by `bentoml containerize`, port 3000, ready on `/readyz`, alive on `/livez`, metrics on
   * `/metrics`, as the user 1034 who owns its files.
   *
   * @param options port, path prefix, user
   */
  public static bentoMl(options?: BentoMlOptions): ServingRuntime {
    return new ServingRuntime(bentoMl(options));
  }

  /**
   * A model in an image made by MLEM, port 8080: `POST /predict`, ready on `/interface.json`.
   *
   * @param options port, server file
   */
  public static mlem(options?: MlemOptions): ServingRuntime {
    return new ServingRuntime(mlem(options));
  }

  /**
   * A large language model on vLLM, port 8000, metrics `vllm:*`. Split over the server's accelerators.
   *
   * @param options model, names, context length
   */
  public static vllm(options: VllmOptions): ServingRuntime {
    return new ServingRuntime(modelOfSource(options, MODEL, vllm));
  }

  /**
   * A large language model on SGLang, port 30000, metrics `sglang:*`. Split over the server's accelerators.
   *
   * @param options model, name, context length
   */
  public static sglang(options: SglangOptions): ServingRuntime {
    return new ServingRuntime(modelOfSource(options, MODEL, sglang));
  }

  /**
   * A large language model on TensorRT-LLM (`trtllm-serve`), port 8000. Split over the server's accelerators.
   *
   * @param options model, name, lengths
   */
  public static tensorRtLlm(options: TensorRtLlmOptions): ServingRuntime {
    return new ServingRuntime(modelOfSource(options, MODEL, tensorRtLlm));
  }

  /**
   * Triton Inference Server: HTTP on port 8000, gRPC on 8001, metrics on 8002.
   *
   * @param options repository, ports
   */
  public static triton(options?: TritonOptions): ServingRuntime {
    return new ServingRuntime(modelOfSource(options, { member: 'modelRepository', isRequired: false }, triton));
  }

  /**
   * TensorFlow Serving: HTTP on port 8501, gRPC on 8500.
   *
   * @param options name and path of the model
   */
  public static tensorFlowServing(options: TensorFlowServingOptions): ServingRuntime {
    return new ServingRuntime(
      modelOfSource(options, { member: 'modelBasePath', isRequired: false }, tensorFlowServing),
    );
  }

  /**
   * Embeddings and reranking by Text Embeddings Inference (TEI), port 3000.
   *
   * @param options model, name
   */
  public static textEmbeddings(options: TextEmbeddingsOptions): ServingRuntime {
    return new ServingRuntime(modelOfSource(options, MODEL, textEmbeddings));
  }

  /**
   * A large language model on Text Generation Inference (TGI), port 3000. In maintenance since December 2025: prefer `vllm` or
   * `sglang`.
   *
   * @param options model, lengths
   */
  public static textGeneration(options: TextGenerationOptions): ServingRuntime {
    return new ServingRuntime(modelOfSource(options, MODEL, textGeneration));
  }

  /**
   * A model in GGUF on llama.cpp's `llama-server`, port 8080.
   *
   * @param options model, alias, context size
   */
  public static llamaCpp(options: LlamaCppOptions): ServingRuntime {
    return new ServingRuntime(modelOfSource(options, MODEL, llamaCpp));
  }

  /**
   * Ollama, port 11434. Models are pulled by requests.
   *
   * @param options where models are kept
   */
  public static ollama(options?: OllamaOptions): ServingRuntime {
    return new ServingRuntime(ollama(options));
  }

  /**
   * OpenVINO Model Server: HTTP on port 8000, gRPC on 9000.
   *
   * @param options model, name, task
   */
  public static openVino(options: OpenVinoOptions): ServingRuntime {
    return new ServingRuntime(modelOfSource(options, MODEL, openVino));
  }

  /**
   * MLServer: HTTP on port 8080, gRPC on 8081, metrics on 8082.
   *
   * @param options directory of models, ports
   */
  public static mlServer(options?: MlServerOptions): ServingRuntime {
    return new ServingRuntime(modelOfSource(options, { member: 'modelsPath', isRequired: false }, mlServer));
  }

  /**
   * One of KServe's Python servers: HTTP on port 8080, gRPC on 8081.
   *
   * @param options name and path of the model
   */
  public static kserve(options: KserveOptions): ServingRuntime {
    return new ServingRuntime(modelOfSource(options, { member: 'modelPath', isRequired: false }, kserve));
  }

  /**
   * A model in an image made by `mlflow models build-docker`, port 8080.
   *
   * @param options path, workers, timeout
   */
  public static mlflow(options?: MlflowOptions): ServingRuntime {
    return new ServingRuntime(modelOfSource(options, { member: 'modelPath', isRequired: false }, mlflow));
  }

  /**
   * An application of Ray Serve in one pod, port 8000.
   *
   * @param options application
   */
  public static rayServe(options: RayServeOptions): ServingRuntime {
    return new ServingRuntime(rayServe(options));
  }

  /**
   * A LitServe script, port 8000.
   *
   * @param options script, port
   */
  public static litServe(options?: LitServeOptions): ServingRuntime {
    return new ServingRuntime(litServe(options));
  }

  /**
   * A large language model in an image of NVIDIA NIM, port 8000.
   *
   * @param options key of NGC, names
   */
  public static nim(options: NimOptions): ServingRuntime {
    return new ServingRuntime(nim(options));
  }

  /**
   * Any other runtime, by everything that is known of it: for a package of your own, as those above are made.
   *
   * @param definition ports, arguments, health checks, what SIGTERM does
   */
  public static describe(definition: RuntimeDefinition): ServingRuntime {
    return new ServingRuntime(describe(definition));
  }

  /** Facts by what they depend on: many servers have one runtime. */
  private readonly facts = new Map<string, RuntimeFacts>();

  private constructor(
    /** @internal */
    public readonly _description: RuntimeDescription,
  ) {}

  /** Names of the metrics that tell how busy a server is, for autoscalers and alerts. Nothing where none are known. */
  public get metricNames(): RuntimeMetricNames | undefined {
    return this._description.problems.length > 0 ? undefined : this._facts({ accelerators: 0 }).metricNames;
  }

  /** @internal */
  public _facts(context: RuntimeContext): RuntimeFacts {
    const { accelerators, areParts, areUnknown, shutdownSeconds, startupSeconds, modelPath, readSeconds } = context;
    const image = this._description.asksForImage ? context.image : undefined;
    const key = [
      accelerators,
      areParts,
      areUnknown,
      shutdownSeconds,
      startupSeconds,
      readSeconds,
      image,
      modelPath,
    ].join(' ');
    const known = this.facts.get(key);
    if (known) return known;
    const facts = this._description.facts({ ...context, image });
    this.facts.set(key, facts);
    return facts;
  }
}

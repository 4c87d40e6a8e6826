/** By what a runtime is told from others. */
export interface RuntimeSigns {
  /** The factory of `ServingRuntime`. */
  readonly factory: string;
  /** As its makers write it. */
  readonly title: string;
  /** Repositories of its images. */
  readonly images?: RegExp;
  /** Words of its entry point and arguments, with a blank between them. */
  readonly words?: RegExp;
  /** Environment variables that only it reads. */
  readonly variables?: readonly string[];
  /** Paths that only it answers at. */
  readonly paths?: readonly string[];
}

/**
 * The runtimes, and what gives them away: images as their makers publish them, commands as their documentation writes them.
 * A port alone gives none away: many listen on 8000 and 8080. docs/runtimes.md has the sources.
 */
export const RUNTIME_SIGNS: readonly RuntimeSigns[] = [
  {
    factory: 'vllm',
    title: 'vLLM',
    images: /(^|\/)vllm\/|(^|\/)vllm-openai(-|$)/,
    words: /(^|[\s/])vllm serve\b|vllm\.entrypoints\./,
  },
  {
    factory: 'sglang',
    title: 'SGLang',
    images: /(^|\/)lmsysorg\/sglang$/,
    words: /sglang\.launch_server|\bsglang serve\b/,
  },
  { factory: 'tensorRtLlm', title: 'TensorRT-LLM', words: /\btrtllm-serve\b/ },
  {
    factory: 'nim',
    title: 'NVIDIA NIM',
    images: /^nvcr\.io\/nim\//,
    variables: ['NIM_MODEL_NAME', 'NIM_MODEL_PROFILE'],
  },
  { factory: 'triton', title: 'Triton', images: /(^|\/)tritonserver$/, words: /\btritonserver\b/ },
  {
    factory: 'tensorFlowServing',
    title: 'TensorFlow Serving',
    images: /(^|\/)tensorflow\/serving$/,
    words: /\btensorflow_model_server\b/,
  },
  { factory: 'textEmbeddings', title: 'Text Embeddings Inference', images: /(^|\/)text-embeddings-inference$/ },
  {
    factory: 'textGeneration',
    title: 'Text Generation Inference',
    images: /(^|\/)text-generation-inference$/,
    words: /\btext-generation-launcher\b/,
  },
  {
    factory: 'llamaCpp',
    title: 'llama.cpp',
    images: /(^|\/)llama\.cpp$/,
    words: /\bllama-server\b|\bllama_cpp\.server\b/,
  },
  { factory: 'ollama', title: 'Ollama', images: /(^|\/)ollama\/ollama$/, words: /\bollama serve\b/ },
  {
    factory: 'openVino',
    title: 'OpenVINO Model Server',
    images: /(^|\/)openvino\/model_server$/,
    words: /(^|\/)ovms\b/,
  },
  { factory: 'mlServer', title: 'MLServer', images: /(^|\/)seldonio\/mlserver$/, words: /\bmlserver start\b/ },
  {
    factory: 'mlflow',
    title: 'MLflow',
    words: /\bmlflow models serve\b/,
    variables: ['MLFLOW_DEPLOYMENT_FLAVOR_NAME'],
  },
  {
    factory: 'kserve',
    title: "KServe's Python servers",
    images: /(^|\/)kserve\/(sklearn|xgb|lgb|pmml|paddle|huggingface)server$/,
  },
  { factory: 'rayServe', title: 'Ray Serve', images: /(^|\/)rayproject\/ray(-ml|-llm)?$/, words: /\bserve run\b/ },
  { factory: 'litServe', title: 'LitServe', words: /\blitserve\b/ },
  {
    factory: 'bentoMl',
    title: 'BentoML',
    words: /\bbentoml serve(-http)?\b/,
    variables: ['BENTOML_PORT', 'BENTOML_CONFIG', 'BENTOML_CONFIG_OPTIONS'],
    paths: ['/readyz', '/livez'],
  },
  { factory: 'mlem', title: 'MLEM', words: /\bmlem serve\b/, paths: ['/interface.json'] },
  { factory: 'streamlit', title: 'Streamlit', words: /\bstreamlit run\b/, paths: ['/_stcore/health'] },
  {
    factory: 'fastApi',
    title: 'FastAPI on uvicorn',
    words: /\buvicorn\b|\bfastapi run\b|uvicorn\.workers/,
    variables: ['UVICORN_HOST', 'UVICORN_PORT'],
  },
  { factory: 'flaskGunicorn', title: 'Flask on Gunicorn', words: /\bgunicorn\b/, variables: ['GUNICORN_CMD_ARGS'] },
  {
    factory: 'http',
    title: "Seldon's wrapper",
    words: /\bseldon-core-microservice\b/,
    variables: ['PREDICTIVE_UNIT_SERVICE_PORT'],
  },
];

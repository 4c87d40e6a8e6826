import { type BentoMlOptions, bentoMl } from './bento-ml';
import { type CustomGrpcOptions, customGrpc } from './custom-grpc';
import { type CustomHttpOptions, customHttp } from './custom-http';
import { type FastApiOptions, fastApi } from './fast-api';
import { type FlaskGunicornOptions, flaskGunicorn } from './flask-gunicorn';
import { type MlemOptions, mlem } from './mlem';
import type { RuntimeContext, RuntimeDescription, RuntimeFacts } from './runtime-facts';
import { type StreamlitOptions, streamlit } from './streamlit';

/**
 * What runs inside a server's container: its ports, how it is told to listen on them, its health endpoints and metrics,
 * where it writes, the user its image needs and how long it takes to finish.
 *
 * Each of these is stated once, here; everything else a server is made of refers to it. Options that are wrong are
 * reported by the server that uses the runtime. Sources of the facts: docs/runtimes.md.
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

  /** Facts by what they depend on: many servers have one runtime. */
  private readonly facts = new Map<string, RuntimeFacts>();

  private constructor(
    /** @internal */
    public readonly _description: RuntimeDescription,
  ) {}

  /** @internal */
  public _facts(context: RuntimeContext): RuntimeFacts {
    const key = `${context.accelerators} ${String(context.shutdownSeconds)}`;
    const known = this.facts.get(key);
    if (known) return known;
    const facts = this._description.facts(context);
    this.facts.set(key, facts);
    return facts;
  }
}

import type { Duration } from 'cdk8s';
import type { ContainerImage } from '../../core/container-image';
import type { ContainerResources } from '../../server/resources';
import type { ServerOptions } from '../../server/server-options';
import type { SeldonCanary, SeldonShadow } from './seldon-version';

/** What the executor speaks with clients and with the model. Those of Seldon and TensorFlow are maintained no more. */
export enum SeldonProtocol {
  /** Seldon's own: `/api/v1.0/predictions`. */
  SELDON = 'seldon',
  /** TensorFlow Serving's: `/v1/models/<name>:predict`. */
  TENSORFLOW = 'tensorflow',
  /** The open inference protocol: `/v2/models/<name>/infer`. */
  V2 = 'v2',
}

/**
 * A model that Seldon Core 1 serves. The options are those of a ModelServer; what Seldon would take and ignore is an error
 * that names it.
 */
export interface SeldonModelProps extends ServerOptions {
  /** The image with the model's server. */
  readonly image: ContainerImage;

  /**
   * What clients and the model speak.
   *
   * @default SeldonProtocol.SELDON
   */
  readonly protocol?: SeldonProtocol;

  /**
   * Name of the predictor of this version: it is a part of the names of its Deployment and Services.
   *
   * @default 'default'
   */
  readonly predictorName?: string;

  /**
   * Whether Seldon puts its executor beside the model, which translates requests, counts them and copies them to loggers.
   * Without it requests go to the model as they are. In a namespace that enforces the level `restricted` it is not let in.
   *
   * @default true
   */
  readonly executor?: boolean;

  /**
   * CPU and memory of the executor. Quotas count it.
   *
   * @default - what Seldon gives it: 500m and 512Mi
   */
  readonly executorResources?: ContainerResources;

  /**
   * The longest that a request may take on the routes that Seldon makes, whose own default is 3 seconds.
   *
   * @default - what the runtime lets a request take, else 5 minutes
   */
  readonly routeTimeout?: Duration;

  /**
   * A new version beside this one.
   *
   * @default - none
   */
  readonly canary?: SeldonCanary;

  /**
   * A version that gets copies of requests.
   *
   * @default - none
   */
  readonly shadow?: SeldonShadow;
}

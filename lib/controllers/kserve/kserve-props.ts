import type { ContainerImage } from '../../core/container-image';
import type { ServerOptions } from '../../server/server-options';
import type { KServeCanary } from './kserve-canary';

/** How KServe runs a model: it cannot be changed later. */
export enum KServeMode {
  /** By a Deployment, a Service and a HorizontalPodAutoscaler. */
  STANDARD = 'Standard',
  /** By a Service of Knative, whose revisions scale with the requests. */
  KNATIVE = 'Knative',
}

/**
 * A model that KServe serves. The options are those of a ModelServer; what KServe would take and ignore is an error that
 * names it.
 */
export interface KServeModelProps extends ServerOptions {
  /** The image with the model's server. */
  readonly image: ContainerImage;

  /**
   * How KServe runs it.
   *
   * @default KServeMode.STANDARD
   */
  readonly mode?: KServeMode;

  /**
   * Whether the container is written as a ServingRuntime of the model's own, in place of a custom predictor. Canaries of the
   * standard mode need it: KServe refuses one beside a predictor without a model. The pods are the same but for the
   * annotation `modelFormat`, so that a change replaces them once.
   *
   * @default false
   */
  readonly servingRuntime?: boolean;

  /**
   * Whether KServe makes a route of its own to the model, at the domain of its installation. Routes of this library need none.
   *
   * @default false
   */
  readonly exposed?: boolean;

  /**
   * A new version beside this one.
   *
   * @default - none
   */
  readonly canary?: KServeCanary;
}

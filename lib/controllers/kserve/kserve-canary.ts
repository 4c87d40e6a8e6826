import type { VersionOptions } from '../../rollout/version-options';

/**
 * A new version of a model that takes a share of the requests.
 *
 * In the standard mode, from KServe 0.20, it stands beside the stable version with pods and a Service of its own, and both
 * are written. On Knative one version alone is written: this one, while the share that is left goes to the revision that was
 * rolled out last and is in the history only.
 */
export interface KServeCanary {
  /**
   * Name of the version among those of the model, such as `v2`: lower-case letters, digits and `-`. It is a part of the names
   * of its Deployment and Service, `<model>-<name>-predictor`.
   *
   * @default 'canary'
   */
  readonly name?: string;

  /** Image, and whatever differs from the model's own options. */
  readonly version: VersionOptions;

  /**
   * Its share of the requests in percent, from 0 to 100. With 0 it is there and takes none, as the colour of a blue/green
   * release that is not active. On Knative leaving the canary out promotes it: go back with 0.
   */
  readonly trafficPercent: number;
}

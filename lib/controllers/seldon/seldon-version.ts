import type { VersionOptions } from '../../rollout/version-options';

/** A new version of a model that takes a share of the requests: a predictor of its own beside that of the stable version. */
export interface SeldonCanary {
  /**
   * Name of the predictor, such as `v2`: lower-case letters, digits and `-`. It is a part of the names of its Deployment and
   * Services.
   *
   * @default 'canary'
   */
  readonly name?: string;

  /** Image, and whatever differs from the model's own options. */
  readonly version: VersionOptions;

  /** Its share of the requests in whole percent, from 0 to 100; the stable version takes the rest. */
  readonly traffic: number;
}

/** A version that gets a copy of requests and whose answers nobody sees: a predictor of its own. Only Seldon's own routes copy. */
export interface SeldonShadow {
  /**
   * Name of the predictor.
   *
   * @default 'shadow'
   */
  readonly name?: string;

  /** Image, and whatever differs from the model's own options. */
  readonly version: VersionOptions;

  /**
   * Share of the requests that is copied, in whole percent.
   *
   * @default 100
   */
  readonly traffic?: number;
}

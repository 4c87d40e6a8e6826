import type { ReleaseQuery } from './release-query';

/** What a stage of a release does. */
export enum ReleaseStageKind {
  /** The new version is brought up without a share of the requests. */
  DEPLOY = 'deploy',
  /** The first of two applies: pods are added before others leave or requests move. */
  GROW = 'grow',
  /** The new version is tested. */
  VERIFY = 'verify',
  /** The canary takes its next share. */
  STEP = 'step',
  /** The canary takes all requests. */
  PROMOTE = 'promote',
  /** The active Service moves to the other colour. */
  FLIP = 'flip',
  /** The stable side takes the new version, behind the canary that answers meanwhile. */
  REPLACE = 'replace',
  /** What served the old version goes. */
  RETIRE = 'retire',
}

/** Pods, and what they reserve. */
export interface ReleaseLoad {
  /** Number of pods. */
  readonly pods: number;
  /** CPU that they request, as a Kubernetes quantity. */
  readonly cpu: string;
  /** Memory that they request, as a Kubernetes quantity. */
  readonly memory: string;
  /** Accelerators that they request, of all kinds together. */
  readonly accelerators: number;
}

/** One side of a release at a stage. */
export interface ReleaseSide {
  /** Name of the Deployment. */
  readonly deploymentName: string;
  /** The image that the side runs when the stage is reached. */
  readonly image: string;
  /** Its pods at steady state; the fewest where an autoscaler decides. */
  readonly replicas: number;
  /** Its share of the requests in percent, rounded. */
  readonly weight: number;
  /**
   * Pods that its share may need at most. They are ready when the share is handed over, and an autoscaler of the side may
   * have as many.
   *
   * @default - by replicas nothing: any pod takes any request
   */
  readonly neededReplicas?: number;
}

/** One apply of a release: what it changes, what it comes to, and what happens on the way there. */
export interface ReleaseStage {
  /** What the stage is called, for example `step 30 %`. */
  readonly stageName: string;
  /** What the stage does. */
  readonly kind: ReleaseStageKind;
  /** What to write for it. */
  readonly change: string;
  /** Both sides when the stage is reached. */
  readonly sides: ReleaseSide[];
  /** Labels that the release's Service selects by; by route and in a BlueGreen those of the Service that has its name. */
  readonly serviceSelector: { readonly [label: string]: string };
  /**
   * What changes about that selector, as a sentence.
   *
   * @default - it stays as it was
   */
  readonly selectorChange?: string;
  /** All pods when the stage is reached. */
  readonly steady: ReleaseLoad;
  /** The most pods that may exist on the way, those that are terminating included, as a quota charges them. */
  readonly peak: ReleaseLoad;
  /** The fewest ready pods that take requests on the way, new ones still loading; a side without a share counts not. */
  readonly lowestCapacity: ReleaseLoad;
  /**
   * The former name of `lowestCapacity`.
   *
   * @deprecated use `lowestCapacity`
   */
  readonly trough: ReleaseLoad;
  /**
   * The fewest ready pods that take requests while the stage is rolled back in one change.
   *
   * @default - nothing to roll back any more
   */
  readonly rollback?: ReleaseLoad;
  /**
   * Figures that say whether to go on from here, where the cluster profile has a scraper of the Prometheus operator.
   *
   * @default - nobody measures
   */
  readonly queries?: ReleaseQuery[];
  /**
   * Figures that are missing, each with the reason: `errors: SGLang has no counter of requests that fail`.
   *
   * @default - none
   */
  readonly missingQueries?: string[];
}
